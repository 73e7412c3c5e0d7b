"""What happened to where a student stands; adjustments, who sees them, and who looked."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import CohortMode, StudentStatus
from placement_portal.sites.models import Site
from placement_portal.students.rules import AdjustmentKind, StudentAction

INTERNAL = DataClass.INTERNAL
WORDS_LENGTH = 200


class StudentMove(Keyed, Base):
    """A change of where a student stands: what was done, from which day it holds, by whom; never why."""

    __tablename__ = "student_move"
    __table_args__ = (sa.CheckConstraint("returns_on IS NULL OR returns_on > day", name="return"),)

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    action: Mapped[StudentAction] = column(DataClass.PERSONAL, choice(StudentAction))
    before: Mapped[StudentStatus] = column(DataClass.PERSONAL, choice(StudentStatus, "before"))
    status: Mapped[StudentStatus] = column(DataClass.PERSONAL, choice(StudentStatus))
    stage_before_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    mode: Mapped[CohortMode | None] = column(INTERNAL, choice(CohortMode))
    day: Mapped[date] = column(DataClass.PERSONAL)
    returns_on: Mapped[date | None] = column(DataClass.PERSONAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    stage_before: Mapped[Stage] = relationship(foreign_keys=[stage_before_id])
    stage: Mapped[Stage] = relationship(foreign_keys=[stage_id])
    by: Mapped[Person] = relationship()


class Adjustment(Keyed, Versioned, Base):
    """What is done for a student so that they can work, from a day, to a day or open; never why."""

    __tablename__ = "adjustment"
    __table_args__ = (sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),)

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    kind: Mapped[AdjustmentKind] = column(DataClass.SENSITIVE, choice(AdjustmentKind))
    words: Mapped[str] = column(DataClass.SENSITIVE, sa.String(WORDS_LENGTH), default="")
    starts: Mapped[date] = column(DataClass.SENSITIVE)
    ends: Mapped[date | None] = column(DataClass.SENSITIVE)
    recorded_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    recorded_by: Mapped[Person] = relationship()
    shares: Mapped[list["AdjustmentShare"]] = relationship(
        back_populates="adjustment", order_by="AdjustmentShare.site_id", cascade="all, delete-orphan"
    )


class AdjustmentShare(Base):
    """A setting that the student lets see an adjustment; the row goes when they change their mind."""

    __tablename__ = "adjustment_share"

    adjustment_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("adjustment.id"), primary_key=True)
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), primary_key=True, index=True)
    shared_at: Mapped[datetime] = column(INTERNAL)

    adjustment: Mapped[Adjustment] = relationship(back_populates="shares")
    site: Mapped[Site] = relationship()


class AdjustmentView(Keyed, Base):
    """Somebody looked at a student's adjustments: who, in which role, for which organisation; the student sees it."""

    __tablename__ = "adjustment_view"
    __table_args__ = (sa.Index("ix_adjustment_view_student_id", "student_id", "at"),)

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    role: Mapped[str] = column(INTERNAL, sa.String(60))
    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    at: Mapped[datetime] = column(DataClass.PERSONAL)

    organisation: Mapped[Organisation] = relationship()
