"""What happens for each client after the last day of a check; and which letters about a last day were sent."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import CODE_LENGTH
from placement_portal.database import Base, DataClass, Versioned, choice, column
from placement_portal.gate.rules import LapseChoice, LapseMoment
from placement_portal.placements.models import CaseloadSlot

INTERNAL, CHECKED = DataClass.INTERNAL, DataClass.SAFEGUARDING


class LapsePlan(Versioned, Base):
    """What supervisor or safeguarding lead chose for one client or group after the last day of a check."""

    __tablename__ = "lapse_plan"
    __table_args__ = (sa.CheckConstraint("choice NOT IN ('pause', 'planned_ending') OR day IS NOT NULL", name="day"),)

    slot_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("caseload_slot.id"), primary_key=True)
    until: Mapped[date] = column(CHECKED, primary_key=True)
    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    choice: Mapped[LapseChoice] = column(DataClass.PERSONAL, choice(LapseChoice))
    day: Mapped[date | None] = column(DataClass.PERSONAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    slot: Mapped[CaseloadSlot] = relationship()
    by: Mapped[Person] = relationship()


class LapseLetter(Base):
    """Letters about the last day of one check of one person were sent: so that they are never sent twice."""

    __tablename__ = "lapse_letter"

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"), primary_key=True)
    code: Mapped[str] = column(INTERNAL, sa.String(CODE_LENGTH), primary_key=True)
    until: Mapped[date] = column(CHECKED, primary_key=True)
    moment: Mapped[LapseMoment] = column(INTERNAL, choice(LapseMoment), primary_key=True)
    at: Mapped[datetime] = column(INTERNAL)
