"""What can be found of a cohort: who needs somebody first, in a number of statements that does not grow."""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.cohorts import policy, rules
from placement_portal.cohorts.rules import CohortFilter
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import READING_KINDS, standing
from placement_portal.placements.rules import SUPERVISING, PlacementStatus
from placement_portal.programmes.models import (
    Cohort,
    Programme,
    ProgrammeVersion,
    Rule,
    RuleSet,
    Stage,
    StudentRecord,
)
from placement_portal.progress.models import StudentProgress as Kept
from placement_portal.progress.rules import NEVER, QUIET_DAYS, RuleState, Why, whys

NO_PLAN: Final = (RuleState.NEEDS_A_PLAN, RuleState.NOT_POSSIBLE)
_urgency: Final = sa.func.coalesce(Kept.urgency, 0)
_silence: Final = (Kept.urgency // NEVER) % NEVER
FIRST: Final = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many students each filter finds, the oldest day that their totals are of, and the names of their rules."""

    found: dict[CohortFilter, int]
    as_of: date | None
    rules: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Where a student is placed in their stage, and who supervises today."""

    providers: tuple[str, ...]
    supervisors: tuple[str, ...]


def find(viewer: Person, cohort_id: uuid.UUID) -> Cohort | None:
    """Return a cohort that exists for the viewer; None otherwise."""
    programme = joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme).joinedload(Programme.university)
    found = db.session.scalar(sa.select(Cohort).where(Cohort.id == cohort_id).options(programme))
    return found if found and _exists_for(viewer, found) else None


def students(viewer: Person, cohort: Cohort) -> sa.Select[Any]:
    """Return the students of a cohort whom the viewer may see, with what is kept of their present stage."""
    wanted = _with_totals(sa.select()).where(StudentRecord.cohort_id == cohort.id)
    return wanted if policy.sees_all(viewer, cohort) else wanted.where(_tutored(viewer))


def numbers(viewer: Person, cohort: Cohort, today: date) -> Numbers:
    """Return how many students each filter finds, in one statement."""
    ones = (sa.func.count(sa.case((which(viewer, each, today), 1))).label(each.name) for each in CohortFilter)
    oldest = sa.func.min(Kept.as_of)
    row = db.session.execute(students(viewer, cohort).add_columns(*ones, oldest, _rules_of(cohort))).one()
    *counts, as_of, named = row
    rules_ = sorted(set((named or "").splitlines()))
    return Numbers(dict(zip(CohortFilter, counts, strict=True)), as_of, rules_)


def who_needs_you_first(
    viewer: Person,
    cohort: Cohort,
    *,
    narrowed: CohortFilter,
    typed: str,
    after: uuid.UUID | None,
    today: date,
    whole: bool = False,
    rule: str = "",
) -> tuple[Sequence[Any], bool]:
    """Return one page of students, the most urgent first, and whether there are more; `whole` adds rules and weeks."""
    wanted = students(viewer, cohort).where(which(viewer, narrowed, today))
    if typed:
        wanted = wanted.where(StudentRecord.id.in_(_named(viewer, cohort, typed)))
    if rule:
        wanted = wanted.where(_falls_short_of(rule))
    cursor = _cursor(viewer, cohort, after) if after else None
    if cursor:
        wanted = wanted.where(_follows(*cursor))
    columns = (*LINE, Kept.results, Kept.weeks) if whole else LINE
    ordered = wanted.add_columns(*columns).order_by(_urgency.desc(), Person.name, StudentRecord.id)
    return rules.one_page(db.session.execute(ordered.limit(rules.PAGE + 1)).all())


def _rules_of(cohort: Cohort) -> Any:
    """Return the names of the rules in force in the years of a cohort, as one text of lines."""
    mine = (Stage.cohort_id == cohort.id, RuleSet.in_force)
    wanted = sa.select(sa.func.aggregate_strings(Rule.name, "\n")).select_from(Rule).join(RuleSet)
    return wanted.join(Stage, Stage.id == RuleSet.stage_id).where(*mine).scalar_subquery()


def _falls_short_of(rule: str) -> sa.ColumnElement[bool]:
    """Return the condition that a rule of a name is among the reasons to look, as they are kept."""
    about = f'"about": {json.dumps(rule)}'
    return sa.cast(Kept.reasons, sa.Text()).contains(about, autoescape=True)


