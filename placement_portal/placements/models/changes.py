"""Effective-dated changes of a placement, who agreed to them, and its pauses."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.placements.models.people import Assignment
from placement_portal.placements.models.placed import INTERNAL, Placement
from placement_portal.placements.rules import (
    ChangeKind,
    ChangeStatus,
    Side,
)

PLAN_LENGTH: Final = 200
WAITS: Final = "status = 'proposed'"


class PlacementAmendment(Keyed, Versioned, Base):
    """A change of dates, days, settings, people or a pause: from which day, who asked, what was old and what is new.

    What `changes` says is for reading; what was asked for stands in the columns, of which each kind uses its own.
    """

    __tablename__ = "placement_amendment"
    __table_args__ = (
        sa.CheckConstraint("days_a_week IS NULL OR (days_a_week > 0 AND days_a_week <= 7)", name="days_a_week"),
        sa.CheckConstraint("starts IS NULL OR ends IS NULL OR ends >= starts", name="order"),
        sa.Index(
            "uq_placement_amendment_waiting",
            "placement_id",
            "kind",
            unique=True,
            sqlite_where=sa.text(WAITS),
            postgresql_where=sa.text(WAITS),
        ),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    kind: Mapped[ChangeKind] = column(INTERNAL, choice(ChangeKind), default=ChangeKind.CORRECTION)
    status: Mapped[ChangeStatus] = column(INTERNAL, choice(ChangeStatus), default=ChangeStatus.AGREED)
    from_day: Mapped[date] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    changes: Mapped[list[Any]] = column(DataClass.PERSONAL)
    starts: Mapped[date | None] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)
    days_a_week: Mapped[Decimal | None] = column(INTERNAL, sa.Numeric(2, 1))
    sites: Mapped[list[Any]] = column(INTERNAL, default=list)
    assignment_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("assignment.id"))
    person_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    clients: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    settled_at: Mapped[datetime | None] = column(INTERNAL)
    settled_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    placement: Mapped[Placement] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    settled_by: Mapped[Person | None] = relationship(foreign_keys=[settled_by_id])
    assignment: Mapped[Assignment | None] = relationship()
    answers: Mapped[list["ChangeAnswer"]] = relationship(back_populates="amendment", order_by="ChangeAnswer.side")


class ChangeAnswer(Base):
    """What one side said to a change, who said it and when; each side answers once."""

    __tablename__ = "change_answer"

    amendment_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement_amendment.id"), primary_key=True)
    side: Mapped[Side] = column(INTERNAL, choice(Side), primary_key=True)
    agrees: Mapped[bool] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    amendment: Mapped[PlacementAmendment] = relationship(back_populates="answers")
    by: Mapped[Person] = relationship()


class PlacementPause(Keyed, Base):
    """Days on which a placement stands still; both count, and without a last one it goes on until somebody ends it."""

    __tablename__ = "placement_pause"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
