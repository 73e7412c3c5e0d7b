"""Kept totals: one row per student and stage, equal to a recount at every commit."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, choice, column
from placement_portal.progress.rules import RuleState


class StudentProgress(Base):
    """Where a student stands in a stage as of a day: state and since when, reasons, four totals, what waits."""

    __tablename__ = "student_progress"
    __table_args__ = (sa.Index("ix_student_progress_stage", "stage_id", "urgency", "student_id"),)

    student_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("student_record.id"), primary_key=True)
    stage_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("stage.id"), primary_key=True)
    rule_set_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL, sa.ForeignKey("rule_set.id"))
    as_of: Mapped[date] = column(DataClass.INTERNAL)
    recounted_at: Mapped[datetime] = column(DataClass.INTERNAL)
    since: Mapped[date] = column(DataClass.PERSONAL)
    state: Mapped[RuleState] = column(DataClass.PERSONAL, choice(RuleState))
    urgency: Mapped[int] = column(DataClass.PERSONAL)
    recorded: Mapped[int] = column(DataClass.PERSONAL)
    credited: Mapped[int] = column(DataClass.PERSONAL)
    submitted: Mapped[int] = column(DataClass.PERSONAL)
    verified: Mapped[int] = column(DataClass.PERSONAL)
    countable: Mapped[int] = column(DataClass.PERSONAL)
    waiting: Mapped[int] = column(DataClass.PERSONAL)
    sent_back: Mapped[int] = column(DataClass.PERSONAL)
    waiting_since: Mapped[date | None] = column(DataClass.PERSONAL)
    last_entry_day: Mapped[date | None] = column(DataClass.PERSONAL)
    reasons: Mapped[list[Any]] = column(DataClass.PERSONAL)
    results: Mapped[list[Any]] = column(DataClass.PERSONAL)
    by_group: Mapped[dict[str, Any]] = column(DataClass.PERSONAL)
    weeks: Mapped[list[Any]] = column(DataClass.PERSONAL)
    holds: Mapped[dict[str, Any]] = column(DataClass.PERSONAL)
