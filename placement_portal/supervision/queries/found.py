"""A record of supervision as its viewer may see it, and those of a placement."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_party
from placement_portal.programmes.models import RuleSet
from placement_portal.programmes.rules import GroupCredit
from placement_portal.supervision import policy
from placement_portal.supervision.models import (
    SupervisionChange,
    SupervisionDecision,
    SupervisionPart,
    SupervisionSession,
    SupervisionVersion,
)
from placement_portal.supervision.rules import SupervisionChangeStatus, SupervisionStatus, same_session

PAGE: Final = 25
DAY: Final = timedelta(days=1)
WAITS: Final = (SupervisionStatus.DRAFT, SupervisionStatus.SUBMITTED, SupervisionStatus.SENT_BACK)
COUNTED: Final = (*WAITS, SupervisionStatus.CONFIRMED)
Part = SupervisionPart


def find(viewer: Person, part_id: uuid.UUID) -> Part | None:
    """Return a record that the viewer may read, with the session and who was there; None otherwise."""
    people = (joinedload(Part.student), joinedload(Part.author), joinedload(Part.decided_by))
    session = joinedload(Part.session).joinedload(SupervisionSession.supervisor)
    around = joinedload(Part.placement).options(*placements.around())
    found = db.session.scalar(sa.select(Part).where(Part.id == part_id).options(*people, session, around))
    return found if found and is_party(viewer, found.placement) and policy.reads(viewer, found) else None


def locked(session_id: uuid.UUID) -> Sequence[Part]:
    """Return every record of a session as it is now, locked in the order of their ids until the transaction ends."""
    wanted = sa.select(Part).where(Part.session_id == session_id).order_by(Part.id).with_for_update(of=Part)
    related = (joinedload(Part.placement).joinedload(Placement.university), joinedload(Part.session))
    return db.session.scalars(wanted.options(*related).execution_options(populate_existing=True)).all()


def sessions_of(part_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Return the sessions of some records, in the order of their ids."""
    wanted = sa.select(Part.session_id).where(Part.id.in_(list(part_ids))).distinct().order_by(Part.session_id)
    return list(db.session.scalars(wanted))


def page_of(viewer: Person, placement: Placement, before: Part | None = None) -> Sequence[Part]:
    """Return one page of the records of a placement that the viewer may read, the latest first, and one more."""
    wanted = sa.select(Part).where(Part.placement_id == placement.id)
    wanted = wanted.where(sa.or_(Part.status != SupervisionStatus.DRAFT, Part.author_id == viewer.id))
    if policy.only_left(viewer, placement):
        wanted = wanted.join(Part.session).where(SupervisionSession.supervisor_id == viewer.id)
    if before:
        place = sa.tuple_(sa.literal(before.day, sa.Date()), sa.literal(before.id, sa.Uuid()))
        wanted = wanted.where(sa.tuple_(Part.day, Part.id) < place)
    loaded = wanted.options(joinedload(Part.session).joinedload(SupervisionSession.supervisor))
    return db.session.scalars(loaded.order_by(Part.day.desc(), Part.id.desc()).limit(PAGE + 1)).all()


def group_credit(placement: Placement) -> GroupCredit:
    """Return how much of supervision in a group counts by the rules in force in the stage of a placement."""
    wanted = sa.select(RuleSet.group_percent, RuleSet.group_until)
    found = db.session.execute(wanted.where(RuleSet.stage_id == placement.stage_id, RuleSet.in_force)).first()
    return GroupCredit(*found) if found else GroupCredit()


def with_whom(part: Part) -> list[tuple[uuid.UUID, str]]:
    """Return every record of the same session with the student's name, for whoever held it with them."""
    wanted = sa.select(Part.id, Person.name).join(Person, Person.id == Part.student_id)
    beside = wanted.where(Part.session_id == part.session_id, Part.id != part.id).order_by(Person.name, Part.id)
    return [(row[0], row[1]) for row in db.session.execute(beside)]


