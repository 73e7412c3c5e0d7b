"""What can be found of a student's way through a course, and of their adjustments."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.students.models import Adjustment, AdjustmentShare, AdjustmentView, StudentMove
from placement_portal.students.rules import StudentAction

LOOKS_SHOWN = 20
_NOT_A_MODE = StudentMove.action != StudentAction.CHANGE_MODE


def history(student: StudentRecord) -> Sequence[StudentMove]:
    """Return what happened to where a student stands, the newest first, with stages and who did it."""
    stages = (joinedload(StudentMove.stage).joinedload(Stage.cohort), joinedload(StudentMove.stage_before))
    wanted = sa.select(StudentMove).where(StudentMove.student_id == student.id)
    ordered = wanted.order_by(StudentMove.at.desc(), StudentMove.id.desc())
    return db.session.scalars(ordered.options(*stages, joinedload(StudentMove.by))).all()


def last_move(student: StudentRecord) -> StudentMove | None:
    """Return the last change of a student's status or stage; None when there was none."""
    wanted = sa.select(StudentMove).where(StudentMove.student_id == student.id, _NOT_A_MODE)
    return db.session.scalars(wanted.order_by(StudentMove.at.desc(), StudentMove.id.desc()).limit(1)).first()


def last_stage_moves(students: Collection[uuid.UUID]) -> dict[uuid.UUID, StudentMove]:
    """Return the last change of stage of each of some students, in one statement."""
    wanted = sa.select(StudentMove).where(
        StudentMove.student_id.in_(students), StudentMove.stage_id != StudentMove.stage_before_id
    )
    rows = db.session.scalars(wanted.options(joinedload(StudentMove.by)).order_by(StudentMove.at, StudentMove.id))
    return {each.student_id: each for each in rows}


def last_movers(students: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Return the name of whoever last changed where each of some students stands."""
    if not students:
        return {}
    wanted = sa.select(StudentMove.student_id, Person.name).join(Person, Person.id == StudentMove.by_id)
    rows = db.session.execute(
        wanted.where(StudentMove.student_id.in_(students)).order_by(StudentMove.at, StudentMove.id)
    )
    return {row.student_id: row.name for row in rows}


def adjustments_of(student: StudentRecord) -> Sequence[Adjustment]:
    """Return every adjustment of a student, those in force first, with the settings that see it."""
    wanted = sa.select(Adjustment).where(Adjustment.student_id == student.id)
    parts = joinedload(Adjustment.shares).joinedload(AdjustmentShare.site)
    return db.session.scalars(wanted.options(parts).order_by(Adjustment.starts.desc(), Adjustment.id)).unique().all()


def looks(student: StudentRecord) -> Sequence[AdjustmentView]:
    """Return who looked at a student's adjustments lately: role, organisation and time, the newest first."""
    wanted = sa.select(AdjustmentView).where(AdjustmentView.student_id == student.id)
    ordered = wanted.order_by(AdjustmentView.at.desc(), AdjustmentView.id.desc()).limit(LOOKS_SHOWN)
    return db.session.scalars(ordered.options(joinedload(AdjustmentView.organisation))).all()
