"""Persons, their addresses, their one credential, and the sessions they are signed in by."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.rules import AddressKind, SessionAssurance, SessionKind
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column

NAME_LENGTH = 200
ADDRESS_LENGTH = 254
DEVICE_LENGTH = 120
PHONE_LENGTH = 40


class Person(Keyed, Versioned, Base):
    """Someone named; an account is a person with a credential."""

    __tablename__ = "person"

    name: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH))
    created_at: Mapped[datetime] = column(DataClass.INTERNAL)
    deactivated_at: Mapped[datetime | None] = column(DataClass.INTERNAL)

    addresses: Mapped[list["Address"]] = relationship(back_populates="person", order_by="Address.id")
    credential: Mapped["Credential | None"] = relationship(back_populates="person")


class Address(Keyed, Base):
    """An e-mail address of a person; one that signs in is unique, whatever its case."""

    __tablename__ = "address"
    __table_args__ = (
        sa.Index(
            "uq_address_sign_in",
            "folded",
            unique=True,
            sqlite_where=sa.text("kind = 'sign_in'"),
            postgresql_where=sa.text("kind = 'sign_in'"),
        ),
    )

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), index=True)
    kind: Mapped[AddressKind] = column(DataClass.INTERNAL, choice(AddressKind))
    written: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH))
    folded: Mapped[str] = column(DataClass.PERSONAL, sa.String(ADDRESS_LENGTH), index=True)
    confirmed_at: Mapped[datetime | None] = column(DataClass.INTERNAL)

    person: Mapped[Person] = relationship(back_populates="addresses")


class Credential(Keyed, Base):
    """The argon2id hash of a person's password."""

    __tablename__ = "credential"

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), unique=True)
    hash: Mapped[str] = column(DataClass.SECRET, sa.String(200))
    changed_at: Mapped[datetime] = column(DataClass.INTERNAL)

    person: Mapped[Person] = relationship(back_populates="credential")


class WorkPhone(Base):
    """The number at which somebody wants to be reached about placements; there only when they gave it themselves."""

    __tablename__ = "work_phone"

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), primary_key=True)
    number: Mapped[str] = column(DataClass.PERSONAL, sa.String(PHONE_LENGTH))
    takes_texts: Mapped[bool] = column(DataClass.PERSONAL, default=False)

    person: Mapped[Person] = relationship()


class SignInSession(Keyed, Base):
    """One browser that a person signed in with; ended by a row, never by a cookie's age alone.

    The organisation is whose name and colour its pages wear; rooms above say which when the session starts.
    """

    __tablename__ = "sign_in_session"

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = column(DataClass.SECRET, sa.String(64), unique=True)
    kind: Mapped[SessionKind] = column(DataClass.INTERNAL, choice(SessionKind))
    assurance: Mapped[SessionAssurance] = column(DataClass.INTERNAL, choice(SessionAssurance))
    kept: Mapped[bool] = column(DataClass.INTERNAL)
    started_at: Mapped[datetime] = column(DataClass.PERSONAL)
    last_seen_at: Mapped[datetime] = column(DataClass.PERSONAL)
    proved_at: Mapped[datetime] = column(DataClass.PERSONAL)
    idle_minutes: Mapped[int] = column(DataClass.INTERNAL)
    ended_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    device: Mapped[str] = column(DataClass.PERSONAL, sa.String(DEVICE_LENGTH))
    organisation_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL)
    organisation_name: Mapped[str] = column(DataClass.PUBLIC, sa.String(NAME_LENGTH), default="")

    person: Mapped[Person] = relationship()


class FailedSignIn(Base):
    """How often signing in failed lately, per account and per network address (both hashed)."""

    __tablename__ = "failed_sign_in"

    subject: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), primary_key=True)
    failures: Mapped[int] = column(DataClass.INTERNAL)
    last_at: Mapped[datetime] = column(DataClass.INTERNAL)
