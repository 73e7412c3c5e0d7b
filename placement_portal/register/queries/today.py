"""Who is in one setting on a day: who comes at which times, what they may do there, who supervises them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal.absences.models import Absence
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import checks
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.queries.visits import visits
from placement_portal.clearance.rules.exceptions import GateQuestion
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement, TimetableRow
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity, PlacementStatus
from placement_portal.register.rules import Allowed, allowed
from placement_portal.sites.models import Closure, Site

COMES: Final = (PlacementStatus.MATCHED, PlacementStatus.READY_TO_START, PlacementStatus.ACTIVE)


class Supervises(NamedTuple):
    """Who supervises somebody, and in which capacity."""

    person_id: uuid.UUID
    name: str
    capacity: AssignmentCapacity


@dataclass(frozen=True, slots=True)
class Here:
    """A student who is expected in a setting, or may come because nobody said on which days."""

    person_id: uuid.UUID
    placement_id: uuid.UUID
    name: str
    university: str
    times: Sequence[tuple[time, int]]
    is_away: bool
    allowed: Allowed
    supervisors: Sequence[Supervises]


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who supervises somebody of those, once, and whether their own checks let them."""

    id: uuid.UUID
    name: str
    capacity: AssignmentCapacity
    may: bool
    students: Sequence[str]


@dataclass(frozen=True, slots=True)
class Today:
    """A setting on a day: why it is closed if it is, who is expected, who may come, who supervises them."""

    closed: str
    expected: Sequence[Here]
    others: Sequence[Here]
    supervisors: Sequence[Supervisor]

    @property
    def people(self) -> list[uuid.UUID]:
        """The ids of everybody on the page."""
        students = [each.person_id for each in (*self.expected, *self.others)]
        return [*students, *(each.id for each in self.supervisors)]


def today_at(site: Site, day: date) -> Today:
    """Return who is in a setting on a day; nine statements, however many they are."""
    placed = db.session.execute(_placed(site, day)).all()
    ids = [row.placement_id for row in placed]
    times, days_said = _times(ids, site, day)
    supervising = _supervising(ids, day)
    people = {row.person_id for row in placed} | {each.person_id for every in supervising.values() for each in every}
    known = checks.of_people(people, day)
    found = [_here(row, site, known[row.person_id], times, supervising) for row in placed]
    return Today(
        closed=_closed(site, day),
        expected=sorted((each for each in found if each.times), key=lambda each: (each.times[0][0], each.name)),
        others=[each for each in found if each.placement_id not in days_said],
        supervisors=list(_supervisors(found, days_said, known, site)),
    )


def _placed(site: Site, day: date) -> sa.Select[Any]:
    links = visits()
    away = sa.exists().where(
        Absence.placement_id == links.c.placement_id,
        Absence.starts <= day,
        Absence.ends >= day,
        Absence.cancelled_at.is_(None),
    )
    return (
        sa.select(
            links.c.person_id,
            links.c.placement_id,
            Person.name,
            Organisation.name.label("university"),
            away.label("is_away"),
        )
        .join(Person, Person.id == links.c.person_id)
        .join(Organisation, Organisation.id == links.c.university_id)
        .join(Placement, Placement.id == links.c.placement_id)
        .where(links.c.site_id == site.id, links.c.starts <= day, links.c.ends >= day, Placement.status.in_(COMES))
        .order_by(Person.name, links.c.placement_id)
    )


def _times(
    ids: Sequence[uuid.UUID], site: Site, day: date
) -> tuple[dict[uuid.UUID, list[tuple[time, int]]], set[uuid.UUID]]:
    """Return when each begins here on a day and for how many minutes, and of whom the days are known at all."""
    wanted = sa.select(
        TimetableRow.placement_id, TimetableRow.weekday, TimetableRow.site_id, TimetableRow.start, TimetableRow.minutes
    )
    found: dict[uuid.UUID, list[tuple[time, int]]] = {}
    said: set[uuid.UUID] = set()
    for row in db.session.execute(wanted.where(TimetableRow.placement_id.in_(ids)).order_by(TimetableRow.start)):
        said.add(row.placement_id)
        if row.weekday == day.weekday() and row.site_id == site.id:
            found.setdefault(row.placement_id, []).append((row.start, row.minutes))
    return found, said


def _supervising(ids: Sequence[uuid.UUID], day: date) -> dict[uuid.UUID, list[Supervises]]:
    wanted = (
        sa.select(Assignment.placement_id, Person.id, Person.name, Assignment.capacity)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            Assignment.placement_id.in_(ids),
            Assignment.capacity.in_(SUPERVISING),
            Assignment.starts <= day,
            sa.or_(Assignment.ends.is_(None), Assignment.ends >= day),
        )
        .order_by(Assignment.capacity, Person.name)
    )
    found: dict[uuid.UUID, list[Supervises]] = {}
    for placement_id, *who in db.session.execute(wanted):
        found.setdefault(placement_id, []).append(Supervises._make(who))
    return found


def _here(
    row: Any,
    site: Site,
    known: Checks,
    times: dict[uuid.UUID, list[tuple[time, int]]],
    supervising: dict[uuid.UUID, list[Supervises]],
) -> Here:
    visit = next(
        each for each in known.visits if each.placement == str(row.placement_id) and each.place.id == str(site.id)
    )
    return Here(
        person_id=row.person_id,
        placement_id=row.placement_id,
        name=row.name,
        university=row.university,
        times=times.get(row.placement_id, ()),
        is_away=row.is_away,
        allowed=allowed(known.gate_at(visit)),
        supervisors=supervising.get(row.placement_id, ()),
    )


def _supervisors(
    found: Sequence[Here], days_said: set[uuid.UUID], known: dict[uuid.UUID, Checks], site: Site
) -> Iterable[Supervisor]:
    shown = [each for each in found if each.times or each.placement_id not in days_said]
    theirs: dict[uuid.UUID, tuple[Supervises, list[str]]] = {}
    for each in shown:
        for who in each.supervisors:
            theirs.setdefault(who.person_id, (who, []))[1].append(each.name)
    for key, (who, students) in sorted(theirs.items(), key=lambda pair: pair[1][0].name):
        works_here = str(site.provider_id) in known[key].employers
        may = works_here and known[key].gate.answers[GateQuestion.ASSIGNMENT].is_open
        yield Supervisor(key, who.name, who.capacity, may, students)


def _closed(site: Site, day: date) -> str:
    wanted = sa.select(Closure.name).where(Closure.site_id == site.id, Closure.starts <= day, Closure.ends >= day)
    return db.session.scalar(wanted.limit(1)) or ""
