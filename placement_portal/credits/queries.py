"""What can be found of credit, of what was carried, and of plans of a student's own."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.credits.models import AgreedPlan, BoardCredit, CarriedShortfall
from placement_portal.database import db
from placement_portal.programmes.models import StudentRecord


def credits_of(student: StudentRecord) -> Sequence[BoardCredit]:
    """Return what the board credited a student with, the oldest first."""
    wanted = sa.select(BoardCredit).where(BoardCredit.student_id == student.id).options(joinedload(BoardCredit.by))
    return db.session.scalars(wanted.order_by(BoardCredit.id)).all()


def carried_of(student: StudentRecord) -> Sequence[CarriedShortfall]:
    """Return what a student carried into later years, the oldest first."""
    wanted = sa.select(CarriedShortfall).where(CarriedShortfall.student_id == student.id)
    parts = (joinedload(CarriedShortfall.stage), joinedload(CarriedShortfall.later), joinedload(CarriedShortfall.by))
    return db.session.scalars(wanted.options(*parts).order_by(CarriedShortfall.id)).all()


def plan_of(student: StudentRecord) -> AgreedPlan | None:
    """Return the plan of a student's own for their present year; None when it is the cohort's."""
    mine = (AgreedPlan.student_id == student.id, AgreedPlan.stage_id == student.stage_id)
    return db.session.scalar(sa.select(AgreedPlan).where(*mine).options(joinedload(AgreedPlan.by)))
