"""One person as the viewer may see them: as a student, as a supervisor, or as both."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal import clock
from placement_portal.accounts.models import Address, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.clearance.policy import officer_of
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.people.queries.around import at_main_site, main_site, supervisors_today, tutors_today
from placement_portal.people.queries.waiting import NOTHING, Waiting, on_placements
from placement_portal.people.rules import LoadState, load_state
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import READING_KINDS, standing
from placement_portal.placements.rules import OPEN, SUPERVISING, PlacementStatus
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.queries import Supervisor
from placement_portal.profiles.rules import year_of
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, Stage, StudentRecord
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import RuleState


class Placed(NamedTuple):
    """A placement that the viewer may see, with who and what is around it."""

    id: uuid.UUID
    student_id: uuid.UUID
    who: str
    person_id: uuid.UUID
    university: str
    stage: str
    provider_id: uuid.UUID
    provider: str
    status: PlacementStatus
    starts: date
    ends: date
    site_id: uuid.UUID | None
    site: str | None
    phone: str | None
    supervisors: str
    tutors: str
    capacity: str | None
    assigned_until: date | None


class Record(NamedTuple):
    """A student record that the viewer may see, with where the student stands when that is theirs to know."""

    id: uuid.UUID
    programme: str
    university: str
    cohort: str
    stage: str
    programme_id: uuid.UUID
    university_id: uuid.UUID
    state: RuleState | None
    reasons: Any


@dataclass(frozen=True, slots=True)
class Supervision:
    """What a person is to one provider as supervisor: their profile, and their load there as the viewer sees it."""

    supervisor: Supervisor
    placements: Sequence[Placed]
    knows_all: bool

    @property
    def students(self) -> int:
        """How many students they have there now."""
        return len({each.student_id for each in self.placements if each.status in OPEN})

    @property
    def state(self) -> LoadState:
        """How full they are."""
        return load_state(self.students, self.supervisor.students)


class Checker(NamedTuple):
    """An organisation for which the viewer verifies this person's checks."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with everything about them that the viewer may see."""

    person: Person
    address: str
    records: Sequence[Record]
    placements: Sequence[Placed]
    supervisions: Sequence[Supervision]
    elsewhere: Sequence[Placed]
    waiting: dict[uuid.UUID, Waiting]
    checkers: Sequence[Checker] = ()

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id

    def waits_on(self, placed: Sequence[Placed]) -> Waiting:
        """Return what waits on some placements together."""
        found = [self.waiting.get(each.id, NOTHING) for each in placed]
        days = [each.oldest for each in found if each.oldest]
        return Waiting(
            sum(each.for_supervisor for each in found), min(days, default=None), sum(each.for_student for each in found)
        )


def find(viewer: Person, person_id: uuid.UUID) -> Someone | None:
    """Return a person as the viewer may see them; None for whom they may not see at all. Four statements."""
    today = clock.today()
    rows = db.session.execute(_person(viewer, person_id, today)).all()
    if not rows:
        return None
    placed = [Placed(*row) for row in db.session.execute(_placed(viewer, person_id, today))]
    records = [Record(*row) for row in db.session.execute(_records(viewer, person_id))]
    waiting = dict(on_placements([each.id for each in placed]))
    own = [each for each in placed if each.person_id == person_id]
    supervised = [each for each in placed if each.capacity is not None and _still(each, today)]
    supervisions = list(_supervisions(viewer, rows, supervised))
    homes = {each.supervisor.provider.id for each in supervisions}
    elsewhere = [each for each in supervised if each.provider_id not in homes]
    checkers = _checkers(viewer, records, own, supervisions, today)
    return Someone(rows[0][0], rows[0][1] or "", records, own, supervisions, elsewhere, waiting, checkers)


def _checkers(
    viewer: Person,
    records: Sequence[Record],
    placed: Sequence[Placed],
    supervisions: Sequence[Supervision],
    today: date,
) -> list[Checker]:
    """Return the organisations of the viewer, as an officer, that have to do with somebody's checks."""
    offices = officer_of(viewer)
    found = {
        *(Checker(each.university_id, each.university) for each in records),
        *(Checker(each.provider_id, each.provider) for each in placed if each.status in OPEN and each.ends >= today),
        *(Checker(each.supervisor.provider.id, each.supervisor.provider.name) for each in supervisions),
    }
    return sorted((each for each in found if each.id in offices), key=lambda each: each.name)


def _still(placed: Placed, today: date) -> bool:
    return placed.assigned_until is None or placed.assigned_until >= today


