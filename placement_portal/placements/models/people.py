"""Who supervises and tutors a placement."""

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, Keyed, Versioned, choice, column
from placement_portal.placements.models.placed import INTERNAL, Placement
from placement_portal.placements.rules import (
    AssignmentCapacity,
)


class Assignment(Keyed, Versioned, Base):
    """Who supervises or tutors a placement, in which capacity, from a day, to a day or open."""

    __tablename__ = "assignment"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "person_id", "capacity", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    capacity: Mapped[AssignmentCapacity] = column(INTERNAL, choice(AssignmentCapacity))
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship(back_populates="assignments")
    person: Mapped[Person] = relationship()
