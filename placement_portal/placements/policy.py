"""Who may do what to a placement: by the relations of a person that are in force today."""

import uuid
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Prepared, db
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole, in_force
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, TimetableRow
from placement_portal.placements.rules import (
    OPEN,
    SUPERVISING,
    AssignmentCapacity,
    PlacementAction,
    actions_from,
    may_decide_on,
)
from placement_portal.programmes.models import ProgrammeRole, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.students.rules import reads_until

Part: TypeAlias = Placement | Assignment | CaseloadSlot | TimetableRow
PROVIDER_ROLES: Final[AbstractSet[str]] = frozenset(
    {MembershipRole.PROVIDER_COORDINATOR, MembershipRole.SAFEGUARDING_LEAD}
)
STAFF_KINDS: Final[AbstractSet[str]] = frozenset({ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR})
READING_KINDS: Final[AbstractSet[str]] = STAFF_KINDS | {ProgrammeRoleKind.EXTERNAL_EXAMINER}
OF_THE_PROVIDER: Final[AbstractSet[PlacementAction]] = frozenset(
    {
        PlacementAction.AGREE_SITE,
        PlacementAction.MATCH,
        PlacementAction.START,
        PlacementAction.DECLINE,
    }
)
"""What the provider may do to a placement's state on its own; the rest is the university's."""

BY_CHANGE: Final[AbstractSet[PlacementAction]] = frozenset(
    {PlacementAction.PAUSE, PlacementAction.RESUME, PlacementAction.END_EARLY}
)
"""What is asked for as a change, with a day from which it holds and a table of who must agree."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One link of a person: to a placement, programme, provider or student record; `what` is the enum's value."""

    to: uuid.UUID
    what: str
    starts: date
    ends: date | None
    grace_days: int
    placement_ends: date | None

    def holds(self, today: date) -> bool:
        """Say whether the link is in force."""
        return in_force(self.starts, self.ends, today)

    def still_reads(self, today: date) -> bool:
        """Say whether an assignment lets somebody read: in force, in grace, or kept until the placement's end."""
        in_grace = self.ends is not None and today <= self.ends + timedelta(days=self.grace_days)
        return self.starts <= today and (self.stayed or in_grace)

    @property
    def stayed(self) -> bool:
        """Whether an assignment goes on until the placement ends, or has no end."""
        return self.ends is None or self.placement_ends is None or self.ends >= self.placement_ends


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that links a person to placements, found in one statement."""

    today: date
    assignments: tuple[Relation, ...]
    programmes: tuple[Relation, ...]
    providers: tuple[Relation, ...]
    records: tuple[Relation, ...]

    def programmes_as(self, kinds: AbstractSet[str]) -> set[uuid.UUID]:
        """Return the ids of the programmes in which the person holds one of the roles today."""
        return {each.to for each in self.programmes if each.what in kinds and each.holds(self.today)}

    def hosts(self) -> set[uuid.UUID]:
        """Return the ids of the providers that the person co-ordinates, or is safeguarding lead of, today."""
        return {each.to for each in self.providers if each.what in PROVIDER_ROLES and each.holds(self.today)}

    def placements_as(self, capacities: AbstractSet[str]) -> set[uuid.UUID]:
        """Return the ids of the placements that the person is assigned to today in one of the capacities."""
        return {each.to for each in self.assignments if each.what in capacities and each.holds(self.today)}

    def placements_read(self) -> set[uuid.UUID]:
        """Return the ids of the placements that the person may read because of an assignment."""
        return {each.to for each in self.assignments if each.still_reads(self.today)}

    def own_records(self) -> set[uuid.UUID]:
        """Return the ids of the student records that are the person's own; for twelve months after withdrawing."""
        return {each.to for each in self.records if each.ends is None or self.today <= reads_until(each.ends)}

    def on_course(self) -> set[uuid.UUID]:
        """Return the ids of the person's own student records from which they did not withdraw."""
        return {each.to for each in self.records if each.ends is None}


