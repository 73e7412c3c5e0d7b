"""What a supervisor brings to a provider and how many students they can take; the provider's passport."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import NAME_LENGTH, Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.profiles.rules import MOST_STUDENTS, Modality, RegistrationScheme, Specialism

INTERNAL = DataClass.INTERNAL
WORDS_LENGTH = 200
NUMBER_LENGTH = 30
SERVICES_LENGTH = 1_000
CONTACT_LENGTH = 120


class SupervisorProfile(Keyed, Versioned, Base):
    """A person as supervisor of one provider: profession, registration, modality, specialisms, own working days."""

    __tablename__ = "supervisor_profile"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "provider_id"),
        sa.CheckConstraint("(checked_on IS NULL) = (checked_by_id IS NULL)", name="checked"),
    )

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    profession: Mapped[str] = column(INTERNAL, sa.String(80), default="")
    modality: Mapped[Modality | None] = column(INTERNAL, choice(Modality))
    scheme: Mapped[RegistrationScheme | None] = column(INTERNAL, choice(RegistrationScheme))
    number: Mapped[str] = column(DataClass.PERSONAL, sa.String(NUMBER_LENGTH), default="")
    registered_until: Mapped[date | None] = column(INTERNAL)
    checked_on: Mapped[date | None] = column(INTERNAL)
    checked_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    specialism_values: Mapped[list[Any]] = column(INTERNAL, default=list)
    specialism_words: Mapped[str] = column(INTERNAL, sa.String(WORDS_LENGTH), default="")
    weekdays: Mapped[list[Any]] = column(INTERNAL, default=list)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    provider: Mapped[Organisation] = relationship()
    checked_by: Mapped[Person | None] = relationship(foreign_keys=[checked_by_id])
    capacities: Mapped[list["SupervisorCapacity"]] = relationship(
        back_populates="profile", order_by="SupervisorCapacity.year", cascade="all, delete-orphan"
    )

    @property
    def specialisms(self) -> list[Specialism]:
        """What they know especially well, from the list that all providers share."""
        return [Specialism(each) for each in self.specialism_values]

    @property
    def working_days(self) -> frozenset[int]:
        """The weekdays on which they work, Monday is 0; none when nobody said."""
        return frozenset(self.weekdays)

    def students_in(self, year: int) -> int | None:
        """Return how many students they can take in the year that begins in a calendar year; None when unsaid."""
        return next((each.students for each in self.capacities if each.year == year), None)


class SupervisorCapacity(Base):
    """How many students a supervisor can take in one year of placements, named by the year in which it begins."""

    __tablename__ = "supervisor_capacity"
    __table_args__ = (sa.CheckConstraint(f"students BETWEEN 0 AND {MOST_STUDENTS}", name="students"),)

    profile_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervisor_profile.id"), primary_key=True)
    year: Mapped[int] = column(INTERNAL, primary_key=True, autoincrement=False)
    students: Mapped[int] = column(INTERNAL)

    profile: Mapped[SupervisorProfile] = relationship(back_populates="capacities")


class Passport(Versioned, Base):
    """What a provider tells the universities it works with: its services, whom to ring, until when it is insured."""

    __tablename__ = "passport"

    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), primary_key=True)
    services: Mapped[str] = column(INTERNAL, sa.String(SERVICES_LENGTH), default="")
    safeguarding_role: Mapped[str] = column(INTERNAL, sa.String(CONTACT_LENGTH), default="")
    safeguarding_name: Mapped[str] = column(DataClass.PERSONAL, sa.String(NAME_LENGTH), default="")
    safeguarding_contact: Mapped[str] = column(DataClass.PERSONAL, sa.String(CONTACT_LENGTH), default="")
    employers_until: Mapped[date | None] = column(INTERNAL)
    public_until: Mapped[date | None] = column(INTERNAL)
    last_audit: Mapped[date | None] = column(INTERNAL)

    provider: Mapped[Organisation] = relationship()
