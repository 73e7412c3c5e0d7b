"""One supervisor, all of a provider, and how many students each can take."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.policy import in_force
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who supervises for a provider today, with their profile when there is one; lists know the students of a year."""

    person: Person
    provider: Organisation
    profile: SupervisorProfile | None
    students: int | None = None

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id


def find_provider(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a provider that the viewer works for, or that is a partner of an organisation they work for."""
    found = organisations.find(viewer, organisation_id)
    return found if found and found.kind is OrganisationKind.PROVIDER else None


def find_supervisor(viewer: Person, organisation_id: uuid.UUID, person_id: uuid.UUID) -> Supervisor | None:
    """Return who supervises today for a provider that the viewer works for or with."""
    provider = find_provider(viewer, organisation_id)
    wanted = sa.select(Person).where(Person.id == person_id, Person.id.in_(_supervising(organisation_id)))
    person = db.session.scalars(wanted).first() if provider else None
    return Supervisor(person, provider, profile_of(person_id, provider.id)) if provider and person else None


def profile_of(person_id: uuid.UUID, provider_id: uuid.UUID) -> SupervisorProfile | None:
    """Return what a person brings to a provider as its supervisor."""
    wanted = sa.select(SupervisorProfile).where(
        SupervisorProfile.person_id == person_id, SupervisorProfile.provider_id == provider_id
    )
    return db.session.scalars(wanted.options(*_whole())).one_or_none()


def supervisors_of(provider: Organisation, year: int) -> list[Supervisor]:
    """Return who supervises for a provider today, by name, and how many students each can take; one statement."""
    profile = sa.and_(SupervisorProfile.person_id == Person.id, SupervisorProfile.provider_id == provider.id)
    capacity = sa.and_(SupervisorCapacity.profile_id == SupervisorProfile.id, SupervisorCapacity.year == year)
    wanted = (
        sa.select(Person, SupervisorProfile, SupervisorCapacity.students)
        .outerjoin(SupervisorProfile, profile)
        .outerjoin(SupervisorCapacity, capacity)
        .where(Person.id.in_(_supervising(provider.id)))
        .options(joinedload(SupervisorProfile.checked_by))
    )
    rows = db.session.execute(wanted.order_by(Person.name, Person.id))
    return [Supervisor(person, provider, profile, students) for person, profile, students in rows]


def capacity_of(person: Person, provider: Organisation, year: int) -> int | None:
    """Return how many students a person can take for a provider in the year that begins in `year`; None when unsaid."""
    return capacities([provider.id], year).get((person.id, provider.id))


def capacities(provider_ids: Collection[uuid.UUID], year: int) -> Mapping[tuple[uuid.UUID, uuid.UUID], int]:
    """Return how many students the supervisors of some providers can take in a year, by person and provider."""
    wanted = (
        sa.select(SupervisorProfile.person_id, SupervisorProfile.provider_id, SupervisorCapacity.students)
        .join(SupervisorCapacity, SupervisorCapacity.profile_id == SupervisorProfile.id)
        .where(SupervisorProfile.provider_id.in_(provider_ids), SupervisorCapacity.year == year)
    )
    return {(person, provider): students for person, provider, students in db.session.execute(wanted)}


def working_days_at(provider: Organisation) -> Mapping[uuid.UUID, frozenset[int]]:
    """Return on which weekdays the people of a provider work, by person, for those of whom it is known."""
    wanted = sa.select(SupervisorProfile.person_id, SupervisorProfile.weekdays)
    rows = db.session.execute(wanted.where(SupervisorProfile.provider_id == provider.id))
    return {person_id: frozenset(weekdays) for person_id, weekdays in rows if weekdays}


def _supervising(provider_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    role = Membership.role == MembershipRole.SUPERVISOR
    return sa.select(Membership.person_id).where(
        Membership.organisation_id == provider_id, role, *in_force(clock.today())
    )


def _whole() -> tuple[Any, ...]:
    return selectinload(SupervisorProfile.capacities), joinedload(SupervisorProfile.checked_by)
