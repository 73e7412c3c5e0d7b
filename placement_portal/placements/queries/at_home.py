"""The placements that a student's home shows, with everything that it says about each: two statements."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Given, Together
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, PlacementSite, TimetableRow
from placement_portal.placements.queries.logging import current_with_provider
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Closure, Site


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who supervises or tutors a placement today."""

    capacity: AssignmentCapacity
    name: str


@dataclass(frozen=True, slots=True)
class AtHome:
    """Placements with their settings, closures and timetables, and who is there for each."""

    placements: Sequence[Placement]
    people: dict[uuid.UUID, list[Somebody]]


def for_home(person: Person) -> AtHome:
    """Return what `current_of` finds, with what a home says about it."""
    current = current_with_provider(person)
    if not current:
        return AtHome((), {})
    found = _parts().rows(placements=[each.id for each in current], today=clock.today())
    _give_sites(current, found)
    _give_timetables(current, found)
    return AtHome(current, _people(found))


def _give_sites(current: Iterable[Placement], found: Given) -> None:
    closures: dict[uuid.UUID, set[Closure]] = defaultdict(set)
    for row in found["closures"]:
        closures[row.closure.site_id].add(row.closure)
    sites: dict[uuid.UUID, list[PlacementSite]] = defaultdict(list)
    for row in sorted(found["sites"], key=lambda row: (row.position, row.site.name)):
        at = PlacementSite(site_id=row.site.id, position=row.position, starts=row.starts, ends=row.ends)
        set_committed_value(row.site, "closures", sorted(closures[row.site.id], key=_begins))
        set_committed_value(at, "site", row.site)
        sites[row.placement_id].append(at)
    for each in current:
        set_committed_value(each, "sites", sites[each.id])


def _begins(closure: Closure) -> tuple[date, uuid.UUID]:
    return closure.starts, closure.id


def _give_timetables(current: Iterable[Placement], found: Given) -> None:
    rows: dict[uuid.UUID, list[TimetableRow]] = defaultdict(list)
    for each in found["timetable"]:
        set_committed_value(each.timetablerow, "category", each.category)
        set_committed_value(each.timetablerow, "slot", each.caseloadslot)
        rows[each.timetablerow.placement_id].append(each.timetablerow)
    for placement in current:
        ordered = sorted(rows[placement.id], key=lambda row: (row.weekday, row.start, row.id))
        set_committed_value(placement, "timetable", ordered)


def _people(found: Given) -> dict[uuid.UUID, list[Somebody]]:
    people: dict[uuid.UUID, list[Somebody]] = defaultdict(list)
    for row in sorted(found["people"], key=lambda row: (row.capacity, row.name)):
        people[row.placement_id].append(Somebody(row.capacity, row.name))
    return people


@functools.cache
def _parts() -> Together:
    placements: sa.BindParameter[Any] = sa.bindparam("placements", expanding=True, type_=sa.Uuid())
    today = sa.bindparam("today", type_=sa.Date())
    at = PlacementSite.placement_id.in_(placements)
    return Together(
        timetable=sa.select(TimetableRow, Category, CaseloadSlot)
        .join(Category, Category.id == TimetableRow.category_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == TimetableRow.slot_id)
        .where(TimetableRow.placement_id.in_(placements)),
        sites=sa.select(
            PlacementSite.placement_id, PlacementSite.position, PlacementSite.starts, PlacementSite.ends, Site
        )
        .join(Site, Site.id == PlacementSite.site_id)
        .where(at),
        closures=sa.select(Closure).where(Closure.site_id.in_(sa.select(PlacementSite.site_id).where(at))),
        people=sa.select(Assignment.placement_id, Assignment.capacity, Person.name)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.placement_id.in_(placements), Assignment.starts <= today)
        .where(sa.or_(Assignment.ends.is_(None), Assignment.ends >= today)),
    )
