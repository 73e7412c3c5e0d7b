"""A believable world in a test database: plain functions that add people, courses, settings and placements."""

import functools
import itertools
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from argon2 import PasswordHasher

from placement_portal import clock
from placement_portal.absences.models import Absence, AbsenceTold, MakeUp
from placement_portal.absences.rules import AbsenceKind, ToldWhom
from placement_portal.accounts.models import Address, Credential, Person, WorkPhone
from placement_portal.accounts.rules import AddressKind, normal_address
from placement_portal.database import db
from placement_portal.frameworks import service as frameworks
from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.frameworks.queries import whole as whole_framework
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.matching.models import Round, RoundStage, Wish
from placement_portal.matching.rules import RoundStatus
from placement_portal.names import service as names
from placement_portal.offers.models import Offer, OfferPlace, OfferUniversity
from placement_portal.offers.rules import ClientGroup, PlaceState
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, PlacementSite, TimetableRow
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus, SizeBand, SlotKind, next_code
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import year_of
from placement_portal.programmes.models import (
    Category,
    Cohort,
    OpeningBalance,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Rule,
    RuleSet,
    Stage,
    StudentRecord,
    Term,
)
from placement_portal.programmes.rules import (
    CATEGORY_PRESET,
    CategoryGroup,
    CohortMode,
    ProgrammeRoleKind,
    RuleBasis,
    RuleKind,
    RuleUnit,
    StudentStatus,
)
from placement_portal.sites.models import Closure, Site, SiteTerm
from placement_portal.sites.rules import SiteKind
from placement_portal.students.models import Adjustment
from placement_portal.students.rules import AdjustmentKind
from placement_portal.supervision.models import SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import SupervisionCapacity, SupervisionMode, SupervisionStatus
from tests.house.again import built_once

PASSWORD = "quiet corridor piano"
STAGE_BEGAN, STAGE_ENDS = -100, 200
PLACEMENT_BEGAN, PLACEMENT_ENDS = -90, 120
LEFT_IN_GRACE, LEFT_LONG_AGO = -7, -60

Row = TypeVar("Row")
_numbers = itertools.count(1)


def in_days(days: int) -> date:
    """Return the day that many days from today; negative is in the past."""
    return clock.today() + timedelta(days=days)