def twins(part: Part) -> list[Part]:
    """Return other records of the same student and supervisor that share a minute with one: perhaps the same session.

    A record across midnight is compared with those of the day before and after.
    """
    others = (
        sa.select(Part)
        .join(Part.session)
        .where(
            Part.placement_id == part.placement_id,
            Part.id != part.id,
            Part.session_id != part.session_id,
            SupervisionSession.supervisor_id == part.session.supervisor_id,
            Part.day.between(part.day - DAY, part.day + DAY),
            Part.status.in_(COUNTED),
            Part.reversed_at.is_(None),
        )
        .options(joinedload(Part.author))
        .order_by(Part.id)
    )
    return [each for each in db.session.scalars(others) if each.minutes and same_session(part, each)]


def versions(part: Part) -> Sequence[SupervisionVersion]:
    """Return everything that was ever submitted, offered or asked for, the first one first."""
    wanted = sa.select(SupervisionVersion).where(SupervisionVersion.part_id == part.id)
    ordered = wanted.order_by(SupervisionVersion.number).options(joinedload(SupervisionVersion.by))
    return db.session.scalars(ordered).all()


def next_number(part: Part) -> int:
    """Return the number of a record's next version."""
    highest = sa.select(sa.func.max(SupervisionVersion.number)).where(SupervisionVersion.part_id == part.id)
    return (db.session.scalar(highest) or 0) + 1


def version(part: Part, number: int) -> SupervisionVersion:
    """Return one version of a record; raise `NoResultFound` when there is none."""
    wanted = sa.select(SupervisionVersion).where(SupervisionVersion.part_id == part.id)
    return db.session.scalars(wanted.where(SupervisionVersion.number == number)).one()


def decisions(part: Part) -> Sequence[SupervisionDecision]:
    """Return every decision on a record, the first one first."""
    wanted = sa.select(SupervisionDecision).where(SupervisionDecision.part_id == part.id)
    ordered = wanted.order_by(SupervisionDecision.at, SupervisionDecision.id)
    return db.session.scalars(ordered.options(joinedload(SupervisionDecision.by))).all()


def last_decision(part: Part) -> SupervisionDecision | None:
    """Return the latest decision on a record that was not taken back."""
    wanted = sa.select(SupervisionDecision).where(
        SupervisionDecision.part_id == part.id, SupervisionDecision.undone_at.is_(None)
    )
    latest = wanted.order_by(SupervisionDecision.at.desc(), SupervisionDecision.id.desc())
    return db.session.scalars(latest.limit(1)).first()


def undecided_with(placement: Placement, supervisor: Person) -> Sequence[uuid.UUID]:
    """Return the sessions of a placement that wait for a supervisor, or that they are asked to change."""
    waits = sa.and_(Part.status == SupervisionStatus.SUBMITTED, Part.author_id == Part.student_id)
    theirs = sa.or_(
        Part.handed_to_id == supervisor.id,
        sa.and_(Part.handed_to_id.is_(None), SupervisionSession.supervisor_id == supervisor.id),
    )
    wanted = sa.select(Part.session_id).join(Part.session).where(Part.placement_id == placement.id)
    return db.session.scalars(wanted.where(sa.or_(waits, Part.changing), theirs).order_by(Part.session_id)).all()


def changes(part: Part) -> Sequence[SupervisionChange]:
    """Return every change that was asked for, the first one first."""
    people = (joinedload(SupervisionChange.asked_by), joinedload(SupervisionChange.decided_by))
    wanted = sa.select(SupervisionChange).where(SupervisionChange.part_id == part.id).options(*people)
    return db.session.scalars(wanted.order_by(SupervisionChange.asked_at, SupervisionChange.id)).all()


def pending_change(part: Part) -> SupervisionChange | None:
    """Return the change that waits for an answer, if any."""
    wanted = sa.select(SupervisionChange).where(SupervisionChange.part_id == part.id)
    return db.session.scalars(wanted.where(SupervisionChange.status == SupervisionChangeStatus.PENDING)).first()


def all_decided(placement: Placement) -> bool:
    """Say whether no record of a placement waits for anybody."""
    open_ = sa.or_(Part.status.in_(WAITS), Part.changing)
    return db.session.scalar(sa.select(Part.id).where(Part.placement_id == placement.id, open_).limit(1)) is None
