"""Whom a student of a placement rings: who supervises, co-ordinates and tutors, at which number, and on which days."""

import functools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.absences.rules import ToldWhom
from placement_portal.accounts.models import Person, WorkPhone
from placement_portal.accounts.rules import dialled
from placement_portal.changes.models import Away
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.profiles.rules import Presence

ORDER: Final = (ToldWhom.SUPERVISOR, ToldWhom.COORDINATOR, ToldWhom.TUTOR)
COORDINATOR: Final = "coordinator"
WHOM: Final = {
    **{each.value: ToldWhom.SUPERVISOR for each in SUPERVISING},
    AssignmentCapacity.TUTOR.value: ToldWhom.TUTOR,
    COORDINATOR: ToldWhom.COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring: as what, who, at which number, and when they are there; no number when none was given."""

    whom: ToldWhom
    name: str
    on: date
    number: str = ""
    takes_texts: bool = False
    is_clinical: bool = False
    presence: Presence = field(default_factory=Presence)

    @property
    def dialled(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.number)


def contacts(placement: Placement, on: date) -> list[Contact]:
    """Return who supervises, co-ordinates for the provider, and tutors a placement on a day, each once."""
    given = {"placement": placement.id, "provider": placement.provider_id, "day": on}
    rows = db.session.connection().execute(_contacts(), given).all()
    found: dict[tuple[ToldWhom, uuid.UUID], list[Any]] = {}
    for row in rows:
        found.setdefault((WHOM[row.role], row.id), []).append(row)
    return _in_order(_contact(whom, of_one, on) for (whom, _), of_one in found.items())


def _contact(whom: ToldWhom, rows: list[Any], on: date) -> Contact:
    """Return somebody of whom there is a row for each time away that is not over, and for each capacity."""
    first, clinical = rows[0], AssignmentCapacity.CLINICAL_SUPERVISOR.value
    aways = sorted({(row.starts, row.ends) for row in rows if row.starts}, key=lambda each: each[0])
    return Contact(
        whom=whom,
        name=first.name,
        on=on,
        number=first.number or "",
        takes_texts=bool(first.takes_texts),
        is_clinical=all(row.role == clinical for row in rows),
        presence=Presence(frozenset(first.weekdays or ()), aways),
    )


def _in_order(found: Iterable[Contact]) -> list[Contact]:
    """Return whom to ring in the order of trying: whoever is away comes after the others of their sort."""
    return sorted(
        found, key=lambda each: (ORDER.index(each.whom), each.presence.away_on(each.on) is not None, each.name)
    )


@functools.cache
def _contacts() -> sa.CompoundSelect[Any]:
    day: sa.BindParameter[date] = sa.bindparam("day", type_=sa.Date())
    assigned = _people(sa.type_coerce(Assignment.capacity, sa.String), Assignment)
    assigned = assigned.where(Assignment.placement_id == sa.bindparam("placement", type_=sa.Uuid()))
    serving = _people(sa.literal(COORDINATOR, sa.String), Membership).where(
        Membership.organisation_id == sa.bindparam("provider", type_=sa.Uuid()),
        Membership.role == MembershipRole.PROVIDER_COORDINATOR,
        Membership.confirmed,
    )
    return sa.union_all(
        *(
            each.where(link.starts <= day, sa.or_(link.ends.is_(None), link.ends >= day))
            for each, link in ((assigned, Assignment), (serving, Membership))
        )
    )


def _people(role: Any, link: Any) -> sa.Select[Any]:
    provider: sa.BindParameter[uuid.UUID] = sa.bindparam("provider", type_=sa.Uuid())
    works = sa.and_(SupervisorProfile.person_id == Person.id, SupervisorProfile.provider_id == provider)
    not_over = sa.or_(Away.ends.is_(None), Away.ends >= sa.bindparam("day", type_=sa.Date()))
    is_away = sa.and_(Away.person_id == Person.id, Away.provider_id == provider, not_over)
    return (
        sa.select(
            *(role.label("role"), Person.id, Person.name, WorkPhone.number, WorkPhone.takes_texts),
            *(SupervisorProfile.weekdays, Away.starts, Away.ends),
        )
        .select_from(link)
        .join(Person, Person.id == link.person_id)
        .outerjoin(WorkPhone, WorkPhone.person_id == Person.id)
        .outerjoin(SupervisorProfile, works)
        .outerjoin(Away, is_away)
        .where(Person.deactivated_at.is_(None))
    )
