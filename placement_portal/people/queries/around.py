"""Columns that say who and what is around a placement, so that a list needs no statement of its own for them."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.accounts.models import Person
from placement_portal.placements.models import Assignment, Placement, PlacementSite
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.sites.models import Site


def supervisors_today(today: date) -> Any:
    """Return the names of those who supervise a placement today, in one text; empty for nobody."""
    return _names(SUPERVISING, today).label("supervisors")


def tutors_today(today: date) -> Any:
    """Return the names of those who tutor a placement today, in one text; empty for nobody."""
    return _names({AssignmentCapacity.TUTOR}, today).label("tutors")


def main_site() -> type[Site]:
    """Return the setting of a placement that comes first, to be joined by `at_main_site`."""
    return aliased(Site)


def at_main_site(wanted: sa.Select[Any], site: type[Site]) -> sa.Select[Any]:
    """Join a placement with the setting that comes first."""
    first = (
        sa.select(PlacementSite.site_id)
        .where(PlacementSite.placement_id == Placement.id)
        .order_by(PlacementSite.position, PlacementSite.site_id)
        .limit(1)
        .correlate(Placement)
        .scalar_subquery()
    )
    return wanted.outerjoin(site, site.id == first)


def _names(capacities: Any, today: date) -> Any:
    person = aliased(Person)
    names = (
        sa.select(sa.func.aggregate_strings(person.name, ", "))
        .select_from(Assignment)
        .join(person, person.id == Assignment.person_id)
        .where(
            Assignment.placement_id == Placement.id,
            Assignment.capacity.in_(capacities),
            Assignment.starts <= today,
            sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
        )
        .correlate(Placement)
        .scalar_subquery()
    )
    return sa.func.coalesce(names, "")
