"""Checks as they are kept: types with their versions, items as facts, who accepts them, exceptions."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceApplies,
    ClearanceBlock,
    ClearanceFact,
    ClearanceOutcome,
    ClearanceStatus,
    ClearanceSubject,
    ClearanceSubmitter,
    ClearanceValidity,
    ClearanceVerifier,
    LateReason,
    NumberScheme,
    ReturnReason,
    UpdateStatus,
    Workforce,
)
from placement_portal.clearance.rules.exceptions import ExceptionReason
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.rules import CategoryNeeds
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind

INTERNAL, CHECKED = DataClass.INTERNAL, DataClass.SAFEGUARDING
CODE_LENGTH, WORDS_LENGTH, LINK_LENGTH, ABOUT_LENGTH, WHY_LENGTH = 60, 400, 300, 64, 160
RISK_LENGTH, HOW_LENGTH = 300, 80
LISTS: Final[Mapping[str, type[Any]]] = {
    "facts": ClearanceFact,
    "stages": int,
    "site_kinds": SiteKind,
    "workforces": Workforce,
}
ENUMS: Final[Mapping[str, type[Any]]] = {
    "subject": ClearanceSubject,
    "submitted_by": ClearanceSubmitter,
    "verified_by": ClearanceVerifier,
    "applies": ClearanceApplies,
    "level": CheckLevel,
    "number_scheme": NumberScheme,
    "validity": ClearanceValidity,
    "blocks": ClearanceBlock,
}
OPEN = sa.text("status IN ('missing', 'submitted', 'returned')")


class ClearanceType(Keyed, Versioned, Base):
    """A check that an organisation asks for, as it stands now; `code` is the same wherever the same check is meant."""

    __tablename__ = "clearance_type"
    __table_args__ = (
        sa.UniqueConstraint("organisation_id", "code"),
        sa.CheckConstraint("months BETWEEN 0 AND 120", name="months"),
        sa.CheckConstraint("warning_weeks BETWEEN 0 AND 26", name="warning_weeks"),
    )

    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    code: Mapped[str] = column(INTERNAL, sa.String(CODE_LENGTH))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(120))
    why: Mapped[str] = column(DataClass.PUBLIC, sa.String(WORDS_LENGTH), default="")
    what_to_do: Mapped[str] = column(DataClass.PUBLIC, sa.String(WORDS_LENGTH), default="")
    subject: Mapped[ClearanceSubject] = column(INTERNAL, choice(ClearanceSubject))
    submitted_by: Mapped[ClearanceSubmitter] = column(INTERNAL, choice(ClearanceSubmitter))
    verified_by: Mapped[ClearanceVerifier] = column(INTERNAL, choice(ClearanceVerifier))
    applies: Mapped[ClearanceApplies] = column(INTERNAL, choice(ClearanceApplies))
    facts: Mapped[list[Any]] = column(INTERNAL)
    original: Mapped[bool] = column(INTERNAL)
    level: Mapped[CheckLevel | None] = column(INTERNAL, choice(CheckLevel))
    number_scheme: Mapped[NumberScheme] = column(INTERNAL, choice(NumberScheme))
    link: Mapped[str] = column(DataClass.PUBLIC, sa.String(LINK_LENGTH), default="")
    validity: Mapped[ClearanceValidity] = column(INTERNAL, choice(ClearanceValidity))
    months: Mapped[int] = column(INTERNAL)
    ends_month: Mapped[int] = column(INTERNAL)
    ends_day: Mapped[int] = column(INTERNAL)
    ends_every: Mapped[int] = column(INTERNAL)
    warning_weeks: Mapped[int] = column(INTERNAL)
    stages: Mapped[list[Any]] = column(INTERNAL)
    site_kinds: Mapped[list[Any]] = column(INTERNAL)
    workforces: Mapped[list[Any]] = column(INTERNAL)
    blocks: Mapped[ClearanceBlock] = column(INTERNAL, choice(ClearanceBlock))
    number: Mapped[int] = column(INTERNAL, default=1)
    withdrawn_on: Mapped[date | None] = column(INTERNAL)

    organisation: Mapped[Organisation] = relationship()

    def said(self) -> TypeFacts:
        """Return what the organisation says of it, as plain facts."""
        read = {name: tuple(member(each) for each in getattr(self, name)) for name, member in LISTS.items()}
        return TypeFacts(**{name: read.get(name, getattr(self, name)) for name in TypeFacts.__dataclass_fields__})


def facts_of(content: Mapping[str, Any]) -> TypeFacts:
    """Read what an organisation said of a type from a version of it; what it did not say yet is as usual."""
    enums = {name: kind for name, kind in ENUMS.items() if content.get(name) is not None}
    read: dict[str, Any] = {name: kind(content[name]) for name, kind in enums.items()}
    read |= {name: tuple(kind(each) for each in content[name]) for name, kind in LISTS.items() if name in content}
    known = {name: content[name] for name in TypeFacts.__dataclass_fields__ if name in content}
    return TypeFacts(**(known | read))


class ClearanceTypeVersion(Base):
    """A type as it stood from a moment on: insert-only."""

    __tablename__ = "clearance_type_version"

    type_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("clearance_type.id"), primary_key=True)
    number: Mapped[int] = column(INTERNAL, primary_key=True)
    at: Mapped[datetime] = column(INTERNAL)
    by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    content: Mapped[dict[str, Any]] = column(INTERNAL)
    affected: Mapped[int] = column(INTERNAL)


class ClearanceItem(Keyed, Versioned, Base):
    """One check of one person or setting as facts; `about` names both so that only one at a time is open."""

    __tablename__ = "clearance_item"
    __table_args__ = (
        sa.Index("uq_clearance_item_open", "about", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        sa.Index("ix_clearance_item_queue", "organisation_id", "status", "submitted_at", "id"),
        sa.CheckConstraint("person_id IS NOT NULL OR site_id IS NOT NULL", name="subject"),
        sa.CheckConstraint("status <> 'verified' OR seen_on IS NOT NULL", name="seen"),
        sa.CheckConstraint("status <> 'stopped' OR stopped_on IS NOT NULL", name="stopped"),
    )

    type_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("clearance_type.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    code: Mapped[str] = column(INTERNAL, sa.String(CODE_LENGTH))
    about: Mapped[str] = column(INTERNAL, sa.String(ABOUT_LENGTH))
    person_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    site_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("site.id"), index=True)
    placement_id: Mapped[uuid.UUID | None] = column(INTERNAL)
    status: Mapped[ClearanceStatus] = column(CHECKED, choice(ClearanceStatus))
    submitted_at: Mapped[datetime | None] = column(CHECKED)
    issued_on: Mapped[date | None] = column(CHECKED)
    level: Mapped[CheckLevel | None] = column(CHECKED, choice(CheckLevel))
    workforces: Mapped[list[Any]] = column(CHECKED, default=list)
    last_four: Mapped[str] = column(CHECKED, sa.String(4), default="")
    edition: Mapped[str] = column(CHECKED, sa.String(60), default="")
    ends_on: Mapped[date | None] = column(CHECKED)
    made_on: Mapped[date | None] = column(CHECKED)
    country: Mapped[str] = column(CHECKED, sa.String(60), default="")
    number: Mapped[str] = column(CHECKED, sa.String(40), default="")
    modality: Mapped[str] = column(CHECKED, sa.String(60), default="")
    outcome: Mapped[ClearanceOutcome | None] = column(CHECKED, choice(ClearanceOutcome))
    update_consent: Mapped[bool] = column(CHECKED, default=False)
    update_status: Mapped[UpdateStatus | None] = column(CHECKED, choice(UpdateStatus))
    update_on: Mapped[date | None] = column(CHECKED)
    seen_on: Mapped[date | None] = column(CHECKED)
    late_reason: Mapped[LateReason | None] = column(CHECKED, choice(LateReason))
    decided_at: Mapped[datetime | None] = column(CHECKED)
    decided_by_id: Mapped[uuid.UUID | None] = column(CHECKED, sa.ForeignKey("person.id"))
    return_reason: Mapped[ReturnReason | None] = column(CHECKED, choice(ReturnReason))
    stopped_on: Mapped[date | None] = column(CHECKED)

    type_: Mapped[ClearanceType] = relationship()
    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person | None] = relationship(foreign_keys=[person_id])
    site: Mapped[Site | None] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    acceptances: Mapped[list["ClearanceAcceptance"]] = relationship(
        back_populates="item", order_by="ClearanceAcceptance.at"
    )


class ClearanceAcceptance(Base):
    """An organisation relies on what another, or its own officer, saw: an act of its own."""

    __tablename__ = "clearance_acceptance"

    item_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("clearance_item.id"), primary_key=True)
    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), primary_key=True)
    by_id: Mapped[uuid.UUID | None] = column(CHECKED, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(CHECKED)

    item: Mapped[ClearanceItem] = relationship(back_populates="acceptances")
    organisation: Mapped[Organisation] = relationship()
    by: Mapped[Person | None] = relationship()


class ClearanceDecision(Base):
    """What only the verifying officers read, deleted six months after the decision: a follow-up, a reference."""

    __tablename__ = "clearance_decision"

    item_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("clearance_item.id"), primary_key=True)
    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    decided_on: Mapped[date] = column(CHECKED, index=True)
    by_id: Mapped[uuid.UUID] = column(CHECKED, sa.ForeignKey("person.id"))
    follow_up: Mapped[bool] = column(CHECKED)
    reference: Mapped[str] = column(CHECKED, sa.String(40), default="")


class ClearanceException(Keyed, Versioned, Base):
    """Work that goes on for a few days while a check is mended, once two people agreed to the same conditions."""

    __tablename__ = "clearance_exception"
    __table_args__ = (
        sa.CheckConstraint("until >= starts", name="order"),
        sa.CheckConstraint(
            "safeguarding_by_id IS NULL OR lead_by_id IS NULL OR safeguarding_by_id <> lead_by_id", name="two_people"
        ),
    )

    person_id: Mapped[uuid.UUID] = column(CHECKED, sa.ForeignKey("person.id"), index=True)
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"))
    code: Mapped[str] = column(CHECKED, sa.String(CODE_LENGTH))
    starts: Mapped[date] = column(CHECKED)
    until: Mapped[date] = column(CHECKED)
    conditions: Mapped[list[Any]] = column(CHECKED)
    barred_list_by_school: Mapped[bool] = column(CHECKED, default=False)
    head_name: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH))
    head_agreed_on: Mapped[date] = column(CHECKED)
    head_agreed_how: Mapped[str] = column(CHECKED, sa.String(80))
    asked_by_id: Mapped[uuid.UUID] = column(CHECKED, sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime] = column(CHECKED)
    safeguarding_by_id: Mapped[uuid.UUID | None] = column(CHECKED, sa.ForeignKey("person.id"))
    safeguarding_at: Mapped[datetime | None] = column(CHECKED)
    lead_by_id: Mapped[uuid.UUID | None] = column(CHECKED, sa.ForeignKey("person.id"))
    lead_at: Mapped[datetime | None] = column(CHECKED)
    ended_on: Mapped[date | None] = column(CHECKED)
    placement_id: Mapped[uuid.UUID | None] = column(INTERNAL, index=True)
    reason: Mapped[ExceptionReason] = column(CHECKED, choice(ExceptionReason), default=ExceptionReason.RENEWAL)
    risk: Mapped[str] = column(CHECKED, sa.String(RISK_LENGTH), default="")
    risk_salt: Mapped[str] = column(DataClass.SECRET, sa.String(64), default="")
    risk_seal: Mapped[str] = column(INTERNAL, sa.String(64), default="")
    risk_deleted_on: Mapped[date | None] = column(INTERNAL)
    declined_at: Mapped[datetime | None] = column(CHECKED)
    declined_by_id: Mapped[uuid.UUID | None] = column(CHECKED, sa.ForeignKey("person.id"))

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    safeguarding_by: Mapped[Person | None] = relationship(foreign_keys=[safeguarding_by_id])
    lead_by: Mapped[Person | None] = relationship(foreign_keys=[lead_by_id])
    declined_by: Mapped[Person | None] = relationship(foreign_keys=[declined_by_id])


class ClearanceLook(Keyed, Base):
    """Somebody of staff read checks of a person: kept beside the ledger, so that the person can see who looked."""

    __tablename__ = "clearance_look"
    __table_args__ = (sa.Index("ix_clearance_look_subject", "subject_id", "at", "id"),)

    subject_id: Mapped[uuid.UUID] = column(INTERNAL)
    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    role: Mapped[str] = column(INTERNAL, sa.String(40), default="")
    page: Mapped[str] = column(INTERNAL, sa.String(40))
    at: Mapped[datetime] = column(INTERNAL, index=True)


class GateWindow(Base):
    """Days on which the gate is closed for time that needs an answer, and why: kept, and equal to the rules' answer.

    What one entry comes to is never kept: it follows from its day, its setting and what its category needs.
    """

    __tablename__ = "gate_window"
    __table_args__ = (sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),)

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, primary_key=True)
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), primary_key=True)
    needs: Mapped[CategoryNeeds] = column(INTERNAL, choice(CategoryNeeds), primary_key=True)
    starts: Mapped[date] = column(CHECKED, primary_key=True)
    ends: Mapped[date | None] = column(CHECKED)
    why: Mapped[str] = column(CHECKED, sa.String(WHY_LENGTH))


class ClearanceUpload(Keyed, Base):
    """A file of checks that somebody looks at before importing it; forgotten after an hour."""

    __tablename__ = "clearance_upload"

    organisation_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    name: Mapped[str] = column(DataClass.PERSONAL, sa.String(200))
    content: Mapped[bytes] = column(CHECKED, sa.LargeBinary)
    expires_at: Mapped[datetime] = column(INTERNAL, index=True)

    organisation: Mapped[Organisation] = relationship()
