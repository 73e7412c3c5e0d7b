"""What a student's day needs besides their placements: settings with all that one must know, supervision to come."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Together
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.profiles.models import Passport
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Around:
    """The settings of a placement, what its provider says, and the next supervision that is planned."""

    sites: list[Site]
    passport: Passport | None
    supervision: Any


def around(placement: Placement, first: Sequence[uuid.UUID], today: date) -> Around:
    """Return it for a placement of one's own, the settings of the day before the others, in one statement.

    A setting that names nobody to ring falls back on the provider's passport.
    """
    found = _parts().rows(placement=placement.id, today=today)
    rows = sorted(found["sites"], key=lambda row: (row.position, row.site.name))
    sites, passport = [row.site for row in rows], next((row.passport for row in rows), None)
    planned = sorted(found["plans"], key=lambda row: (row.day, row.start))
    in_order = sorted(sites, key=lambda each: first.index(each.id) if each.id in first else len(first))
    return Around(in_order, passport, next(iter(planned), None))


@functools.cache
def _parts() -> Together:
    placement, today = sa.bindparam("placement", type_=sa.Uuid()), sa.bindparam("today", type_=sa.Date())
    plan = PlannedSupervision
    return Together(
        sites=sa.select(PlacementSite.position, Site, Passport)
        .join(Site, PlacementSite.site_id == Site.id)
        .outerjoin(Passport, Passport.provider_id == Site.provider_id)
        .where(PlacementSite.placement_id == placement),
        plans=sa.select(plan.id, plan.day, plan.start, plan.minutes, Person.name.label("supervisor"))
        .join(Person, Person.id == plan.supervisor_id)
        .where(plan.placement_id == placement, plan.cancelled_at.is_(None), plan.day >= today),
    )