def for_export(viewer: Person, cohort: Cohort) -> Iterable[Any]:
    """Return everybody in a cohort whom the viewer may see, with rules, the most urgent first."""
    wanted = students(viewer, cohort).add_columns(*LINE, *TOTALS, Kept.results)
    ordered = wanted.order_by(_urgency.desc(), Person.name, StudentRecord.id)
    # All at once: a page that only reads has no transaction, which a cursor of the server would need.
    return db.session.execute(ordered)


def around(people: Sequence[uuid.UUID], today: date) -> dict[uuid.UUID, Around]:
    """Return where some students are placed in their stage and who supervises them today, in one statement."""
    in_force = (
        Assignment.placement_id == Placement.id,
        Assignment.capacity.in_(SUPERVISING),
        Assignment.starts <= today,
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
    )
    wanted = (
        sa.select(Placement.student_id, Organisation.name, Person.name)
        .join(StudentRecord, sa.and_(StudentRecord.id == Placement.student_id, _same_stage()))
        .join(Organisation, Organisation.id == Placement.provider_id)
        .outerjoin(Assignment, sa.and_(*in_force))
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Placement.student_id.in_(people), Placement.status != PlacementStatus.DECLINED)
        .order_by(Placement.starts.desc(), Assignment.capacity, Person.name)
    )
    found: dict[uuid.UUID, list[tuple[str, str | None]]] = {}
    for student_id, provider, supervisor in db.session.execute(wanted):
        found.setdefault(student_id, []).append((provider, supervisor))
    return {student_id: _around(rows) for student_id, rows in found.items()}


def which(viewer: Person, narrowed: CohortFilter, today: date) -> sa.ColumnElement[bool]:
    """Return the condition that a filter stands for."""
    no_plan = Kept.state.in_(NO_PLAN)
    overdue = Kept.waiting_since <= today - timedelta(days=rules.CONFIRM_AFTER)
    conditions: dict[CohortFilter, sa.ColumnElement[bool]] = {
        CohortFilter.EVERYBODY: sa.true(),
        CohortFilter.ON_ME: sa.or_(no_plan, overdue),
        CohortFilter.ON_STUDENT: Kept.sent_back > 0,
        CohortFilter.ON_SUPERVISOR: Kept.waiting > 0,
        CohortFilter.NOT_POSSIBLE: Kept.state == RuleState.NOT_POSSIBLE,
        CohortFilter.NEEDS_PLAN: no_plan,
        CohortFilter.BEHIND: Kept.state == RuleState.BEHIND,
        CohortFilter.NOTHING_LOGGED: sa.and_(_silence >= QUIET_DAYS, _placed()),
        CohortFilter.NO_PLACEMENT: sa.not_(_placed()),
        CohortFilter.MINE: _tutored(viewer),
    }
    return conditions[narrowed]


LINE: Final = (
    StudentRecord.id,
    StudentRecord.status,
    Person.name,
    Stage.name.label("stage"),
    Kept.state,
    Kept.as_of,
    Kept.countable,
    Kept.waiting,
    Kept.waiting_since,
    Kept.sent_back,
    Kept.last_entry_day,
    Kept.reasons,
)
TOTALS: Final = (Kept.recorded, Kept.credited, Kept.submitted, Kept.verified)


def _exists_for(viewer: Person, cohort: Cohort) -> bool:
    links = standing(viewer)
    if cohort.version_of.programme_id in links.programmes_as(policy.COHORT_KINDS) or policy.administers(viewer, cohort):
        return True
    tutored = sa.select(StudentRecord.id).where(StudentRecord.cohort_id == cohort.id, _tutored(viewer))
    return bool(links.placements_as(policy.CAPACITIES)) and db.session.scalar(tutored.limit(1)) is not None


def _with_totals(wanted: sa.Select[Any]) -> sa.Select[Any]:
    kept = sa.and_(Kept.student_id == StudentRecord.id, Kept.stage_id == StudentRecord.stage_id)
    return (
        wanted.select_from(StudentRecord)
        .join(Person, Person.id == StudentRecord.person_id)
        .join(Stage, Stage.id == StudentRecord.stage_id)
        .outerjoin(Kept, kept)
    )


def _tutored(viewer: Person) -> sa.ColumnElement[bool]:
    placements = standing(viewer).placements_as(policy.CAPACITIES)
    return StudentRecord.id.in_(sa.select(Placement.student_id).where(Placement.id.in_(placements)))


