"""Whom a student of a placement rings: who supervises, co-ordinates and tutors, with the phones they gave."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.absences.rules import ToldWhom
from placement_portal.accounts.models import Person, WorkPhone
from placement_portal.accounts.rules import dialled
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity

ORDER: Final = (ToldWhom.SUPERVISOR, ToldWhom.COORDINATOR, ToldWhom.TUTOR)
COORDINATOR: Final = "coordinator"
WHOM: Final = {
    **{each.value: ToldWhom.SUPERVISOR for each in SUPERVISING},
    AssignmentCapacity.TUTOR.value: ToldWhom.TUTOR,
    COORDINATOR: ToldWhom.COORDINATOR,
}


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring: as what, who, at which number, and whether texts reach them; no number when none was given."""

    whom: ToldWhom
    name: str
    number: str = ""
    takes_texts: bool = False
    is_clinical: bool = False

    @property
    def dialled(self) -> str:
        """The number as a telephone dials it."""
        return dialled(self.number)


def contacts(placement: Placement, on: date) -> list[Contact]:
    """Return who supervises, co-ordinates for the provider, and tutors a placement on a day, each once."""
    given = {"placement": placement.id, "provider": placement.provider_id, "day": on}
    rows = db.session.connection().execute(_contacts(), given).all()
    clinical = AssignmentCapacity.CLINICAL_SUPERVISOR.value
    return _in_order([Contact(WHOM[row[0]], row[1], row[2] or "", bool(row[3]), row[0] == clinical) for row in rows])


def _in_order(found: Sequence[Contact]) -> list[Contact]:
    once = {(each.whom, each.name): each for each in found}
    return sorted(once.values(), key=lambda each: (ORDER.index(each.whom), each.name))


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
    return (
        sa.select(role, Person.name, WorkPhone.number, WorkPhone.takes_texts)
        .select_from(link)
        .join(Person, Person.id == link.person_id)
        .outerjoin(WorkPhone, WorkPhone.person_id == Person.id)
        .where(Person.deactivated_at.is_(None))
    )
