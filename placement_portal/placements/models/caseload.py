"""Whom a student meets, as codes, and the weekly timetable."""

import uuid
from datetime import date, time

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.placements.models.placed import INTERNAL, Placement
from placement_portal.placements.rules import (
    SizeBand,
    SlotKind,
    SlotStatus,
)
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site


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
