"""Placement offers of a provider, which universities see each, and who has its places."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.offers.rules import ClientGroup, PlaceState
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Placement
from placement_portal.sites.models import Site

INTERNAL: Final = DataClass.INTERNAL
BRING_LENGTH: Final = 500
MOST_PLACES: Final = 60


class Offer(Keyed, Versioned, Base):
    """Places at a setting: for which years, on which weekdays (Monday is 0), from when to when, with whom."""

    __tablename__ = "offer"
    __table_args__ = (
        sa.CheckConstraint("ends >= starts", name="order"),
        sa.CheckConstraint(f"capacity BETWEEN 1 AND {MOST_PLACES}", name="capacity"),
        sa.CheckConstraint("days_a_week > 0 AND days_a_week <= 7", name="days_a_week"),
        sa.Index("ix_offer_provider", "provider_id", "starts", "id"),
    )

    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), index=True)
    supervisor_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    years: Mapped[list[Any]] = column(INTERNAL)
    weekdays: Mapped[list[Any]] = column(INTERNAL)
    days_a_week: Mapped[Decimal] = column(INTERNAL, sa.Numeric(2, 1))
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date] = column(INTERNAL)
    capacity: Mapped[int] = column(INTERNAL)
    client_groups: Mapped[list[Any]] = column(INTERNAL)
    bring: Mapped[str] = column(INTERNAL, sa.String(BRING_LENGTH), default="")
    withdrawn_at: Mapped[datetime | None] = column(INTERNAL)

    provider: Mapped[Organisation] = relationship()
    site: Mapped[Site] = relationship()
    supervisor: Mapped[Person | None] = relationship()
    universities: Mapped[list["OfferUniversity"]] = relationship(back_populates="offer", cascade="all, delete-orphan")
    places: Mapped[list["OfferPlace"]] = relationship(back_populates="offer", order_by="OfferPlace.number")

    @property
    def clients(self) -> list[ClientGroup]:
        """Whom one meets there."""
        return [ClientGroup(each) for each in self.client_groups]


class OfferUniversity(Base):
    """A university that sees an offer."""

    __tablename__ = "offer_university"

    offer_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("offer.id"), primary_key=True)
    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), primary_key=True, index=True)

    offer: Mapped[Offer] = relationship(back_populates="universities")
    university: Mapped[Organisation] = relationship()


class OfferPlace(Keyed, Base):
    """One place of an offer that is taken: held by a university until a day, or filled by a placement."""

    __tablename__ = "offer_place"
    __table_args__ = (
        sa.UniqueConstraint("offer_id", "number"),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("(state = 'held') = (until IS NOT NULL)", name="until"),
        sa.CheckConstraint("(state = 'confirmed') = (placement_id IS NOT NULL)", name="filled"),
    )

    offer_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("offer.id"))
    number: Mapped[int] = column(INTERNAL)
    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    state: Mapped[PlaceState] = column(INTERNAL, choice(PlaceState))
    until: Mapped[date | None] = column(INTERNAL)
    placement_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("placement.id"), unique=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    offer: Mapped[Offer] = relationship(back_populates="places")
    university: Mapped[Organisation] = relationship()
    placement: Mapped[Placement | None] = relationship()
    by: Mapped[Person] = relationship()
