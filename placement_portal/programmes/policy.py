"""Who may do what to a programme: by the roles and memberships of a person that are in force today."""

import uuid
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.models import (
    Category,
    Cohort,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Rule,
    RuleSet,
    Stage,
    StudentRecord,
)
from placement_portal.programmes.rules import ProgrammeRoleKind

Part: TypeAlias = (
    Programme | ProgrammeVersion | Cohort | Stage | Category | StudentRecord | ProgrammeRole | RuleSet | Rule
)
Predicate: TypeAlias = Callable[[Person, Part], bool]
STAFF: Final[AbstractSet[str]] = frozenset({ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR})
NO_KINDS: Final[AbstractSet[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Duties:
    """What a person does today for programmes (by id) and for organisations (by id), as values of the enums."""

    programmes: dict[uuid.UUID, AbstractSet[str]]
    universities: dict[uuid.UUID, AbstractSet[str]]
    members: dict[uuid.UUID, AbstractSet[str]]

    def kinds(self, programme: Programme) -> AbstractSet[str]:
        """Return the roles in a programme."""
        return self.programmes.get(programme.id, NO_KINDS)

    def administers(self, university_id: uuid.UUID) -> bool:
        """Say whether the person is an administrator of a university."""
        return MembershipRole.ADMINISTRATOR in self.members.get(university_id, NO_KINDS)


def duties(person: Person) -> Duties:
    """Return what a person does today, asked of the database once in a request."""
    if not has_request_context():
        return _find(person)
    kept: dict[uuid.UUID, Duties] = request.environ.setdefault("portal.duties", {})
    if person.id not in kept:
        kept[person.id] = _find(person)
    return kept[person.id]


def programme_of(part: Part) -> Programme:
    """Return the programme that something is part of."""
    if isinstance(part, Programme):
        return part
    if isinstance(part, ProgrammeVersion | ProgrammeRole):
        return part.programme
    if isinstance(part, Category | Cohort):
        return part.version_of.programme
    if isinstance(part, RuleSet | Rule):
        part = part.stage if isinstance(part, RuleSet) else part.rule_set.stage
    return part.cohort.version_of.programme


def is_lead(person: Person, part: Part) -> bool:
    """Say whether the person leads the programme today."""
    return ProgrammeRoleKind.LEAD in duties(person).kinds(programme_of(part))


def is_coordinator(person: Person, part: Part) -> bool:
    """Say whether the person co-ordinates the programme for the university today."""
    return ProgrammeRoleKind.UNIVERSITY_COORDINATOR in duties(person).kinds(programme_of(part))


def runs(person: Person, part: Part) -> bool:
    """Say whether the person leads or co-ordinates the programme today."""
    return not STAFF.isdisjoint(duties(person).kinds(programme_of(part)))


def sees(person: Person, part: Part) -> bool:
    """Say whether a programme exists for the person: with any role in it, or as administrator of its university."""
    programme = programme_of(part)
    return bool(duties(person).kinds(programme)) or duties(person).administers(programme.university_id)


def may_give_roles(person: Person, part: Part) -> bool:
    """Say whether the person may say who leads, co-ordinates, tutors and examines the programme."""
    return runs(person, part) or duties(person).administers(programme_of(part).university_id)


def belongs(person: Person, university: Organisation) -> bool:
    """Say whether the person is a member of a university, or has a role in one of its programmes."""
    return university.id in duties(person).members or university.id in duties(person).universities


def may_add(person: Person, university: Organisation) -> bool:
    """Say whether the person may add a programme: administrators, and who runs another one of the university."""
    kinds = duties(person).universities.get(university.id, NO_KINDS)
    return duties(person).administers(university.id) or not STAFF.isdisjoint(kinds)


def runs_with(person: Person, provider: Organisation) -> bool:
    """Say whether the person leads or co-ordinates a programme of a university that is a partner of the provider."""
    universities = [each for each, kinds in duties(person).universities.items() if not STAFF.isdisjoint(kinds)]
    return bool(universities) and provider.id in _partners_of(person, universities)


def _partners_of(person: Person, universities: Sequence[uuid.UUID]) -> AbstractSet[uuid.UUID]:
    """Return the providers that work with universities of a person today, asked of the database once in a request."""
    kept: dict[uuid.UUID, AbstractSet[uuid.UUID]]
    kept = request.environ.setdefault("portal.partners", {}) if has_request_context() else {}
    if person.id not in kept:
        today = clock.today()
        wanted = sa.select(Partnership.provider_id).where(
            Partnership.university_id.in_(universities),
            Partnership.starts <= today,
            sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
        )
        kept[person.id] = set(db.session.scalars(wanted))
    return kept[person.id]


def _find(person: Person) -> Duties:
    found = Duties({}, {}, {})
    for programme_id, organisation_id, what in db.session.execute(_links(person, clock.today())):
        _add(found.members if programme_id is None else found.universities, organisation_id, what)
        if programme_id is not None:
            _add(found.programmes, programme_id, what)
    return found


def _add(to: dict[uuid.UUID, AbstractSet[str]], key: uuid.UUID, what: str) -> None:
    to[key] = to.get(key, NO_KINDS) | {what}


def _links(person: Person, today: date) -> sa.CompoundSelect[Any]:
    kind, role = (sa.type_coerce(each, sa.String) for each in (ProgrammeRole.kind, Membership.role))
    roles = sa.select(Programme.id, Programme.university_id, kind).join(
        ProgrammeRole, ProgrammeRole.programme_id == Programme.id
    )
    members = sa.select(sa.type_coerce(sa.null(), sa.Uuid), Membership.organisation_id, role)
    return sa.union_all(
        roles.where(ProgrammeRole.person_id == person.id, *_in_force(ProgrammeRole, today)),
        members.where(Membership.person_id == person.id, Membership.confirmed, *_in_force(Membership, today)),
    )


def _in_force(link: type[ProgrammeRole] | type[Membership], today: date) -> list[sa.ColumnElement[bool]]:
    return [link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)]
