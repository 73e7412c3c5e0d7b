"""How often a placement is supervised as it is agreed, and the sessions that are planned."""

import uuid
from datetime import date, datetime, time
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.placements.models import Placement
from placement_portal.rhythm.rules import (
    LONGEST_WORD,
    MOST_HOURS,
    MOST_MINUTES,
    SHORTEST_WORD,
    Pace,
    PaceKind,
)

INTERNAL = DataClass.INTERNAL
STANDS: Final = sa.text("cancelled_at IS NULL")


class AgreedPace(Versioned, Base):
    """How often one placement is supervised, and after how many days without it a word is said, if that is its own."""

    __tablename__ = "supervision_pace"
    __table_args__ = (
        sa.CheckConstraint(
            f"(kind = 'client_hours' AND hours BETWEEN 1 AND {MOST_HOURS})"
            " OR (kind <> 'client_hours' AND hours IS NULL)",
            name="hours",
        ),
        sa.CheckConstraint(
            f"word_after IS NULL OR word_after BETWEEN {SHORTEST_WORD} AND {LONGEST_WORD}", name="word_after"
        ),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), primary_key=True)
    kind: Mapped[PaceKind] = column(INTERNAL, choice(PaceKind))
    hours: Mapped[int | None] = column(INTERNAL)
    word_after: Mapped[int | None] = column(INTERNAL)
    set_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    set_at: Mapped[datetime] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
    set_by: Mapped[Person] = relationship()

    @property
    def pace(self) -> Pace:
        """What is agreed."""
        return Pace(self.kind, self.hours)


class PlannedSupervision(Keyed, Versioned, Base):
    """A session of supervision that is to come: when by the clock of the provider, how long, with whom."""

    __tablename__ = "planned_supervision"
    __table_args__ = (
        sa.CheckConstraint(f"minutes BETWEEN 1 AND {MOST_MINUTES}", name="minutes"),
        sa.Index(
            "uq_planned_supervision_day",
            "placement_id",
            "day",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        sa.Index("ix_planned_supervision_with", "supervisor_id", "day"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    supervisor_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    day: Mapped[date] = column(DataClass.PERSONAL)
    start: Mapped[time] = column(DataClass.PERSONAL)
    minutes: Mapped[int] = column(DataClass.PERSONAL)
    planned_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    planned_at: Mapped[datetime] = column(INTERNAL)
    cancelled_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
    supervisor: Mapped[Person] = relationship(foreign_keys=[supervisor_id])
    planned_by: Mapped[Person] = relationship(foreign_keys=[planned_by_id])
