"""Texts of programmes, agreements made from them, who signs each, and when somebody was last written to."""

import uuid
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.agreements.rules import (
    AgreementStatus,
    PartyRole,
    ProviderSigner,
    UniversitySigner,
)
from placement_portal.database import Base, DataClass, Keyed, Versioned, append_only, choice, column
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Programme
from placement_portal.signatures.models import Signature

INTERNAL = DataClass.INTERNAL
TEXT_LENGTH = 20_000
GOAL_LENGTH = 300
MOST_GOALS = 6
ABSENCE_LENGTH = 200


class Signing:
    """How an agreement is signed: in which order (none is any), and who signs for provider and university."""

    order: Mapped[list[Any]] = column(INTERNAL)
    provider_signs: Mapped[ProviderSigner] = column(INTERNAL, choice(ProviderSigner))
    university_signs: Mapped[UniversitySigner] = column(INTERNAL, choice(UniversitySigner))

    @property
    def roles(self) -> list[PartyRole]:
        """The order, as roles; empty when any order will do."""
        return [PartyRole(each) for each in self.order]


class AgreementText(Keyed, Signing, Base):
    """A version of a programme's text for agreements; never edited, a new version is made."""

    __tablename__ = "agreement_text"
    __table_args__ = (sa.UniqueConstraint("programme_id", "number"),)

    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"))
    number: Mapped[int] = column(INTERNAL)
    text: Mapped[str] = column(DataClass.PUBLIC, sa.Text)
    made_at: Mapped[datetime] = column(INTERNAL)
    made_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))

    programme: Mapped[Programme] = relationship()
    made_by: Mapped[Person] = relationship()


_OPEN = sa.text("status IN ('draft', 'ready', 'partly_signed')")
_SIGNED = sa.text("status = 'signed'")


class Agreement(Keyed, Versioned, Signing, Base):
    """One version of the agreement about a placement. `facts` are kept from the moment it is ready to sign.

    `text_number` says which version of the programme's text it was made from; 0 is the example.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "number"),
        sa.Index("uq_agreement_unfinished", "placement_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        sa.Index(
            "uq_agreement_signed", "placement_id", "status", unique=True, sqlite_where=_SIGNED, postgresql_where=_SIGNED
        ),
        sa.Index("ix_agreement_status", "status", "placement_id"),
        sa.CheckConstraint("number > 0", name="number"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    number: Mapped[int] = column(INTERNAL)
    status: Mapped[AgreementStatus] = column(INTERNAL, choice(AgreementStatus), default=AgreementStatus.DRAFT)
    text: Mapped[str] = column(DataClass.PUBLIC, sa.Text)
    text_number: Mapped[int] = column(INTERNAL)
    absence: Mapped[str] = column(DataClass.PERSONAL, sa.String(ABSENCE_LENGTH), default="")
    goals: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    facts: Mapped[dict[str, Any]] = column(DataClass.SENSITIVE, default=dict)
    made_at: Mapped[datetime] = column(INTERNAL)
    made_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    ready_at: Mapped[datetime | None] = column(INTERNAL)
    signed_at: Mapped[datetime | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship()
    parties: Mapped[list["AgreementParty"]] = relationship(
        back_populates="agreement", order_by="AgreementParty.position", cascade="all, delete-orphan"
    )

    @property
    def title(self) -> str:
        """What it is called in receipts and on the page to sign on: without a name."""
        return f"Placement agreement, version {self.number}"


class AgreementParty(Base):
    """One of the three parties of an agreement: since when they are asked, and their signature once it stands."""

    __tablename__ = "agreement_party"
    __table_args__ = (sa.Index("ix_agreement_party_asked", "asked_at"),)

    agreement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("agreement.id"), primary_key=True)
    role: Mapped[PartyRole] = column(INTERNAL, choice(PartyRole), primary_key=True)
    position: Mapped[int] = column(INTERNAL)
    asked_at: Mapped[datetime | None] = column(INTERNAL)
    signature_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("signature.id"), unique=True)
    signer_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    agreement: Mapped[Agreement] = relationship(back_populates="parties")
    signature: Mapped[Signature | None] = relationship()


class AgreementNotice(Base):
    """A letter to a party that its signature is waited for: one in a week at most, whoever sends it."""

    __tablename__ = "agreement_notice"

    agreement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("agreement.id"), primary_key=True)
    role: Mapped[PartyRole] = column(INTERNAL, choice(PartyRole), primary_key=True)
    week: Mapped[int] = column(INTERNAL, primary_key=True)
    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)


append_only(cast("sa.Table", AgreementText.__table__))
