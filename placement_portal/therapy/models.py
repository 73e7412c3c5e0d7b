"""The total of personal therapy that a student attests: no name, no dates of sessions, no words."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.database import Base, DataClass, Versioned, choice, column
from placement_portal.programmes.models import StudentRecord
from placement_portal.therapy.rules import MOST, TherapyUnit

SENSITIVE = DataClass.SENSITIVE


class TherapyTotal(Versioned, Base):
    """How much a student attests up to a day, and whether their therapist is qualified."""

    __tablename__ = "therapy_total"
    __table_args__ = (sa.CheckConstraint(f"amount BETWEEN 0 AND {MOST}", name="amount"),)

    student_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("student_record.id"), primary_key=True)
    amount: Mapped[int] = column(SENSITIVE)
    unit: Mapped[TherapyUnit] = column(DataClass.INTERNAL, choice(TherapyUnit))
    qualified: Mapped[bool] = column(SENSITIVE)
    until: Mapped[date] = column(SENSITIVE)
    attested_at: Mapped[datetime] = column(DataClass.INTERNAL)

    student: Mapped[StudentRecord] = relationship()
