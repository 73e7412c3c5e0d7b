"""Credit by the board, shortfalls that were carried into a later year, and plans of a student's own."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, RuleUnit

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL
WHY_LENGTH = 200


class BoardCredit(Keyed, Base):
    """Time with which the board credited a student: how much of which work, who recorded it, and why."""

    __tablename__ = "board_credit"
    __table_args__ = (sa.CheckConstraint("minutes >= 0 AND sessions >= 0 AND minutes + sessions > 0", name="amounts"),)

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    group: Mapped[CategoryGroup] = column(INTERNAL, choice(CategoryGroup))
    minutes: Mapped[int] = column(PERSONAL)
    sessions: Mapped[int] = column(PERSONAL)
    why: Mapped[str] = column(PERSONAL, sa.String(WHY_LENGTH))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship()
    by: Mapped[Person] = relationship()


class CarriedShortfall(Keyed, Base):
    """What a student is short of in one year and does in a later one first, until a day; no minute counts twice."""

    __tablename__ = "carried_shortfall"
    __table_args__ = (
        sa.CheckConstraint("amount > 0", name="amount"),
        sa.CheckConstraint("stage_id <> later_id", name="later"),
        sa.UniqueConstraint("student_id", "stage_id", "rule_id"),
    )

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    later_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    rule_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("rule.id"))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(120))
    groups: Mapped[list[Any]] = column(INTERNAL)
    codes: Mapped[list[Any]] = column(INTERNAL)
    unit: Mapped[RuleUnit] = column(INTERNAL, choice(RuleUnit))
    amount: Mapped[int] = column(PERSONAL)
    due: Mapped[date] = column(PERSONAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship(foreign_keys=[stage_id])
    later: Mapped[Stage] = relationship(foreign_keys=[later_id])
    by: Mapped[Person] = relationship()


class AgreedPlan(Keyed, Versioned, Base):
    """A year that lasts longer for one student, or asks for a part of the totals; never why."""

    __tablename__ = "agreed_plan"
    __table_args__ = (
        sa.UniqueConstraint("student_id", "stage_id"),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    )

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    until: Mapped[date | None] = column(DataClass.SENSITIVE)
    percent: Mapped[int] = column(DataClass.SENSITIVE, default=100)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship()
    by: Mapped[Person] = relationship()