def _same_stage() -> sa.ColumnElement[bool]:
    return Placement.stage_id == StudentRecord.stage_id


def _placed() -> sa.ColumnElement[bool]:
    mine = (Placement.student_id == StudentRecord.id, _same_stage(), Placement.status != PlacementStatus.DECLINED)
    return sa.exists().where(*mine).correlate(StudentRecord)


def _named(viewer: Person, cohort: Cohort, typed: str) -> list[uuid.UUID]:
    """Return who has a name like what was typed; worked out here, since databases fold names each in their own way."""
    rows = db.session.execute(students(viewer, cohort).add_columns(StudentRecord.id, Person.name))
    return [student_id for student_id, name in rows if rules.matches(name, typed)]


def _cursor(viewer: Person, cohort: Cohort, after: uuid.UUID) -> Any:
    place = students(viewer, cohort).add_columns(_urgency, Person.name, StudentRecord.id)
    return db.session.execute(place.where(StudentRecord.id == after)).one_or_none()


def _follows(urgency: int, name: str, student_id: uuid.UUID) -> sa.ColumnElement[bool]:
    later = sa.tuple_(Person.name, StudentRecord.id) > sa.tuple_(
        sa.literal(name, Person.name.type), sa.literal(student_id, sa.Uuid())
    )
    return sa.or_(_urgency < urgency, sa.and_(_urgency == urgency, later))


def _around(rows: Iterable[tuple[str, str | None]]) -> Around:
    known = list(rows)
    providers = rules.in_order(provider for provider, _ in known)
    return Around(tuple(providers), tuple(rules.in_order(name for _, name in known if name)))


# Cohorts at a glance, for the home of those who see several -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class First:
    """One of those who need somebody first, with why."""

    id: uuid.UUID
    name: str
    state: RuleState | None
    as_of: date | None
    whys: Sequence[Why]


@dataclass(frozen=True, slots=True)
class Glance:
    """One cohort: its names, how many there are, who needs a plan or waits, and the first who need somebody."""

    id: uuid.UUID
    name: str
    programme: str
    students: int
    needs_plan: int
    on_supervisor: int
    on_student: int
    first: tuple[First, ...]


def at_a_glance(viewer: Person) -> list[Glance]:
    """Return every cohort of which the viewer sees students, with the five who need somebody first; two statements."""
    first: dict[uuid.UUID, list[First]] = {}
    for line in db.session.execute(_first(viewer)):
        each = First(line.id, line.name, line.state, line.as_of, whys(line.reasons or ()))
        first.setdefault(line.cohort_id, []).append(each)
    columns: tuple[Any, ...] = (
        Cohort.id,
        Cohort.name,
        Programme.name.label("programme"),
        sa.func.count().label("students"),
        sa.func.count(sa.case((Kept.state.in_(NO_PLAN), 1))).label("needs_plan"),
        sa.func.count(sa.case((Kept.waiting > 0, 1))).label("on_supervisor"),
        sa.func.count(sa.case((Kept.sent_back > 0, 1))).label("on_student"),
    )
    wanted: sa.Select[Any] = _of_viewer(viewer).add_columns(*columns).group_by(Cohort.id, Cohort.name, Programme.name)
    rows = db.session.execute(wanted.order_by(Programme.name, Cohort.name, Cohort.id)).mappings()
    return [Glance(**row, first=tuple(first.get(row["id"], ()))) for row in rows]


def _of_viewer(viewer: Person) -> sa.Select[Any]:
    seen = standing(viewer).programmes_as(READING_KINDS)
    return (
        _with_totals(sa.select())
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(sa.or_(Programme.id.in_(seen), _tutored(viewer)))
    )


def _first(viewer: Person) -> sa.Select[Any]:
    order = (_urgency.desc(), Person.name, StudentRecord.id)
    place = sa.func.row_number().over(partition_by=StudentRecord.cohort_id, order_by=order).label("place")
    columns = (StudentRecord.cohort_id, StudentRecord.id, Person.name, Kept.state, Kept.as_of, Kept.reasons, place)
    ranked = _of_viewer(viewer).add_columns(*columns).subquery()
    return sa.select(ranked).where(ranked.c.place <= FIRST).order_by(ranked.c.cohort_id, ranked.c.place)
