"""Stops of a student, a supervisor or a setting; who is away, and who covers."""

import uuid
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.changes.rules import StopKind
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site

INTERNAL = DataClass.INTERNAL
RUNG_LENGTH = 200
MEANWHILE_LENGTH = 80


class Stop(Keyed, Versioned, Base):
    """Client work that is stopped at once: of a student, with a supervisor or at a setting; never why.

    `since` and `since_time` are local to the provider; `lifted` is the first day on which work counts again.
    """

    __tablename__ = "stop"
    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN student_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN person_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN site_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_of_three",
        ),
        sa.CheckConstraint("lifted IS NULL OR lifted >= since", name="order"),
    )

    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    kind: Mapped[StopKind] = column(INTERNAL, choice(StopKind))
    student_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    person_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    site_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("site.id"))
    since: Mapped[date] = column(INTERNAL)
    since_time: Mapped[time] = column(INTERNAL)
    lifted: Mapped[date | None] = column(INTERNAL)
    rung: Mapped[str] = column(DataClass.SAFEGUARDING, sa.String(RUNG_LENGTH))
    plans: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    lifted_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None] = column(INTERNAL)

    provider: Mapped[Organisation] = relationship()
    student: Mapped[StudentRecord | None] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    site: Mapped[Site | None] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    lifted_by: Mapped[Person | None] = relationship(foreign_keys=[lifted_by_id])

    @property
    def about(self) -> str:
        """Whom or what it stops, by name."""
        if self.student:
            return self.student.person.name
        return self.person.name if self.person else self.site.name if self.site else ""


class Away(Keyed, Versioned, Base):
    """A supervisor who is away from a provider: from a day, to a day or open; never why."""

    __tablename__ = "away"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "provider_id", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
    )

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    provider: Mapped[Organisation] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
    covers: Mapped[list["Cover"]] = relationship(back_populates="away", order_by="Cover.id")


class Cover(Keyed, Base):
    """Who stands in on one placement, from which day, and who looks after client work until then: a role, or nobody."""

    __tablename__ = "cover"
    __table_args__ = (sa.UniqueConstraint("away_id", "placement_id"),)

    away_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("away.id"))
    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    assignment_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("assignment.id"))
    meanwhile: Mapped[str] = column(DataClass.PERSONAL, sa.String(MEANWHILE_LENGTH), default="")
    passed_on_at: Mapped[datetime | None] = column(INTERNAL)

    away: Mapped[Away] = relationship(back_populates="covers")
    placement: Mapped[Placement] = relationship()
    assignment: Mapped[Assignment | None] = relationship()