def _supervisions(viewer: Person, rows: Sequence[Any], supervised: Sequence[Placed]) -> Any:
    hosts = standing(viewer).hosts()
    for person, _address, provider, profile, students in rows:
        if provider is not None:
            there = [each for each in supervised if each.provider_id == provider.id]
            knows_all = provider.id in hosts or viewer.id == person.id
            yield Supervision(Supervisor(person, provider, profile, students), there, knows_all)


def _person(viewer: Person, person_id: uuid.UUID, today: date) -> sa.Select[Any]:
    """Return the person once for each provider they supervise for that the viewer knows, or once without any."""
    member = sa.and_(
        Membership.person_id == Person.id,
        Membership.role == MembershipRole.SUPERVISOR,
        Membership.confirmed,
        Membership.starts <= today,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
        Membership.organisation_id.in_(placements.known_providers(viewer)),
    )
    profile = sa.and_(
        SupervisorProfile.person_id == Person.id, SupervisorProfile.provider_id == Membership.organisation_id
    )
    year = SupervisorCapacity.year == year_of(today)
    address = sa.and_(Address.person_id == Person.id, Address.kind == AddressKind.SIGN_IN)
    known = (
        Person.id == viewer.id,
        placements.is_known_student(viewer, Person.id),
        placements.is_colleague(viewer, Person.id),
    )
    columns: tuple[Any, ...] = (Person, Address.written, Organisation, SupervisorProfile, SupervisorCapacity.students)
    wanted: sa.Select[Any] = sa.select(*columns)
    wanted = wanted.outerjoin(Address, address).outerjoin(Membership, member)
    wanted = wanted.outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    wanted = wanted.outerjoin(SupervisorProfile, profile)
    capacity = sa.and_(SupervisorCapacity.profile_id == SupervisorProfile.id, year)
    wanted = wanted.outerjoin(SupervisorCapacity, capacity)
    return wanted.where(Person.id == person_id, sa.or_(*known)).order_by(Organisation.name)


def _placed(viewer: Person, person_id: uuid.UUID, today: date) -> sa.Select[Any]:
    """Return the placements of a person as student, and those they supervise, that the viewer may see."""
    site = main_site()
    provider = aliased(Organisation)
    link = sa.and_(
        Assignment.placement_id == Placement.id,
        Assignment.person_id == person_id,
        Assignment.capacity.in_(SUPERVISING),
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
    )
    columns: tuple[Any, ...] = (
        *(Placement.id, Placement.student_id, Person.name, Person.id, Organisation.name, Stage.name),
        *(provider.id, provider.name, Placement.status, Placement.starts, Placement.ends),
        *(site.id, site.name, site.phone, supervisors_today(today), tutors_today(today)),
        *(sa.type_coerce(Assignment.capacity, sa.String), Assignment.ends),
    )
    wanted: sa.Select[Any] = (
        sa.select(*columns)
        .select_from(Placement)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Person, Person.id == StudentRecord.person_id)
        .join(Organisation, Organisation.id == Placement.university_id)
        .join(provider, provider.id == Placement.provider_id)
        .join(Stage, Stage.id == Placement.stage_id)
        .outerjoin(Assignment, link)
    )
    theirs = sa.or_(StudentRecord.person_id == person_id, Assignment.id.is_not(None))
    ordered = at_main_site(wanted, site).where(theirs, placements.is_visible(viewer))
    return ordered.order_by(Placement.starts.desc(), Placement.id)


def _records(viewer: Person, person_id: uuid.UUID) -> sa.Select[Any]:
    """Return the student records of a person that the viewer reads as part of a programme, with the kept state."""
    links = standing(viewer)
    kept = sa.and_(StudentProgress.student_id == StudentRecord.id, StudentProgress.stage_id == StudentRecord.stage_id)
    columns = (Programme.name, Organisation.name, Cohort.name, Stage.name, Programme.id, Programme.university_id)
    tutored = sa.select(Placement.student_id).where(
        Placement.id.in_(links.placements_as({"tutor"})), Placement.student_id == StudentRecord.id
    )
    may_read = sa.or_(
        StudentRecord.id.in_(links.own_records()),
        Programme.id.in_(links.programmes_as(READING_KINDS)),
        tutored.correlate(StudentRecord).exists(),
    )
    return (
        sa.select(StudentRecord.id, *columns, StudentProgress.state, StudentProgress.reasons)
        .join(Stage, Stage.id == StudentRecord.stage_id)
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .join(Organisation, Organisation.id == Programme.university_id)
        .outerjoin(StudentProgress, kept)
        .where(StudentRecord.person_id == person_id, may_read)
        .order_by(Organisation.name, Cohort.start_year.desc(), StudentRecord.id)
    )
