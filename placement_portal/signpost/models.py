"""Contacts with the day on which somebody looked at them, and what a student noted of having told somebody."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.signpost.rules import BoardKind
from placement_portal.sites.models import Site

INTERNAL, TOLD = DataClass.INTERNAL, DataClass.SAFEGUARDING
AREA_LENGTH = 120


class SignpostBoard(Keyed, Versioned, Base):
    """The contacts of a setting, of a provider, or of a local authority that a provider works in."""

    __tablename__ = "signpost_board"
    __table_args__ = (
        sa.UniqueConstraint("site_id"),
        sa.UniqueConstraint("provider_id", "area"),
        sa.CheckConstraint(
            "(CASE WHEN site_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN provider_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_owner",
        ),
    )

    kind: Mapped[BoardKind] = column(INTERNAL, choice(BoardKind))
    site_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("site.id"))
    provider_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    area: Mapped[str] = column(DataClass.PUBLIC, sa.String(AREA_LENGTH), default="")
    area_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("signpost_board.id"))
    contacts: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    checked_on: Mapped[date] = column(INTERNAL)
    checked_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    site: Mapped[Site | None] = relationship()
    provider: Mapped[Organisation | None] = relationship()
    checked_by: Mapped[Person | None] = relationship()


class SignpostTold(Keyed, Base):
    """What a student chose to note: whom they told and when; nothing of what it was about, and no placement."""

    __tablename__ = "signpost_told"

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    provider_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    roles: Mapped[list[Any]] = column(TOLD)
    told_at: Mapped[datetime] = column(TOLD)
    supervisor_told_at: Mapped[datetime | None] = column(TOLD)
    university_told_at: Mapped[datetime | None] = column(TOLD)

    person: Mapped[Person] = relationship()
    provider: Mapped[Organisation | None] = relationship()
