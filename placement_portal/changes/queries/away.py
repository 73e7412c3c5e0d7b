"""Who is away from a provider, who stands in, and which placements somebody supervises there."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes.models import Away, Cover
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import OPEN, SUPERVISING
from placement_portal.programmes.models import StudentRecord


def away_at(provider: Organisation) -> Sequence[Away]:
    """Return who is away from a provider today or will be, the first to go first."""
    wanted = sa.select(Away).where(Away.provider_id == provider.id, _not_over(clock.today()))
    covers = joinedload(Away.covers)  # a few of each: no statement of their own
    student = covers.joinedload(Cover.placement).joinedload(Placement.student).joinedload(StudentRecord.person)
    stands_in = covers.joinedload(Cover.assignment).joinedload(Assignment.person)
    ordered = wanted.options(joinedload(Away.person), student, stands_in).order_by(Away.starts, Away.id)
    return db.session.scalars(ordered).unique().all()


def find_away(viewer: Person, away_id: uuid.UUID) -> Away | None:
    """Return that somebody is away, for who co-ordinates the provider."""
    wanted = sa.select(Away).where(Away.id == away_id).options(joinedload(Away.person), joinedload(Away.provider))
    found = db.session.scalar(wanted)
    return found if found and found.provider_id in standing(viewer).hosts() else None


def covers_of(away: Away) -> Sequence[Cover]:
    """Return who stands in on which placement while somebody is away."""
    student = joinedload(Cover.placement).joinedload(Placement.student).joinedload(StudentRecord.person)
    wanted = sa.select(Cover).where(Cover.away_id == away.id).order_by(Cover.id)
    return db.session.scalars(wanted.options(student, joinedload(Cover.assignment).joinedload(Assignment.person))).all()


def supervisors_at(provider: Organisation, on: date) -> list[Person]:
    """Return who supervises open placements at a provider on a day, by name."""
    theirs = sa.exists().where(
        Assignment.person_id == Person.id,
        Assignment.capacity.in_(SUPERVISING),
        *_holds(on),
        Assignment.placement_id == Placement.id,
        Placement.provider_id == provider.id,
        Placement.status.in_(OPEN),
    )
    return list(db.session.scalars(sa.select(Person).where(theirs).order_by(Person.name, Person.id)))


def placements_with(person_id: uuid.UUID, provider: Organisation, on: date) -> list[Assignment]:
    """Return what somebody supervises at a provider on a day or later, with the students, by name."""
    placement = joinedload(Assignment.placement)
    up = placement.joinedload(Placement.student).joinedload(StudentRecord.person)
    wanted = (
        sa.select(Assignment)
        .join(Placement, Placement.id == Assignment.placement_id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Person, Person.id == StudentRecord.person_id)
        .where(Assignment.person_id == person_id, Assignment.capacity.in_(SUPERVISING))
        .where(sa.or_(Assignment.ends.is_(None), Assignment.ends > on))
        .where(Placement.provider_id == provider.id, Placement.status.in_(OPEN))
        .options(up, joinedload(Assignment.person), placement.joinedload(Placement.assignments))
        .order_by(Person.name, Assignment.id)
    )
    return list(db.session.scalars(wanted).unique())


def _not_over(on: date) -> sa.ColumnElement[bool]:
    return sa.or_(Away.ends.is_(None), Away.ends >= on)


def _holds(day: date) -> list[sa.ColumnElement[bool]]:
    return [Assignment.starts <= day, sa.or_(Assignment.ends.is_(None), Assignment.ends >= day)]