def _add(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row


@functools.cache
def _hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


# People -------------------------------------------------------------------------------------------


def person(name: str = "", *, address: str = "", account: bool = True) -> Person:
    """Add a person; with an account they sign in with `address` and `PASSWORD`."""
    number = next(_numbers)
    name = name or f"Person {number}"
    written = address or f"person.{number}@example.org"
    someone = _add(Person(name=name, created_at=clock.now()))
    names.keep(someone.id, name)
    kind = AddressKind.SIGN_IN if account else AddressKind.CONTACT
    confirmed = clock.now() if account else None
    _add(
        Address(
            person_id=someone.id, kind=kind, written=written, folded=normal_address(written), confirmed_at=confirmed
        )
    )
    if account:
        _add(Credential(person_id=someone.id, hash=_hash(), changed_at=clock.now()))
    return someone


def address_of(someone: Person) -> str:
    """Return the first address of a person as it was written."""
    return someone.addresses[0].written


# Organisations ------------------------------------------------------------------------------------


def university(name: str = "", **settings: Any) -> Organisation:
    """Add a university."""
    name = name or f"University {next(_numbers)}"
    return _add(Organisation(kind=OrganisationKind.UNIVERSITY, name=name, **settings))


def provider(name: str = "", **settings: Any) -> Organisation:
    """Add a provider."""
    name = name or f"Provider {next(_numbers)}"
    return _add(Organisation(kind=OrganisationKind.PROVIDER, name=name, **settings))


def partnership(one: Organisation, other: Organisation, *, since: int = STAGE_BEGAN) -> Partnership:
    """Let a university and a provider work together since that many days from today."""
    return _add(Partnership(university_id=one.id, provider_id=other.id, starts=in_days(since)))


def member(
    someone: Person, of: Organisation, role: MembershipRole, *, starts: date | None = None, ends: date | None = None
) -> Membership:
    """Give a person a role in an organisation."""
    starts = starts or in_days(STAGE_BEGAN)
    return _add(Membership(person_id=someone.id, organisation_id=of.id, role=role, starts=starts, ends=ends))


def supervising(of: Organisation, someone: Person | None = None, *, ends: date | None = None) -> Person:
    """Let somebody, or somebody new, supervise for a provider."""
    someone = someone or person()
    member(someone, of, MembershipRole.SUPERVISOR, ends=ends)
    return someone


def supervisor_profile(
    someone: Person, of: Organisation, *, students: int | None = None, **facts: Any
) -> SupervisorProfile:
    """Say what somebody brings to a provider as supervisor, and how many students they can take this year."""
    made = _add(SupervisorProfile(person_id=someone.id, provider_id=of.id, **facts))
    if students is not None:
        year = year_of(clock.today())
        _add(SupervisorCapacity(profile_id=made.id, year=year, students=students))
    return made


# Programmes ---------------------------------------------------------------------------------------


def programme(of: Organisation, name: str = "MA Music Therapy") -> Programme:
    """Add a programme of a university."""
    return _add(Programme(university_id=of.id, name=name))


def version(of: Programme, name: str = "2026", *, categories: bool = True, **settings: Any) -> ProgrammeVersion:
    """Add a version of a programme, with the preset categories unless told otherwise."""
    made = _add(ProgrammeVersion(programme_id=of.id, name=name, **settings))
    for position, preset in enumerate(CATEGORY_PRESET if categories else ()):
        kept = {field.name: getattr(preset, field.name) for field in fields(preset)}
        db.session.add(Category(programme_version_id=made.id, position=position, **kept))
    db.session.flush()
    return made


def category(of: ProgrammeVersion, code: str) -> Category:
    """Return a category of a version by its code, such as DIR-I, OBS, PREP, SUP-I, TRN, TRV."""
    return next(each for each in of.categories if each.code == code)


def cohort(of: ProgrammeVersion, name: str = "Autumn start", mode: CohortMode = CohortMode.FULL_TIME) -> Cohort:
    """Add a cohort of a version."""
    year = in_days(STAGE_BEGAN).year
    return _add(Cohort(programme_version_id=of.id, name=name, start_year=year, mode=mode))


def stage(of: Cohort, position: int = 1, *, starts: date | None = None, ends: date | None = None) -> Stage:
    """Add a stage of a cohort, which is one term long."""
    first, last = starts or in_days(STAGE_BEGAN), ends or in_days(STAGE_ENDS)
    made = _add(Stage(cohort_id=of.id, name=f"Year {position}", position=position, starts=first, ends=last))
    _add(Term(stage_id=made.id, name="The year", starts=first, ends=last))
    return made


def rule_set(of: Stage, *rules: Rule, number: int = 1) -> RuleSet:
    """Give a stage rules; without any, 60 hours of direct work and never more than 14 days without it."""
    made = _add(RuleSet(stage_id=of.id, number=number, made_at=clock.now(), starts=in_days(STAGE_BEGAN)))
    for position, each in enumerate(rules or (minimum(60), longest_gap(14))):
        each.rule_set_id, each.position = made.id, position
        each.codes, each.more = each.codes or [], each.more or {}
        db.session.add(each)
    db.session.flush()
    return made


def minimum(
    amount: int, *groups: CategoryGroup, unit: RuleUnit = RuleUnit.HOURS, name: str = "Time with clients"
) -> Rule:
    """Return a rule that asks for hours (or sessions) of some groups; `amount` in the minutes of those hours."""
    amount = amount * 60 if unit is RuleUnit.HOURS else amount
    chosen = [each.value for each in groups or (CategoryGroup.DIRECT,)]
    return Rule(kind=RuleKind.MINIMUM, name=name, groups=chosen, unit=unit, amount=amount, basis=RuleBasis.PROGRAMME)


def longest_gap(days: int, *groups: CategoryGroup, name: str = "Never long without clients") -> Rule:
    """Return a rule that asks for no more than `days` between sessions of some groups."""
    chosen = [each.value for each in groups or (CategoryGroup.DIRECT,)]
    return Rule(kind=RuleKind.LONGEST_GAP, name=name, groups=chosen, amount=days, basis=RuleBasis.EXAMPLE)


def framework(of: ProgrammeVersion, name: str = "On placement", *, publish: bool = True) -> FrameworkVersion:
    """Add a framework with what the shipped example says; a published one is what the version is looked at with."""
    source = frameworks.Source(content=frameworks.example(), note="Check with your programme.")
    by = person("Who wrote it", account=False)
    made = frameworks.start(of.programme, name, source, by=by)
    if publish:
        frameworks.publish(made, by=by)
        frameworks.choose(of, made, by=by)
    db.session.flush()
    return whole_framework(made)


def programme_role(
    someone: Person,
    of: Programme,
    kind: ProgrammeRoleKind,
    *,
    starts: date | None = None,
    ends: date | None = None,
) -> ProgrammeRole:
    """Give a person a role in a programme."""
    starts = starts or in_days(STAGE_BEGAN)
    return _add(ProgrammeRole(person_id=someone.id, programme_id=of.id, kind=kind, starts=starts, ends=ends))


def student(someone: Person, at: Stage, *, status: StudentStatus = StudentStatus.ACTIVE) -> StudentRecord:
    """Put a person into the cohort of a stage, in that stage."""
    left = in_days(0) if status is StudentStatus.WITHDRAWN else None
    ids = {"person_id": someone.id, "cohort_id": at.cohort_id, "stage_id": at.id}
    return _add(StudentRecord(**ids, status=status, withdrawn_on=left))


def opening_balance(
    of: StudentRecord, group: CategoryGroup = CategoryGroup.DIRECT, *, minutes: int = 600, sessions: int = 12
) -> OpeningBalance:
    """Credit a student with what was done before the portal began."""
    made = OpeningBalance(
        student_id=of.id, stage_id=of.stage_id, group=group, minutes=minutes, sessions=sessions, source="Paper log"
    )
    return _add(made)


def adjustment(
    of: StudentRecord, by: Person, *, words: str = "", kind: AdjustmentKind = AdjustmentKind.BREAKS, **settings: Any
) -> Adjustment:
    """Record an adjustment of a student, which no setting sees."""
    settings = {"starts": in_days(-10), "recorded_at": clock.now(), **settings}
    return _add(Adjustment(student_id=of.id, recorded_by_id=by.id, kind=kind, words=words, **settings))


# Settings -----------------------------------------------------------------------------------------


def site(of: Organisation, name: str = "", kind: SiteKind = SiteKind.SPECIAL_SCHOOL, **settings: Any) -> Site:
    """Add a setting of a provider."""
    made = _add(Site(provider_id=of.id, name=name or f"School {next(_numbers)}", kind=kind, **settings))
    names.keep(made.id, made.name)
    return made


def closure(of: Site, starts: date, ends: date | None = None, name: str = "Half term") -> Closure:
    """Close a setting from a day to a day."""
    return _add(Closure(site_id=of.id, starts=starts, ends=ends or starts, name=name))


def site_term(of: Site, starts: date, ends: date, name: str = "Spring term") -> SiteTerm:
    """Give a setting a term from a day to a day."""
    return _add(SiteTerm(site_id=of.id, starts=starts, ends=ends, name=name))


# Placements ---------------------------------------------------------------------------------------


def placement(
    of: StudentRecord,
    *at: Site,
    starts: date | None = None,
    ends: date | None = None,
    status: PlacementStatus = PlacementStatus.ACTIVE,
    days_a_week: str = "2",
) -> Placement:
    """Place a student, in their stage, at settings of one provider; the first setting is the main one."""
    course_ = of.cohort.version_of.programme
    made = Placement(
        student_id=of.id,
        stage_id=of.stage_id,
        programme_id=course_.id,
        university_id=course_.university_id,
        provider_id=at[0].provider_id,
        starts=starts or in_days(PLACEMENT_BEGAN),
        ends=ends or in_days(PLACEMENT_ENDS),
        days_a_week=Decimal(days_a_week),
        status=status,
    )
    made.sites = [PlacementSite(site_id=each.id, position=position) for position, each in enumerate(at)]
    return _add(made)


def assign(
    someone: Person,
    to: Placement,
    capacity: AssignmentCapacity = AssignmentCapacity.SUPERVISOR,
    *,
    starts: date | None = None,
    ends: date | None = None,
) -> Assignment:
    """Assign a supervisor or tutor to a placement, from its first day and open unless told otherwise."""
    starts = starts or to.starts
    return _add(Assignment(placement_id=to.id, person_id=someone.id, capacity=capacity, starts=starts, ends=ends))


def slot(of: Placement, kind: SlotKind = SlotKind.INDIVIDUAL, **settings: Any) -> CaseloadSlot:
    """Open a client or a group; the code is the next free one."""
    code = next_code(kind, [each.code for each in db.session.query(CaseloadSlot).filter_by(placement_id=of.id)])
    band = SizeBand.TWO_TO_FOUR if kind is SlotKind.GROUP else None
    settings = {"size_band": band, "consent_on": of.starts, "planned_last": of.ends, **settings}
    return _add(CaseloadSlot(placement_id=of.id, code=code, kind=kind, **settings))


def timetable_row(
    of: Placement,
    weekday: int,
    start: time,
    what: Category,
    *,
    whom: CaseloadSlot | None = None,
    minutes: int = 45,
) -> TimetableRow:
    """Add a weekly habit at the main setting; Monday is 0."""
    made = TimetableRow(
        placement_id=of.id,
        site_id=of.sites[0].site_id,
        weekday=weekday,
        start=start,
        minutes=minutes,
        category_id=what.id,
        slot_id=whom.id if whom else None,
    )
    return _add(made)


def entry(
    of: Placement,
    day: date,
    *,
    status: EntryStatus = EntryStatus.DRAFT,
    code: str = "DIR-I",
    whom: CaseloadSlot | None = None,
    start: time = time(10, 0),
    minutes: int = 45,
    outcome: SessionOutcome = SessionOutcome.TOOK_PLACE,
    **settings: Any,
) -> Entry:
    """Add an entry as it stands, written by the placement's student; versions and decisions are left out."""
    year, week, _ = day.isocalendar()
    made = Entry(
        placement_id=of.id,
        author_id=of.student.person_id,
        site_id=of.sites[0].site_id,
        category_id=category(of.student.cohort.version_of, code).id,
        slot_id=whom.id if whom else None,
        day=day,
        week=year * 100 + week,
        start=start,
        planned_minutes=minutes,
        minutes=minutes if outcome is SessionOutcome.TOOK_PLACE else 0,
        outcome=outcome,
        status=status,
        **settings,
    )
    return _add(made)


def session(
    of: Placement,
    day: date,
    supervisor: Person,
    *,
    status: SupervisionStatus = SupervisionStatus.DRAFT,
    start: time = time(14, 0),
    minutes: int = 60,
    present: int = 1,
    by: Person | None = None,
    **settings: Any,
) -> SupervisionPart:
    """Add a student's record of a supervision session as it stands, written by the student unless told otherwise."""
    mode = SupervisionMode.INDIVIDUAL if present == 1 else SupervisionMode.GROUP
    held = _add(SupervisionSession(supervisor_id=supervisor.id, capacity=SupervisionCapacity.ON_SITE, mode=mode))
    student_id = of.student.person_id
    made = SupervisionPart(
        session_id=held.id,
        placement_id=of.id,
        student_id=student_id,
        author_id=by.id if by else student_id,
        day=day,
        start=start,
        minutes=minutes,
        present=present,
        status=status,
        **settings,
    )
    return _add(made)


def work_phone(someone: Person, number: str = "01632 960 001", *, takes_texts: bool = False) -> WorkPhone:
    """Let somebody be reached at a number."""
    return _add(WorkPhone(person_id=someone.id, number=number, takes_texts=takes_texts))


def absence(
    of: Placement,
    starts: date,
    ends: date | None = None,
    *,
    kind: AbsenceKind = AbsenceKind.TOLD_ON_THE_DAY,
    told: Iterable[ToldWhom] = (),
    **settings: Any,
) -> Absence:
    """Let the student of a placement be away from a day to a day."""
    made = Absence(
        placement_id=of.id,
        starts=starts,
        ends=ends or starts,
        kind=kind,
        noted_at=clock.now(),
        noted_by_id=of.student.person_id,
        **settings,
    )
    made.told = [AbsenceTold(whom=each, at=clock.now()) for each in told]
    return _add(made)


def make_up(of: Absence, day: date, *, minutes: int = 45, start: time | None = None, at: Site | None = None) -> MakeUp:
    """Plan to make an absence up on a day, at the main setting unless told otherwise."""
    site_id = at.id if at else db.session.get_one(Placement, of.placement_id).sites[0].site_id
    return _add(MakeUp(absence_id=of.id, site_id=site_id, day=day, start=start, minutes=minutes))


# Offers -------------------------------------------------------------------------------------------


def offer(
    at: Site,
    *seen_by: Organisation,
    starts: date | None = None,
    ends: date | None = None,
    supervisor: Person | None = None,
    **settings: Any,
) -> Offer:
    """Offer a place at a setting on Tuesdays to students of the first year of some universities."""
    kept: dict[str, Any] = {
        "provider_id": at.provider_id,
        "site_id": at.id,
        "supervisor_id": supervisor.id if supervisor else None,
        "years": [1],
        "weekdays": [1],
        "days_a_week": Decimal(1),
        "starts": starts or in_days(20),
        "ends": ends or in_days(120),
        "capacity": 1,
        "client_groups": [ClientGroup.PRIMARY.value],
    }
    made = Offer(**{**kept, **settings})
    made.universities = [OfferUniversity(university_id=each.id) for each in seen_by]
    return _add(made)


def place(
    of: Offer,
    university_: Organisation,
    by: Person,
    *,
    until: date | None = None,
    number: int = 1,
    state: PlaceState = PlaceState.HELD,
    placement_id: uuid.UUID | None = None,
) -> OfferPlace:
    """Let a university hold a place of an offer until a day, or fill it."""
    made = OfferPlace(
        offer_id=of.id,
        number=number,
        university_id=university_.id,
        state=state,
        until=until,
        placement_id=placement_id,
        by_id=by.id,
        at=clock.now(),
    )
    return _add(made)


# Matching -----------------------------------------------------------------------------------------


def matching_round(*stages: Stage, status: RoundStatus = RoundStatus.OPEN, **settings: Any) -> Round:
    """Plan a round for stages of one programme; open unless told otherwise."""
    of = stages[0].cohort.version_of.programme_id
    kept: dict[str, Any] = {"name": "Autumn matching", "opens": in_days(-5), "closes": in_days(20), "with_placed": True}
    made = Round(programme_id=of, status=status, **{**kept, **settings})
    made.stages = [RoundStage(stage_id=each.id) for each in stages]
    return _add(made)


def wish(of: StudentRecord, within: Round, *ranked: Offer, **said: Any) -> Wish:
    """Let a student rank offers in a round and say what binds them."""
    kept: dict[str, Any] = {"weekdays": [0, 1, 2, 3, 4], **said}
    ranking = [str(each.id) for each in ranked]
    return _add(Wish(round_id=within.id, student_id=of.id, ranking=ranking, changed_at=clock.now(), **kept))


# The cast -----------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Everybody that a permission test asks for, and what they stand around: `placement` is the student's."""

    student: Person
    other_student: Person
    foreign_student: Person
    supervisor: Person
    other_supervisor: Person
    former_supervisor_in_grace: Person
    former_supervisor: Person
    tutor: Person
    other_tutor: Person
    provider_coordinator: Person
    other_provider_coordinator: Person
    lead: Person
    university_coordinator: Person
    examiner: Person
    administrator: Person
    clearance_officer: Person
    safeguarding_lead: Person

    university: Organisation
    other_university: Organisation
    provider: Organisation
    other_provider: Organisation
    programme: Programme
    version: ProgrammeVersion
    cohort: Cohort
    stage: Stage
    rule_set: RuleSet
    site: Site
    other_site: Site
    record: StudentRecord
    other_record: StudentRecord
    foreign_record: StudentRecord
    placement: Placement
    other_placement: Placement
    foreign_placement: Placement
    slot: CaseloadSlot
    group: CaseloadSlot

    @property
    def people(self) -> dict[str, Person]:
        """Return the members of the cast by the name of their part."""
        return {part.name: getattr(self, part.name) for part in fields(self) if part.type in (Person, "Person")}


def course(at: Organisation, name: str) -> Stage:
    """Add a programme with a version, a cohort, a first stage and its rules; return the stage."""
    made = stage(cohort(version(programme(at, name))))
    rule_set(made)
    return made


@built_once
def the_cast() -> Cast:
    """Add two universities, two providers and everybody around three placements; call it once, inside `given()`."""
    us, them = university("University of the Fens"), university("Northmoor University")
    music, arts = provider("Fenland Music Service"), provider("Northmoor Arts Trust")
    partnership(us, music)
    partnership(them, music)
    year, their_year = course(us, "MA Music Therapy"), course(them, "MSc Art Therapy")
    school, centre = site(music, "Willow Bank School"), site(music, "Riverside Centre", SiteKind.CHILDRENS_CENTRE)
    site(arts, "Moor Lane Hospice", SiteKind.HOSPICE)
    parts = _people()
    record, other_record = student(parts["student"], year), student(parts["other_student"], year)
    foreign_record = student(parts["foreign_student"], their_year)
    ours, other = placement(record, school, centre), placement(other_record, school)
    foreign = placement(foreign_record, school)
    _give_roles(parts, year.cohort.version_of.programme, us, music, arts)
    _assign_all(parts, ours, other, foreign)
    one, group = slot(ours), slot(ours, SlotKind.GROUP)
    _timetable(ours, [one, group])
    return Cast(
        **parts,
        university=us,
        other_university=them,
        provider=music,
        other_provider=arts,
        programme=year.cohort.version_of.programme,
        version=year.cohort.version_of,
        cohort=year.cohort,
        stage=year,
        rule_set=db.session.query(RuleSet).filter_by(stage_id=year.id).one(),
        site=school,
        other_site=centre,
        record=record,
        other_record=other_record,
        foreign_record=foreign_record,
        placement=ours,
        other_placement=other,
        foreign_placement=foreign,
        slot=one,
        group=group,
    )


NAMES = {
    "student": "Siân Ŵyn-O'Neill",
    "other_student": "Þóra Jónsdóttir",
    "foreign_student": "王芳",
    "supervisor": "Maya Okafor",
    "other_supervisor": "Tom Baptiste",
    "former_supervisor_in_grace": "Ruth Adeyemi",
    "former_supervisor": "Colin Marsh",
    "tutor": "Dr Ines Calder",
    "other_tutor": "Jo Penhallow",
    "provider_coordinator": "Grace Lindqvist",
    "other_provider_coordinator": "Peter Amadi",
    "lead": "Professor Helen Voss",
    "university_coordinator": "Bashir Rahman",
    "examiner": "Dr Kiran Mehta",
    "administrator": "Alex Thorne",
    "clearance_officer": "Bronwen Achebe",
    "safeguarding_lead": "Imran Castellan",
}


def _people() -> dict[str, Person]:
    return {part: person(name, address=f"{part}@example.org") for part, name in NAMES.items()}


def _give_roles(
    parts: dict[str, Person], course_: Programme, us: Organisation, music: Organisation, arts: Organisation
) -> None:
    supervisors = ("supervisor", "other_supervisor", "former_supervisor_in_grace", "former_supervisor")
    for part in supervisors:
        member(parts[part], music, MembershipRole.SUPERVISOR)
    member(parts["provider_coordinator"], music, MembershipRole.PROVIDER_COORDINATOR)
    member(parts["other_provider_coordinator"], arts, MembershipRole.PROVIDER_COORDINATOR)
    member(parts["administrator"], us, MembershipRole.ADMINISTRATOR)
    member(parts["clearance_officer"], music, MembershipRole.CLEARANCE_OFFICER)
    member(parts["safeguarding_lead"], music, MembershipRole.SAFEGUARDING_LEAD)
    kinds = {
        "lead": ProgrammeRoleKind.LEAD,
        "university_coordinator": ProgrammeRoleKind.UNIVERSITY_COORDINATOR,
        "tutor": ProgrammeRoleKind.TUTOR,
        "other_tutor": ProgrammeRoleKind.TUTOR,
    }
    for part, kind in kinds.items():
        programme_role(parts[part], course_, kind)
    window = {"starts": in_days(-30), "ends": in_days(30)}
    programme_role(parts["examiner"], course_, ProgrammeRoleKind.EXTERNAL_EXAMINER, **window)


def _assign_all(parts: dict[str, Person], ours: Placement, other: Placement, foreign: Placement) -> None:
    assign(parts["supervisor"], ours)
    assign(parts["former_supervisor_in_grace"], ours, ends=in_days(LEFT_IN_GRACE))
    assign(parts["former_supervisor"], ours, ends=in_days(LEFT_LONG_AGO))
    assign(parts["tutor"], ours, AssignmentCapacity.TUTOR)
    assign(parts["other_supervisor"], other)
    assign(parts["other_tutor"], other, AssignmentCapacity.TUTOR)
    assign(parts["other_supervisor"], foreign)


def _timetable(of: Placement, whom: Iterable[CaseloadSlot]) -> None:
    codes = of.student.cohort.version_of
    for weekday, each in enumerate(whom, start=1):
        code = "DIR-G" if each.kind is SlotKind.GROUP else "DIR-I"
        timetable_row(of, weekday, time(10, 0), category(codes, code), whom=each)
