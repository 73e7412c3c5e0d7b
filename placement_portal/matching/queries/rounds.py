"""Rounds: those of a programme, one of them, one as its student sees it, and the proposal that was asked for last."""

import uuid
from datetime import timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching.models import Allocation, Own, Round, RoundProposal, RoundStage, Wish
from placement_portal.matching.policy import run_by
from placement_portal.matching.rules import RoundStatus, RunStatus
from placement_portal.placements.policy import standing
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import STUDYING

LOST_AFTER: Final = timedelta(minutes=10)
"""A proposal that ran so long was left by a worker that stopped, and is worked out again."""


def find_programme(viewer: Person, programme_id: uuid.UUID) -> Programme | None:
    """Return a programme that the viewer leads or co-ordinates."""
    if programme_id not in run_by(viewer):
        return None
    return db.session.get(Programme, programme_id, options=[joinedload(Programme.university)])


def find(viewer: Person, round_id: uuid.UUID) -> Round | None:
    """Return a round of a programme that the viewer leads or co-ordinates."""
    wanted = sa.select(Round).where(Round.id == round_id, Round.programme_id.in_(run_by(viewer)))
    return db.session.scalar(wanted.options(joinedload(Round.programme).joinedload(Programme.university)))


def programmes_of(viewer: Person) -> list[Programme]:
    """Return the programmes that the viewer leads or co-ordinates, by name."""
    run = run_by(viewer)
    wanted = sa.select(Programme).where(Programme.id.in_(run)).order_by(Programme.name, Programme.id)
    return list(db.session.scalars(wanted)) if run else []


def rounds_of(viewer: Person) -> list[Round]:
    """Return the rounds that the viewer keeps, those that go on first, the newest first, with their stages."""
    run = run_by(viewer)
    if not run:
        return []
    wanted = sa.select(Round).where(Round.programme_id.in_(run))
    stages = selectinload(Round.stages).joinedload(RoundStage.stage).joinedload(Stage.cohort)
    over = sa.case((Round.status == RoundStatus.FINISHED, 1), else_=0)
    rows = wanted.options(stages, joinedload(Round.programme)).order_by(over, Round.opens.desc(), Round.id.desc())
    return list(db.session.scalars(rows.limit(100)))


def stages_of(programme: Programme, *also: uuid.UUID) -> list[Stage]:
    """Return the stages of a programme that are not over, and those with the ids in `also`, the newest cohort first."""
    wanted = sa.select(Stage).join(Stage.cohort).join(Cohort.version_of)
    wanted = wanted.where(
        ProgrammeVersion.programme_id == programme.id, sa.or_(Stage.ends >= clock.today(), Stage.id.in_(also))
    )
    rows = wanted.options(joinedload(Stage.cohort)).order_by(Cohort.start_year.desc(), Cohort.name, Stage.position)
    return list(db.session.scalars(rows))


def find_own(viewer: Person, round_id: uuid.UUID) -> Own | None:
    """Return a round in which the viewer is a student, with what they wish; a planned one is not there yet."""
    found = db.session.execute(_own(viewer).where(Round.id == round_id).order_by(StudentRecord.id)).first()
    return _as_own(found) if found else None


def open_for(viewer: Person) -> list[Own]:
    """Return the rounds in which the viewer is a student, those that end soonest first."""
    rows = db.session.execute(_own(viewer).order_by(Round.closes, Round.id).limit(20))
    return [_as_own(row) for row in rows]


def open_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the question which `rounds` wait for a `person` to rank: what it is called, its end, what they ranked."""
    with_wish = sa.and_(Wish.round_id == Round.id, Wish.student_id == StudentRecord.id)
    matched = sa.exists().where(
        Allocation.round_id == Round.id,
        Allocation.student_id == StudentRecord.id,
        Allocation.placement_id.is_not(None),
    )
    wanted = (
        sa.select(Round.id, Round.name, Round.closes, Wish.ranking)
        .join(RoundStage, RoundStage.round_id == Round.id)
        .join(Stage, Stage.id == RoundStage.stage_id)
        .join(StudentRecord, StudentRecord.cohort_id == Stage.cohort_id)
        .outerjoin(Wish, with_wish)
        .where(
            StudentRecord.person_id == sa.bindparam("person", type_=sa.Uuid()),
            StudentRecord.status.in_(STUDYING),
            Round.status == RoundStatus.OPEN,
            sa.not_(matched),
        )
    )
    return {"rounds": wanted}


def fresh_wish(round_id: uuid.UUID, student_id: uuid.UUID) -> Wish:
    """Return a wish in which nothing is said yet; it is not kept."""
    said: dict[str, Any] = {"ranking": [], "weekdays": None, "minutes": {}, "conflicts": [], "interests": []}
    words: dict[str, Any] = {"travel": None, "area": "", "needs": "", "contrast": False, "version": 0}
    return Wish(round_id=round_id, student_id=student_id, **said, **words)


def proposal_of(found: Round) -> RoundProposal | None:
    """Return the proposal that was asked for last; None while nobody asked."""
    wanted = (
        sa.select(RoundProposal).where(RoundProposal.round_id == found.id).options(joinedload(RoundProposal.asked_by))
    )
    return db.session.scalars(wanted.order_by(RoundProposal.asked_at.desc(), RoundProposal.id.desc()).limit(1)).first()


def waiting_proposal() -> RoundProposal | None:
    """Return the proposal that was asked for first and is to be worked out."""
    lost = sa.and_(RoundProposal.status == RunStatus.RUNNING, RoundProposal.started_at < clock.now() - LOST_AFTER)
    wanted = sa.select(RoundProposal).where(sa.or_(RoundProposal.status == RunStatus.WAITING, lost))
    return db.session.scalars(wanted.order_by(RoundProposal.asked_at, RoundProposal.id).limit(1)).first()


def _own(viewer: Person) -> sa.Select[Round, StudentRecord, Stage, Wish, uuid.UUID | None]:
    with_wish = sa.and_(Wish.round_id == Round.id, Wish.student_id == StudentRecord.id)
    with_match = sa.and_(Allocation.round_id == Round.id, Allocation.student_id == StudentRecord.id)
    wanted = sa.select(Round, StudentRecord, Stage, Wish, Allocation.placement_id)
    wanted = wanted.join(RoundStage, RoundStage.round_id == Round.id).join(Stage, Stage.id == RoundStage.stage_id)
    wanted = wanted.join(StudentRecord, StudentRecord.cohort_id == Stage.cohort_id)
    wanted = wanted.outerjoin(Wish, with_wish).outerjoin(Allocation, with_match)
    return wanted.where(
        StudentRecord.id.in_(standing(viewer).own_records()),
        StudentRecord.status.in_(STUDYING),
        Round.status != RoundStatus.PLANNED,
    ).options(joinedload(Round.programme).joinedload(Programme.university))


def _as_own(row: sa.Row[Round, StudentRecord, Stage, Wish, uuid.UUID | None]) -> Own:
    found, student, stage, wish, placement_id = row
    kept: Wish | None = wish  # an outer join: there may be none
    return Own(found, student, stage, kept or fresh_wish(found.id, student.id), placement_id)
