"""Who stands around a placement, and so may sign for one of the three, whether or not they have an account yet."""

import functools
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Credential, Person
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.policy import STAFF, STAFF_SIGNS, TUTOR_SIGNS
from placement_portal.agreements.rules import PartyRole, ProviderSigner, people_in
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.profiles.models import SupervisorProfile
from placement_portal.programmes.models import ProgrammeRole, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.web.labels import label

STUDENT: Final = "student"
_RANK: Final = (
    STUDENT,
    AssignmentCapacity.SUPERVISOR,
    AssignmentCapacity.CLINICAL_SUPERVISOR,
    MembershipRole.PROVIDER_COORDINATOR,
    AssignmentCapacity.TUTOR,
    "lead",
    "university_coordinator",
)

_KINDS: Final = (ProgrammeRoleKind, MembershipRole, AssignmentCapacity, PartyRole)
_MEMBERS: Final = {str(each.value): each for kinds in _KINDS for each in kinds}


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody around a placement: in which relation, under which name, whether they can sign in, and since when.

    `since` is a day to come for who does not supervise or tutor yet: they are in the text, and sign from then on.
    """

    placement: uuid.UUID
    id: uuid.UUID
    name: str
    what: str
    has_account: bool
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """Everybody around some placements today, the first to be asked first."""

    everybody: tuple[Someone, ...]

    @property
    def names(self) -> dict[uuid.UUID, str]:
        """Their present names."""
        return {each.id: each.name for each in self.everybody}

    def at(self, placement_id: uuid.UUID, *whats: str) -> list[Someone]:
        """Return who stands in one of some relations to a placement, each once."""
        found = [each for each in self.everybody if each.placement == placement_id and each.what in whats]
        return list({each.id: each for each in reversed(found)}.values())[::-1]

    def signers(self, agreement: Agreement, role: PartyRole) -> list[Someone]:
        """Return who may sign an agreement for a party today, the first to be asked first."""
        return [each for each in self._all(agreement, role) if each.since is None]

    def to_come(self, agreement: Agreement, role: PartyRole) -> list[Someone]:
        """Return who may sign an agreement for a party from a day to come on."""
        return [each for each in self._all(agreement, role) if each.since is not None]

    def _all(self, agreement: Agreement, role: PartyRole) -> list[Someone]:
        student = {each.id for each in self.at(agreement.placement_id, STUDENT)}
        found = self.at(agreement.placement_id, *_whats(agreement, role))
        return found if role is PartyRole.STUDENT else [each for each in found if each.id not in student]


def around(placement_ids: Collection[uuid.UUID], today: date | None = None) -> Around:
    """Return everybody around some placements, in one statement; those to come count from their first day."""
    today = today or clock.today()
    rows = db.session.execute(_statement(), {"placements": list(placement_ids), "today": today})
    found = [Someone(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows]
    return Around(tuple(sorted(found, key=_first_asked)))


def _first_asked(someone: Someone) -> tuple[bool, int, str, str]:
    return someone.since is not None, _RANK.index(someone.what), someone.name, str(someone.id)


def names_in(facts: Mapping[str, Any], known: Mapping[uuid.UUID, str]) -> Mapping[uuid.UUID, str]:
    """Return the present names of everybody whom facts name; asks the database only for those who left."""
    missing = people_in(facts) - known.keys()
    if not missing:
        return known
    rows = db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(missing)))
    return {**known, **{row.id: row.name for row in rows}}


def registration_of(person: Person, provider_id: uuid.UUID) -> str:
    """Return under which number a person is registered, as their profile at a provider says; empty when unsaid."""
    wanted = sa.select(SupervisorProfile.scheme, SupervisorProfile.number).where(
        SupervisorProfile.person_id == person.id, SupervisorProfile.provider_id == provider_id
    )
    found = db.session.execute(wanted).one_or_none()
    if found is None or not found.number:
        return ""
    return f"{label(found.scheme).text} {found.number}" if found.scheme else str(found.number)


def in_words(what: str) -> str:
    """Say a relation to a placement in words: "Supervisor", "Programme lead"."""
    return label(_MEMBERS[what]).text


def _whats(agreement: Agreement, role: PartyRole) -> list[str]:
    if role is PartyRole.STUDENT:
        return [STUDENT]
    if role is PartyRole.PROVIDER:
        also = agreement.provider_signs is ProviderSigner.SUPERVISOR_OR_COORDINATOR
        return [*SUPERVISING, *([MembershipRole.PROVIDER_COORDINATOR] if also else [])]
    tutor = [AssignmentCapacity.TUTOR] if agreement.university_signs in TUTOR_SIGNS else []
    return [*tutor, *(STAFF if agreement.university_signs in STAFF_SIGNS else [])]


@functools.cache
def _statement() -> sa.CompoundSelect[Any]:
    ids: sa.BindParameter[uuid.UUID] = sa.bindparam("placements", expanding=True, type_=sa.Uuid())
    today = sa.bindparam("today", type_=sa.Date())
    day = sa.case((Placement.starts > today, Placement.starts), else_=today)
    account = sa.exists().where(Credential.person_id == Person.id, Person.deactivated_at.is_(None))

    def rows(what: Any, *joins: tuple[Any, Any], person: Any, since: Any = None) -> sa.Select[Any]:
        columns: list[Any] = [Placement.id, Person.id, Person.name, sa.type_coerce(what, sa.String), account]
        columns.append(sa.cast(sa.null(), sa.Date()) if since is None else since)
        wanted: sa.Select[Any] = sa.select(*columns).select_from(Placement)
        for model, on in joins:
            wanted = wanted.join(model, on)
        return wanted.join(Person, Person.id == person).where(Placement.id.in_(ids))

    def holds(link: Any, on: Any) -> sa.ColumnElement[bool]:
        return sa.and_(link.starts <= on, sa.or_(link.ends.is_(None), link.ends >= on))

    coordinator = Membership.role == MembershipRole.PROVIDER_COORDINATOR
    return sa.union_all(
        rows(
            sa.literal(STUDENT),
            (StudentRecord, StudentRecord.id == Placement.student_id),
            person=StudentRecord.person_id,
        ),
        rows(
            Assignment.capacity,
            (Assignment, sa.and_(Assignment.placement_id == Placement.id, holds(Assignment, day))),
            person=Assignment.person_id,
            since=sa.case((Assignment.starts > today, Assignment.starts)),
        ),
        rows(
            Membership.role,
            (
                Membership,
                sa.and_(Membership.organisation_id == Placement.provider_id, coordinator, Membership.confirmed),
            ),
            person=Membership.person_id,
        ).where(holds(Membership, today)),
        rows(
            ProgrammeRole.kind,
            (ProgrammeRole, ProgrammeRole.programme_id == Placement.programme_id),
            person=ProgrammeRole.person_id,
        ).where(holds(ProgrammeRole, today), ProgrammeRole.kind.in_(STAFF)),
    )