def standing(person: Person) -> Standing:
    """Return a person's links, asked of the database once in a request."""
    if not has_request_context():
        return _find(person)
    kept: dict[uuid.UUID, Standing] = request.environ.setdefault("portal.standing", {})
    if person.id not in kept:
        kept[person.id] = _find(person)
    return kept[person.id]


def is_their_student(person: Person, placement: Placement) -> bool:
    """Say whether the placement is the person's own."""
    return placement.student_id in standing(person).own_records()


def supervises(person: Person, placement: Placement, on: date | None = None) -> bool:
    """Say whether the person supervises it today or, with `on`, may decide today on work of that day."""
    links = [each for each in standing(person).assignments if each.to == placement.id and each.what in SUPERVISING]
    today = standing(person).today
    if on is None:
        return any(each.holds(today) for each in links)
    return any(may_decide_on(on, each.starts, each.ends, today, each.grace_days) for each in links)


def supervised_on(person: Person, placement: Placement, day: date) -> bool:
    """Say whether the person supervised it on a day, so that they can know of that day themselves."""
    links = (each for each in standing(person).assignments if each.to == placement.id and each.what in SUPERVISING)
    return any(each.holds(day) for each in links)


def supervised_to_the_end(person: Person, placement: Placement) -> bool:
    """Say whether the person stayed its supervisor until it ended, which keeps all of it readable."""
    ours = standing(person)
    links = [each for each in ours.assignments if each.to == placement.id and each.what in SUPERVISING]
    return any(each.stayed and each.still_reads(ours.today) for each in links)


def is_tutor(person: Person, placement: Placement) -> bool:
    """Say whether the person is assigned as its tutor today."""
    return placement.id in standing(person).placements_as({AssignmentCapacity.TUTOR})


def tutors_at(person: Person, provider: Organisation) -> bool:
    """Say whether the person tutors a placement that the provider hosts today."""
    ours = standing(person).placements_as({AssignmentCapacity.TUTOR})
    hosted = sa.exists().where(Placement.provider_id == provider.id, Placement.id.in_(ours))
    return bool(ours) and db.session.scalar(sa.select(hosted)) is True


def is_provider_coordinator(person: Person, placement: Placement) -> bool:
    """Say whether the person co-ordinates its provider, or is the safeguarding lead there, today."""
    return placement.provider_id in standing(person).hosts()


def is_programme_staff(person: Person, placement: Placement) -> bool:
    """Say whether the person leads or co-ordinates its programme today."""
    return placement.programme_id in standing(person).programmes_as(STAFF_KINDS)


def is_lead(person: Person, placement: Placement) -> bool:
    """Say whether the person leads its programme today."""
    return placement.programme_id in standing(person).programmes_as({ProgrammeRoleKind.LEAD})


def is_examiner(person: Person, placement: Placement) -> bool:
    """Say whether the person examines its programme today."""
    return placement.programme_id in standing(person).programmes_as({ProgrammeRoleKind.EXTERNAL_EXAMINER})


def is_party(person: Person, placement: Placement) -> bool:
    """Say whether the person has to do with the placement at all, so that it exists for them."""
    return (
        is_their_student(person, placement)
        or placement.id in standing(person).placements_read()
        or is_provider_coordinator(person, placement)
        or placement.programme_id in standing(person).programmes_as(READING_KINDS)
    )


def may_coordinate(person: Person, placement: Placement) -> bool:
    """Say whether the person co-ordinates it for the university or for the provider."""
    return is_programme_staff(person, placement) or is_provider_coordinator(person, placement)


def may_tick(person: Person, placement: Placement) -> bool:
    """Say whether the person may tick off what is to be done: who supervises or tutors it, or co-ordinates it."""
    return supervises(person, placement) or is_tutor(person, placement) or may_coordinate(person, placement)


def may_staff(person: Person, part: Placement | Assignment) -> bool:
    """Say whether the person may assign people: the university anybody, the provider supervisors alone."""
    placement = placement_of(part)
    is_theirs = not isinstance(part, Assignment) or part.capacity in SUPERVISING
    return is_programme_staff(person, placement) or (is_theirs and is_provider_coordinator(person, placement))


