"""Universities and providers, who belongs to them, and who was asked to."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.rules import BankHolidays, MembershipRole, OrganisationKind

REF_LENGTH = 60


class Organisation(Keyed, Versioned, Base):
    """A university or a provider, with what it chose; times in minutes, grace in days."""

    __tablename__ = "organisation"
    __table_args__ = (
        sa.CheckConstraint("grace_days BETWEEN 0 AND 365", name="grace_days"),
        sa.CheckConstraint("staff_idle_minutes BETWEEN 5 AND 720", name="staff_idle_minutes"),
        sa.CheckConstraint("student_idle_minutes BETWEEN 5 AND 1440", name="student_idle_minutes"),
    )

    kind: Mapped[OrganisationKind] = column(DataClass.PUBLIC, choice(OrganisationKind))
    name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH), unique=True)
    zone: Mapped[str] = column(DataClass.PUBLIC, sa.String(60), default="Europe/London")
    bank_holidays: Mapped[BankHolidays] = column(
        DataClass.PUBLIC, choice(BankHolidays), default=BankHolidays.ENGLAND_AND_WALES
    )
    grace_days: Mapped[int] = column(DataClass.PUBLIC, default=28)
    staff_idle_minutes: Mapped[int] = column(DataClass.INTERNAL, default=30)
    student_idle_minutes: Mapped[int] = column(DataClass.INTERNAL, default=720)
    link_person: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH), default="")
    link_contact: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH), default="")
    retention_contact: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH), default="")
    accent: Mapped[str] = column(DataClass.PUBLIC, sa.String(7), default="")


class Partnership(Keyed, Versioned, Base):
    """A university and a provider that work together, from a day, to a day or open; and until when they agreed to."""

    __tablename__ = "partnership"
    __table_args__ = (
        sa.UniqueConstraint("university_id", "provider_id", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
        sa.CheckConstraint("agreed_until >= agreed_from", name="agreed_order"),
    )

    university_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"))
    provider_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    starts: Mapped[date] = column(DataClass.INTERNAL)
    ends: Mapped[date | None] = column(DataClass.INTERNAL)
    agreed_from: Mapped[date | None] = column(DataClass.INTERNAL)
    agreed_until: Mapped[date | None] = column(DataClass.INTERNAL)

    university: Mapped[Organisation] = relationship(foreign_keys=[university_id])
    provider: Mapped[Organisation] = relationship(foreign_keys=[provider_id])


class Membership(Keyed, Versioned, Base):
    """What a person does for an organisation, from a day, to a day or open."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "organisation_id", "role", "starts"),
        sa.CheckConstraint("ends IS NULL OR ends >= starts", name="order"),
    )

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"))
    organisation_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    role: Mapped[MembershipRole] = column(DataClass.INTERNAL, choice(MembershipRole))
    starts: Mapped[date] = column(DataClass.INTERNAL)
    ends: Mapped[date | None] = column(DataClass.INTERNAL)
    confirmed: Mapped[bool] = column(DataClass.INTERNAL, default=True)

    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation] = relationship()


class Invitation(Keyed, Base):
    """Someone asked to set up an account; its status is computed from these dates."""

    __tablename__ = "invitation"

    organisation_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), index=True)
    invited_by_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"))
    address: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH))
    what_for: Mapped[str] = column(DataClass.INTERNAL, sa.String(120))
    invited_at: Mapped[datetime] = column(DataClass.INTERNAL)
    expires_at: Mapped[datetime] = column(DataClass.INTERNAL)
    accepted_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    revoked_at: Mapped[datetime | None] = column(DataClass.INTERNAL)

    organisation: Mapped[Organisation] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class ImportRef(Base):
    """The name that an organisation's own files give to a row, so that a second import updates it."""

    __tablename__ = "import_ref"

    organisation_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("organisation.id"), primary_key=True)
    kind: Mapped[str] = column(DataClass.INTERNAL, sa.String(20), primary_key=True)
    ref: Mapped[str] = column(DataClass.INTERNAL, sa.String(REF_LENGTH), primary_key=True)
    object_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, index=True)
