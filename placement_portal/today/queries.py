"""What a student's day needs besides their placements: the settings with all that one must know to get in."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.sites.models import Site


def settings_of(placement: Placement, first: Sequence[uuid.UUID]) -> list[Site]:
    """Return the settings of a placement of one's own, those of the day before the others."""
    wanted = sa.select(Site).join(PlacementSite, PlacementSite.site_id == Site.id)
    found = db.session.scalars(
        wanted.where(PlacementSite.placement_id == placement.id).order_by(PlacementSite.position, Site.name)
    ).all()
    return sorted(found, key=lambda each: first.index(each.id) if each.id in first else len(first))
