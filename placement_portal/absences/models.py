"""Absences, whom the student told of each, and the time planned to make them up; there is no text in any of them."""

import uuid
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.absences.rules import AbsenceKind, Span, ToldWhom
from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site

INTERNAL, PERSONAL = DataClass.INTERNAL, DataClass.PERSONAL


class Absence(Keyed, Versioned, Base):
    """A student away from a placement from a day to a day, in whole days or parts; the reason is never kept."""

    __tablename__ = "absence"
    __table_args__ = (
        sa.CheckConstraint("ends >= starts", name="order"),
        sa.CheckConstraint(
            "starts < ends OR from_time IS NULL OR to_time IS NULL OR from_time < to_time", name="times"
        ),
        sa.Index("ix_absence_placement", "placement_id", "starts", "id"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    starts: Mapped[date] = column(PERSONAL)
    ends: Mapped[date] = column(PERSONAL)
    from_time: Mapped[time | None] = column(PERSONAL)
    to_time: Mapped[time | None] = column(PERSONAL)
    kind: Mapped[AbsenceKind] = column(PERSONAL, choice(AbsenceKind))
    noted_at: Mapped[datetime] = column(INTERNAL)
    noted_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    cancelled_at: Mapped[datetime | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
    noted_by: Mapped[Person] = relationship()
    told: Mapped[list["AbsenceTold"]] = relationship(
        back_populates="absence", order_by="(AbsenceTold.at, AbsenceTold.whom)", cascade="all, delete-orphan"
    )
    make_ups: Mapped[list["MakeUp"]] = relationship(
        back_populates="absence", order_by="(MakeUp.day, MakeUp.id)", cascade="all, delete-orphan"
    )

    @property
    def span(self) -> Span:
        """From when to when."""
        return Span(self.starts, self.ends, self.from_time, self.to_time)


class AbsenceTold(Base):
    """The student's note that they told somebody, and when: once for each role, the last time counts."""

    __tablename__ = "absence_told"

    absence_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("absence.id"), primary_key=True)
    whom: Mapped[ToldWhom] = column(PERSONAL, choice(ToldWhom), primary_key=True)
    at: Mapped[datetime] = column(PERSONAL)

    absence: Mapped[Absence] = relationship(back_populates="told")


class MakeUp(Keyed, Base):
    """Time planned to make up for an absence: which day, at what time if that is known, how long, at which setting."""

    __tablename__ = "make_up"
    __table_args__ = (
        sa.UniqueConstraint("absence_id", "day"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    )

    absence_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("absence.id"))
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"))
    day: Mapped[date] = column(PERSONAL)
    start: Mapped[time | None] = column(PERSONAL)
    minutes: Mapped[int] = column(PERSONAL)

    absence: Mapped[Absence] = relationship(back_populates="make_ups")
    site: Mapped[Site] = relationship()
