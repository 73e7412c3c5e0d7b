"""The placements that a student's home shows, with everything that it says about each: two statements."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Given, Together
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.queries.giving import PLACEMENTS, day_parts, give_sites, give_timetables
from placement_portal.placements.queries.logging import current_with_provider
from placement_portal.placements.rules import AssignmentCapacity


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
    give_sites(current, found)
    give_timetables(current, found)
    return AtHome(current, _people(found))


def _people(found: Given) -> dict[uuid.UUID, list[Somebody]]:
    people: dict[uuid.UUID, list[Somebody]] = defaultdict(list)
    for row in sorted(found["people"], key=lambda row: (row.capacity, row.name)):
        people[row.placement_id].append(Somebody(row.capacity, row.name))
    return people


@functools.cache
def _parts() -> Together:
    today = sa.bindparam("today", type_=sa.Date())
    return Together(
        **day_parts(),
        people=sa.select(Assignment.placement_id, Assignment.capacity, Person.name)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.placement_id.in_(PLACEMENTS), Assignment.starts <= today)
        .where(sa.or_(Assignment.ends.is_(None), Assignment.ends >= today)),
    )
