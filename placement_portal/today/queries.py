"""What a student's day needs besides their placements: the settings with all that one must know to get in."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.profiles.models import Passport
from placement_portal.sites.models import Site


def settings_of(placement: Placement, first: Sequence[uuid.UUID]) -> tuple[list[Site], Passport | None]:
    """Return the settings of a placement of one's own, those of the day before the others, and what its provider says.

    A setting that names nobody to ring falls back on the provider's passport.
    """
    wanted = (
        sa.select(Site, Passport)
        .join(PlacementSite, PlacementSite.site_id == Site.id)
        .outerjoin(Passport, Passport.provider_id == placement.provider_id)
        .where(PlacementSite.placement_id == placement.id)
    )
    rows = db.session.execute(wanted.order_by(PlacementSite.position, Site.name)).all()
    found, said = [site for site, _ in rows], next((passport for _, passport in rows), None)
    return sorted(found, key=lambda each: first.index(each.id) if each.id in first else len(first)), said
