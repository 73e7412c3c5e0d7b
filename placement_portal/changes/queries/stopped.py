"""Stops: those of a provider and of a placement, whom they touch, and the condition that makes an entry not count."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.clearance.queries import stops as clearance
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, PlacementSite, TimetableRow
from placement_portal.placements.policy import is_party, standing
from placement_portal.placements.queries import around
from placement_portal.placements.rules import OPEN, SUPERVISING, PlacementStatus, SlotStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site


def find_stop(viewer: Person, stop_id: uuid.UUID) -> Stop | None:
    """Return a stop at a provider that the viewer co-ordinates, or that touches a placement they have to do with."""
    wanted = sa.select(Stop).where(Stop.id == stop_id).options(*_around_stop())
    found = db.session.scalar(wanted)
    if found is None or found.provider_id in standing(viewer).hosts():
        return found
    return found if any(is_party(viewer, each) for each in placements_under(found)) else None


def stops_at(provider: Organisation) -> Sequence[Stop]:
    """Return the stops at a provider, those in force first, then the latest."""
    wanted = sa.select(Stop).where(Stop.provider_id == provider.id).options(*_around_stop())
    return db.session.scalars(wanted.order_by(Stop.lifted.is_not(None), Stop.at.desc(), Stop.id)).all()


def in_force_at(providers: Sequence[uuid.UUID] | set[uuid.UUID]) -> Sequence[Stop]:
    """Return the stops in force today at some providers."""
    ids, today = list(providers), clock.today()
    still = sa.or_(Stop.lifted.is_(None), Stop.lifted > today)
    wanted = sa.select(Stop).where(Stop.provider_id.in_(ids), still).options(*_around_stop())
    return db.session.scalars(wanted.order_by(Stop.at, Stop.id)).all() if ids else []


def placements_under(stop: Stop) -> list[Placement]:
    """Return the open placements that a stop touches, with their open clients."""
    return touched(stop.provider_id, stop.kind, stop.student_id or stop.person_id or stop.site_id)


def touched(provider_id: uuid.UUID, kind: StopKind, subject: uuid.UUID | None) -> list[Placement]:
    """Return the open placements at a provider that a stop of this subject touches, with their open clients."""
    today = clock.today()
    conditions = {
        StopKind.STUDENT: Placement.student_id == subject,
        StopKind.SUPERVISOR: _supervised_by(Placement.id, subject, today),
        StopKind.SETTING: sa.exists().where(
            PlacementSite.placement_id == Placement.id,
            PlacementSite.site_id == subject,
            sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= today),
        ),
    }
    slots = selectinload(Placement.slots.and_(CaseloadSlot.status == SlotStatus.OPEN))
    wanted = sa.select(Placement).where(Placement.provider_id == provider_id, Placement.status.in_(OPEN))
    wanted = wanted.where(conditions[kind]).options(*around(), slots).order_by(Placement.id)
    return list(db.session.scalars(wanted.execution_options(populate_existing=False)))


def under_stop(placement_id: Any, day: Any, start: Any, site_id: Any) -> sa.ColumnElement[bool]:
    """Return the condition that work of these columns comes after a stop in force on its day."""
    of = sa.alias(sa.inspect(Placement).local_table)
    after = sa.or_(day > Stop.since, sa.and_(day == Stop.since, start >= Stop.since_time))
    touches = sa.or_(
        Stop.site_id == site_id,
        Stop.student_id == of.c.student_id,
        _supervised_by(of.c.id, Stop.person_id, day),
    )
    stopped = sa.exists().where(
        of.c.id == placement_id,
        Stop.provider_id == of.c.provider_id,
        after,
        sa.or_(Stop.lifted.is_(None), Stop.lifted > day),
        touches,
    )
    return stopped.correlate_except(of, Stop)


def feeding() -> sa.CompoundSelect[Any]:
    """Return whom every stop touches, as the gate of checks asks for it: from the day it was made on."""
    on = {"since": Stop.since, "lifted": Stop.lifted}
    student = {"person": StudentRecord.person_id, "placement": Placement.id}
    later = sa.case((Assignment.starts > Stop.since, Assignment.starts), else_=Stop.since)
    under = clearance.stop(**student, since=later, lifted=Stop.lifted, last=Assignment.ends)
    return sa.union_all(
        clearance.stop(**student, **on)
        .select_from(Stop)
        .join(StudentRecord, StudentRecord.id == Stop.student_id)
        .join(Placement, _hosted(Placement.student_id == StudentRecord.id)),
        clearance.stop(**student, site=Stop.site_id, **on)
        .select_from(Stop)
        .join(PlacementSite, PlacementSite.site_id == Stop.site_id)
        .join(Placement, _hosted(Placement.id == PlacementSite.placement_id))
        .join(*_RECORD),
        under.select_from(Stop)
        .join(Assignment, Assignment.person_id == Stop.person_id)
        .join(Placement, _hosted(Placement.id == Assignment.placement_id))
        .join(*_RECORD)
        .where(Assignment.capacity.in_(SUPERVISING)),
        clearance.stop(person=Stop.person_id, **on).where(Stop.person_id.is_not(None)),
        clearance.stop(site=Stop.site_id, **on).where(Stop.site_id.is_not(None)),
    )


_RECORD = (StudentRecord, StudentRecord.id == Placement.student_id)


def _hosted(which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(which, Placement.provider_id == Stop.provider_id)


def stopped_at_all(placements: Any) -> sa.ColumnElement[bool]:
    """Return the condition that work was ever stopped at a provider of some placements: asked once, not for each row.

    Put it before `under_stop`, which looks at each entry.
    """
    of = sa.alias(sa.inspect(Placement).local_table)
    at = sa.select(of.c.provider_id).where(of.c.id.in_(placements))
    return sa.exists().where(Stop.provider_id.in_(at)).correlate(None)


def students_at(provider: Organisation) -> list[tuple[uuid.UUID, str]]:
    """Return the students of open placements at a provider, by name, with the ids of their records."""
    wanted = (
        sa.select(StudentRecord.id, Person.name)
        .join(Person, Person.id == StudentRecord.person_id)
        .join(Placement, Placement.student_id == StudentRecord.id)
        .where(Placement.provider_id == provider.id, Placement.status.in_(OPEN))
        .distinct()
        .order_by(Person.name, StudentRecord.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(wanted)]


def sites_at(provider: Organisation) -> list[tuple[uuid.UUID, str]]:
    """Return the settings of a provider that are in use, by name."""
    wanted = sa.select(Site.id, Site.name).where(Site.provider_id == provider.id, Site.retired.is_(False))
    return [(row[0], row[1]) for row in db.session.execute(wanted.order_by(Site.name))]


def expected_on(site: Site, day: date) -> list[Placement]:
    """Return the placements whose timetable expects somebody at a setting on a day; who pauses is not expected."""
    habit = sa.exists().where(
        TimetableRow.placement_id == Placement.id,
        TimetableRow.site_id == site.id,
        TimetableRow.weekday == day.weekday(),
    )
    running = (Placement.status == PlacementStatus.ACTIVE, Placement.starts <= day, Placement.ends >= day)
    wanted = sa.select(Placement).where(Placement.provider_id == site.provider_id, habit, *running)
    return list(db.session.scalars(wanted.options(*around()).order_by(Placement.id)))


def around_site(expected: Sequence[Placement], day: date) -> list[Person]:
    """Return whom a closed day concerns: the students who are expected, and who supervises them."""
    ids = [each.id for each in expected]
    supervising = sa.select(Assignment.person_id).where(
        Assignment.placement_id.in_(ids), Assignment.capacity.in_(SUPERVISING), *_holds(day)
    )
    students = [each.student.person_id for each in expected]
    wanted = sa.select(Person).where(sa.or_(Person.id.in_(students), Person.id.in_(supervising)))
    return list(db.session.scalars(wanted.where(Person.deactivated_at.is_(None)).order_by(Person.name, Person.id)))


def touches(placement_id: Any) -> sa.ColumnElement[bool]:
    """Return what holds of the stops that touch a placement: its student, its settings, who supervises it."""
    at = sa.exists().where(PlacementSite.placement_id == placement_id, PlacementSite.site_id == Stop.site_id)
    own = sa.exists().where(Placement.id == placement_id, Placement.student_id == Stop.student_id)
    since = sa.exists().where(
        Assignment.placement_id == placement_id,
        Assignment.person_id == Stop.person_id,
        _is_supervising(),
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= Stop.since),
    )
    return sa.or_(at, own, since)


def _supervised_by(placement_id: Any, person_id: Any, day: Any) -> sa.ColumnElement[bool]:
    is_theirs = (Assignment.placement_id == placement_id, Assignment.person_id == person_id)
    found = sa.exists().where(*is_theirs, _is_supervising(), *_holds(day))
    return found.correlate_except(Assignment)  # within another condition SQLAlchemy looks only one level up


def _is_supervising() -> sa.ColumnElement[bool]:
    return sa.or_(*(Assignment.capacity == each for each in sorted(SUPERVISING)))  # no list: it is prepared too


def _holds(day: Any) -> list[sa.ColumnElement[bool]]:
    return [Assignment.starts <= day, sa.or_(Assignment.ends.is_(None), Assignment.ends >= day)]


def _around_stop() -> list[Any]:
    student = joinedload(Stop.student).joinedload(StudentRecord.person)
    return [student, *(joinedload(each) for each in (Stop.person, Stop.site, Stop.provider, Stop.by, Stop.lifted_by))]
