"""Where people belong: memberships, roles in programmes, student records; and which placements are in reach."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.intake.queries.standing import Someone
from placement_portal.intake.rules import ImportKind
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Cohort, Programme, ProgrammeRole, ProgrammeVersion, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind

PEOPLE: Final = frozenset({ImportKind.STUDENTS, ImportKind.SUPERVISORS})
TUTORING: Final[AbstractSet[str]] = frozenset({ProgrammeRoleKind.TUTOR, ProgrammeRoleKind.LEAD})
AT_ONCE: Final = 10_000
"""A statement can name only so many people."""
Pairs = set[tuple[uuid.UUID, uuid.UUID]]


def add(people: Mapping[uuid.UUID, Someone], supervisors: Pairs, tutors: Pairs, today: date) -> None:
    """Note where each person belongs, who supervises for whom, and who tutors or leads which programme."""
    for person_id, organisation_id, programme_id, what, confirmed in _rows(list(people), today):
        someone = people[person_id]
        (someone.homes if confirmed else someone.proposed).add(organisation_id)
        if what == MembershipRole.SUPERVISOR:
            supervisors.add((person_id, organisation_id))
        elif what in TUTORING:
            tutors.add((person_id, programme_id))


def scope(organisation: Organisation, programmes: AbstractSet[uuid.UUID]) -> sa.ColumnElement[bool]:
    """Return which placements an import may touch: of the programmes one runs, or at the provider."""
    if organisation.kind is OrganisationKind.UNIVERSITY:
        return Placement.programme_id.in_(programmes)
    return Placement.provider_id == organisation.id


def _rows(people: Sequence[uuid.UUID], today: date) -> Iterator[Any]:
    for at in range(0, len(people), AT_ONCE):
        yield from db.session.execute(_ties(people[at : at + AT_ONCE], today))


def _ties(people: Collection[uuid.UUID], today: date) -> sa.CompoundSelect[Any]:
    nothing = sa.type_coerce(sa.null(), sa.Uuid)
    role, kind = (sa.type_coerce(each, sa.String) for each in (Membership.role, ProgrammeRole.kind))
    members = sa.select(Membership.person_id, Membership.organisation_id, nothing, role, Membership.confirmed)
    roles = sa.select(ProgrammeRole.person_id, Programme.university_id, Programme.id, kind, sa.true())
    students = sa.select(StudentRecord.person_id, Programme.university_id, nothing, sa.literal(""), sa.true())
    students = students.join(StudentRecord.cohort).join(Cohort.version_of).join(ProgrammeVersion.programme)
    return sa.union_all(
        members.where(Membership.person_id.in_(people), _goes_on(Membership.ends, today)),
        roles.join(ProgrammeRole.programme).where(
            ProgrammeRole.person_id.in_(people), _goes_on(ProgrammeRole.ends, today)
        ),
        students.where(StudentRecord.person_id.in_(people)),
    )


def _goes_on(ends: Any, today: date) -> sa.ColumnElement[bool]:
    return sa.or_(ends.is_(None), ends >= today)
