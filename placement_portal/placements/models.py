"""Who is where, when, with whom and in what state; whom they meet there, as codes; and their weekly timetable."""

import uuid
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.placements.rules import (
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SizeBand,
    SlotKind,
    SlotStatus,
)
from placement_portal.programmes.models import Category, Programme, Stage, StudentRecord
from placement_portal.sites.models import Site

INTERNAL = DataClass.INTERNAL


class Placement(Keyed, Versioned, Base):
    """A student record's work at a provider in one stage; the first and last day both count."""

    __tablename__ = "placement"
    __table_args__ = (
        sa.CheckConstraint("ends >= starts", name="order"),
        sa.CheckConstraint("days_a_week > 0 AND days_a_week <= 7", name="days_a_week"),
        sa.Index("ix_placement_student", "student_id", "stage_id"),
    )

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"), index=True)
    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"), index=True)
    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date] = column(INTERNAL)
    days_a_week: Mapped[Decimal] = column(INTERNAL, sa.Numeric(2, 1))
    status: Mapped[PlacementStatus] = column(INTERNAL, choice(PlacementStatus), default=PlacementStatus.PROPOSED)

    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship()
    programme: Mapped[Programme] = relationship()
    university: Mapped[Organisation] = relationship(foreign_keys=[university_id])
    provider: Mapped[Organisation] = relationship(foreign_keys=[provider_id])
    sites: Mapped[list["PlacementSite"]] = relationship(
        back_populates="placement", order_by="PlacementSite.position", cascade="all, delete-orphan"
    )
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="placement", order_by="Assignment.starts")
    moves: Mapped[list["PlacementMove"]] = relationship(
        back_populates="placement", order_by="(PlacementMove.at, PlacementMove.id)"
    )
    slots: Mapped[list["CaseloadSlot"]] = relationship(
        back_populates="placement", order_by="(func.length(CaseloadSlot.code), CaseloadSlot.code)"
    )
    timetable: Mapped[list["TimetableRow"]] = relationship(
        back_populates="placement", order_by="(TimetableRow.weekday, TimetableRow.start, TimetableRow.id)"
    )


class PlacementSite(Base):
    """A setting that a placement takes place at, from a day, to a day or throughout; the first is the main one."""

    __tablename__ = "placement_site"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), primary_key=True)
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), primary_key=True, index=True)
    position: Mapped[int] = column(INTERNAL, default=0)
    starts: Mapped[date | None] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship(back_populates="sites")
    site: Mapped[Site] = relationship()


class PlacementMove(Keyed, Base):
    """A change of a placement's state: what was done, from which day it holds, by whom, what follows for clients."""

    __tablename__ = "placement_move"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    action: Mapped[PlacementAction] = column(INTERNAL, choice(PlacementAction))
    status: Mapped[PlacementStatus] = column(INTERNAL, choice(PlacementStatus))
    day: Mapped[date] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    clients: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)

    placement: Mapped[Placement] = relationship(back_populates="moves")
    by: Mapped[Person] = relationship()


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


class CaseloadSlot(Keyed, Versioned, Base):
    """A client or group as a code that the portal gives (C1, G1); never a person."""

    __tablename__ = "caseload_slot"
    __table_args__ = (sa.UniqueConstraint("placement_id", "code"),)

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    code: Mapped[str] = column(INTERNAL, sa.String(6))
    kind: Mapped[SlotKind] = column(INTERNAL, choice(SlotKind))
    size_band: Mapped[SizeBand | None] = column(INTERNAL, choice(SizeBand))
    consent_on: Mapped[date | None] = column(DataClass.SENSITIVE)
    planned_last: Mapped[date | None] = column(INTERNAL)
    cover: Mapped[str] = column(DataClass.PERSONAL, sa.String(80), default="")
    status: Mapped[SlotStatus] = column(INTERNAL, choice(SlotStatus), default=SlotStatus.OPEN)

    placement: Mapped[Placement] = relationship(back_populates="slots")


class TimetableRow(Keyed, Versioned, Base):
    """A weekly habit of a placement: weekday (Monday is 0), local start, minutes, what, and with whom."""

    __tablename__ = "timetable_row"
    __table_args__ = (
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"))
    weekday: Mapped[int] = column(INTERNAL)
    start: Mapped[time] = column(INTERNAL)
    minutes: Mapped[int] = column(INTERNAL)
    category_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("category.id"))
    slot_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("caseload_slot.id"))

    placement: Mapped[Placement] = relationship(back_populates="timetable")
    site: Mapped[Site] = relationship()
    category: Mapped[Category] = relationship()
    slot: Mapped[CaseloadSlot | None] = relationship()


class PlacementAmendment(Keyed, Base):
    """A change of dates, settings, days or people with the day from which it holds; old and new, as shown."""

    __tablename__ = "placement_amendment"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    from_day: Mapped[date] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    changes: Mapped[list[Any]] = column(DataClass.PERSONAL)

    placement: Mapped[Placement] = relationship()
    by: Mapped[Person] = relationship()