def may_keep_caseload(person: Person, part: Part) -> bool:
    """Say whether the person may change clients, groups and timetable of a placement, which ends when it does."""
    placement = placement_of(part)
    return placement.status in OPEN and (
        is_their_student(person, placement) or supervises(person, placement) or may_coordinate(person, placement)
    )


def placement_of(part: Part) -> Placement:
    """Return the placement that something is part of."""
    return part if isinstance(part, Placement) else part.placement


def may_place(person: Person, student: StudentRecord) -> bool:
    """Say whether the person may create a placement for a student."""
    return student.cohort.version_of.programme_id in standing(person).programmes_as(STAFF_KINDS)


def serves(person: Person, organisation: Organisation, roles: AbstractSet[str]) -> bool:
    """Say whether the person holds one of the roles in an organisation today; asks nothing beyond their standing."""
    ours = standing(person)
    return any(each.to == organisation.id and each.what in roles and each.holds(ours.today) for each in ours.providers)


def actions_for(person: Person, placement: Placement) -> list[PlacementAction]:
    """Return what the person may do to its state: the university anything, the provider its own part.

    What is matched can be made ready, or started at once: then it is made ready by the same act.
    """
    everything = is_programme_staff(person, placement)
    possible = [each for each in actions_from(placement.status) if each not in BY_CHANGE]
    if everything and PlacementAction.MAKE_READY in possible:
        possible.insert(possible.index(PlacementAction.MAKE_READY) + 1, PlacementAction.START)
    return [each for each in possible if everything or (each in OF_THE_PROVIDER and may_coordinate(person, placement))]


def _find(person: Person) -> Standing:
    found: dict[str, list[Relation]] = {"assignment": [], "programme": [], "provider": [], "record": []}
    for kind, *rest in _RELATIONS.rows(person=person.id):
        found[kind].append(Relation(*rest))
    return Standing(clock.today(), *(tuple(each) for each in found.values()))


def _relations() -> sa.CompoundSelect[Any]:
    person_id: sa.BindParameter[uuid.UUID] = sa.bindparam("person", type_=sa.Uuid())
    # Looked up for each assignment: joined, PostgreSQL reads everybody's placements for those of one person.
    placed = sa.select(Placement.ends).where(Placement.id == Assignment.placement_id).scalar_subquery()
    university = (
        sa.select(Organisation.grace_days)
        .join(Placement, Placement.university_id == Organisation.id)
        .where(Placement.id == Assignment.placement_id)
        .scalar_subquery()
    )
    assignments = _rows(
        "assignment", Assignment.placement_id, Assignment.capacity, Assignment.starts, Assignment.ends, university
    ).add_columns(placed)
    nothing = sa.type_coerce(sa.null(), sa.Date)
    roles = _rows("programme", ProgrammeRole.programme_id, ProgrammeRole.kind, ProgrammeRole.starts, ProgrammeRole.ends)
    members = _rows("provider", Membership.organisation_id, Membership.role, Membership.starts, Membership.ends)
    began = sa.literal(date.min, sa.Date)
    records = _rows("record", StudentRecord.id, StudentRecord.status, began, StudentRecord.withdrawn_on)
    return sa.union_all(
        assignments.where(Assignment.person_id == person_id),
        roles.add_columns(nothing).where(ProgrammeRole.person_id == person_id),
        members.add_columns(nothing).where(Membership.person_id == person_id, Membership.confirmed),
        records.add_columns(nothing).where(StudentRecord.person_id == person_id),
    )


def _rows(kind: str, to: Any, what: Any, starts: Any, ends: Any, grace: Any = None) -> sa.Select[Any]:
    days = sa.literal(0, sa.Integer) if grace is None else grace
    return sa.select(sa.literal(kind), to, sa.type_coerce(what, sa.String), starts, ends, days)


_RELATIONS: Final = Prepared(_relations())
