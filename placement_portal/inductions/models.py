"""Lists of what students are shown at a setting, version by version, and who was shown what."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, column
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site

INTERNAL = DataClass.INTERNAL


class InductionList(Keyed, Base):
    """What a student is shown at a setting, as it stood from a moment on: never edited, a new version is made."""

    __tablename__ = "induction_list"
    __table_args__ = (sa.UniqueConstraint("site_id", "number"),)

    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"))
    number: Mapped[int] = column(INTERNAL)
    lines: Mapped[list[Any]] = column(DataClass.PUBLIC)
    made_at: Mapped[datetime] = column(INTERNAL)
    made_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    made_by: Mapped[Person | None] = relationship()


class Induction(Keyed, Versioned, Base):
    """What a student was shown at one setting of a placement: the words of each line with the day, and who confirms.

    `lines` are those that were confirmed, so that they stay true when the list changes later.
    """

    __tablename__ = "induction"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "site_id"),
        sa.CheckConstraint(
            "confirmed_at IS NULL OR confirmed_by_id IS NOT NULL OR confirmed_name <> ''", name="confirmed_by_somebody"
        ),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"))
    ticks: Mapped[dict[str, Any]] = column(INTERNAL, default=dict)
    lines: Mapped[list[Any]] = column(INTERNAL, default=list)
    confirmed_at: Mapped[datetime | None] = column(INTERNAL)
    confirmed_on: Mapped[date | None] = column(INTERNAL)
    confirmed_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    confirmed_name: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH), default="")
    letter_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("assurance_letter.id"))

    placement: Mapped[Placement] = relationship()
    site: Mapped[Site] = relationship()
    confirmed_by: Mapped[Person | None] = relationship()

    @property
    def confirmer(self) -> str:
        """Who confirmed it, by name; who was at the setting beside where."""
        if self.confirmed_by:
            return self.confirmed_by.name
        return f"{self.confirmed_name}, {self.site.name}" if self.confirmed_name else ""
