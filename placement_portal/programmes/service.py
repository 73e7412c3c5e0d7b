"""What can be done to programmes: versions, cohorts, stages, categories, rules, roles and students."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import Base, db
from placement_portal.organisations import service as organisations
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.programmes import events
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
from placement_portal.programmes.policy import duties, programme_of
from placement_portal.programmes.rules import (
    CATEGORY_PRESET,
    CategoryGroup,
    CohortMode,
    NotePolicy,
    ProgrammeRoleKind,
    RuleBasis,
    RuleKind,
    RuleUnit,
    StudentStatus,
)
from placement_portal.transaction import Difference
from placement_portal.web.labels import label

Row = TypeVar("Row", bound=Base)
WHAT_FOR_LENGTH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts:
    """What is chosen for a version of a programme."""

    name: str
    note_policy: NotePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFacts:
    """What is chosen for a category; the code never changes."""

    name: str
    group: CategoryGroup
    counts: bool
    needs_slot: bool
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortFacts:
    """What is chosen for a cohort."""

    name: str
    start_year: int
    mode: CohortMode


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFacts:
    """A term: both days count."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """What is chosen for a stage: both days count; no terms means that it is one long term."""

    name: str
    starts: date
    ends: date
    terms: Sequence[TermFacts]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """One rule as it is asked for: minutes, sessions, or days of the longest gap; no group means every group."""

    kind: RuleKind
    name: str
    groups: Sequence[CategoryGroup]
    unit: RuleUnit | None
    amount: int
    basis: RuleBasis


def add_programme(university: Organisation, name: str, first: VersionFacts, *, by: Person) -> Programme:
    """Add a programme with its first version; who adds it co-ordinates it, except administrators."""
    programme = _keep(Programme(university_id=university.id, name=name))
    _record(programme, programme, events.ProgrammeAdded(name=name), by)
    add_version(programme, first, by=by)
    if not duties(by).administers(university.id):
        give_role(programme, by, ProgrammeRoleKind.UNIVERSITY_COORDINATOR, starts=clock.today(), ends=None, by=by)
    return programme


def rename(programme: Programme, name: str, *, by: Person, shown: int | None = None) -> None:
    """Give a programme another name; raise `Moved` for a stale form."""
    transaction.check_version(programme, shown, [Difference("Name", name, programme.name)])
    renamed = events.ProgrammeRenamed(before=programme.name, after=name)
    programme.name = name
    _record(programme, programme, renamed, by)


def add_version(programme: Programme, facts: VersionFacts, *, by: Person) -> ProgrammeVersion:
    """Add a version with the categories of the newest one; the first version gets the preset."""
    before = db.session.scalars(
        sa.select(ProgrammeVersion)
        .where(ProgrammeVersion.programme_id == programme.id)
        .order_by(ProgrammeVersion.id.desc())
    ).first()
    version = _keep(ProgrammeVersion(programme_id=programme.id, **asdict(facts)))
    source = [each for each in before.categories if not each.retired] if before else CATEGORY_PRESET
    names = ("code", "name", "group", "counts", "needs_slot")
    for position, each in enumerate(source):
        kept = {name: getattr(each, name) for name in names}
        db.session.add(Category(programme_version_id=version.id, position=position, **kept))
    db.session.flush()
    _record(programme, version, events.ProgrammeVersionAdded(programme=programme.id, **asdict(facts)), by)
    return version


def change_version(version: ProgrammeVersion, facts: VersionFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a version's name or what it asks of notes; raise `Moved` for a stale form."""
    before, after = _changed(version, asdict(facts), shown)
    _record(version.programme, version, events.ProgrammeVersionChanged(before=before, after=after), by)


def add_category(version: ProgrammeVersion, code: str, facts: CategoryFacts, *, by: Person) -> Category:
    """Add a category at the end; raise `Refused` when the version has its code already."""
    given = {each.code.casefold() for each in version.categories}
    if code.casefold() in given:
        raise Refused(f"There is a category with the code {code} already.")
    position = max((each.position for each in version.categories), default=-1) + 1
    category = Category(programme_version_id=version.id, code=code, position=position, **asdict(facts))
    _keep(category)
    added = events.CategoryAdded(code=code, group=facts.group, counts=facts.counts)
    _record(version.programme, category, added, by)
    return category


def change_category(category: Category, facts: CategoryFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a category for every cohort of its version; raise `Moved` for a stale form."""
    before, after = _changed(category, asdict(facts), shown)
    changed = events.CategoryChanged(code=category.code, before=before, after=after)
    _record(category.version_of.programme, category, changed, by)
    stages = sa.select(Stage.id).join(Stage.cohort)
    _touch(stages.where(Cohort.programme_version_id == category.programme_version_id))


def add_cohort(version: ProgrammeVersion, facts: CohortFacts, *, by: Person) -> Cohort:
    """Add a cohort that begins under a version."""
    cohort = _keep(Cohort(programme_version_id=version.id, **asdict(facts)))
    _record(version.programme, cohort, events.CohortAdded(**asdict(facts)), by)
    return cohort


def change_cohort(cohort: Cohort, facts: CohortFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a cohort's name, year or mode; raise `Moved` for a stale form."""
    before, after = _changed(cohort, asdict(facts), shown)
    _record(cohort.version_of.programme, cohort, events.CohortChanged(before=before, after=after), by)


def add_stage(cohort: Cohort, facts: StageFacts, *, by: Person) -> Stage:
    """Add the next stage of a cohort."""
    taken = db.session.scalar(sa.select(sa.func.max(Stage.position)).where(Stage.cohort_id == cohort.id)) or 0
    stage = Stage(cohort_id=cohort.id, name=facts.name, position=taken + 1, starts=facts.starts, ends=facts.ends)
    _keep(stage)
    _set_terms(stage, facts.terms)
    added = events.StageAdded(cohort=cohort.id, name=facts.name, starts=facts.starts, ends=facts.ends)
    _record(cohort.version_of.programme, stage, added, by)
    return stage


def change_stage(stage: Stage, facts: StageFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a stage's name, dates and terms; raise `Moved` for a stale form."""
    terms = [_plain_term(each) for each in stage.terms]
    before, after = _changed(stage, {"name": facts.name, "starts": facts.starts, "ends": facts.ends}, shown)
    _set_terms(stage, facts.terms)
    before, after = before | {"terms": terms}, after | {"terms": [_plain_term(each) for each in facts.terms]}
    _record(programme_of(stage), stage, events.StageChanged(before=before, after=after), by)
    transaction.touch(stage.id)


def make_rule_set(stage: Stage, wanted: Sequence[RuleFacts], *, by: Person, shown: int | None = None) -> RuleSet:
    """Make the next version of a stage's rules and put it in force; raise `Moved` unless `shown` is the last number."""
    last = db.session.scalar(sa.select(sa.func.max(RuleSet.number)).where(RuleSet.stage_id == stage.id)) or 0
    if shown is not None and shown != last:
        raise transaction.Moved([Difference("Version of the rules", str(shown), str(last))])
    db.session.execute(sa.update(RuleSet).where(RuleSet.stage_id == stage.id).values(in_force=False))
    made = _keep(RuleSet(stage_id=stage.id, number=last + 1, made_at=clock.now()))
    for position, facts in enumerate(wanted):
        groups = [each.value for each in facts.groups]
        db.session.add(Rule(rule_set_id=made.id, position=position, **(asdict(facts) | {"groups": groups})))
    db.session.flush()
    _record(
        programme_of(stage), made, events.RuleSetMade(number=made.number, rules=[asdict(each) for each in wanted]), by
    )
    transaction.touch(stage.id)
    return made


def give_role(
    programme: Programme, person: Person, kind: ProgrammeRoleKind, *, starts: date, ends: date | None, by: Person
) -> ProgrammeRole:
    """Give somebody a role from a day on; raise `Refused` when they have it."""
    if _has_role(programme, person, kind, starts):
        raise Refused(f"{person.name} has this role already.")
    given = ProgrammeRole(programme_id=programme.id, person_id=person.id, kind=kind, starts=starts, ends=ends)
    _keep(given)
    event = events.ProgrammeRoleGiven(person=person.id, kind=kind, starts=starts, ends=ends)
    _record(programme, given, event, by)
    return given


def end_role(role: ProgrammeRole, *, ends: date, by: Person, shown: int | None = None) -> None:
    """End a role after its last day; raise `Refused` before its first, `Moved` when stale."""
    transaction.check_version(role, shown)
    if ends < role.starts:
        raise Refused("The last day must not be before the first.")
    before, role.ends = role.ends, ends
    ended = events.ProgrammeRoleEnded(person=role.person_id, kind=role.kind, before=before, ends=ends)
    _record(role.programme, role, ended, by)


def add_student(stage: Stage, person: Person, *, by: Person) -> StudentRecord:
    """Put a person into the cohort of a stage; raise `Refused` when they are in it already."""
    there = sa.select(StudentRecord.id).where(StudentRecord.cohort_id == stage.cohort_id)
    if db.session.scalar(there.where(StudentRecord.person_id == person.id)):
        raise Refused(f"{person.name} is in this cohort already.")
    student = _keep(StudentRecord(person_id=person.id, cohort_id=stage.cohort_id, stage_id=stage.id))
    added = events.StudentAdded(person=person.id, cohort=stage.cohort_id, stage=stage.id)
    _record(programme_of(stage), student, added, by)
    transaction.touch(student.id)
    return student


def name_student(stage: Stage, name: str, address: str, *, by: Person) -> StudentRecord:
    """Invite whoever has an address, and put them into the cohort of a stage."""
    person = _invite(programme_of(stage), name, address, f"student, {stage.cohort.name}", by)
    return add_student(stage, person, by=by)


def name_role(
    programme: Programme,
    name: str,
    address: str,
    kind: ProgrammeRoleKind,
    *,
    starts: date,
    ends: date | None,
    by: Person,
) -> ProgrammeRole:
    """Invite whoever has an address, and give them a role."""
    person = _invite(programme, name, address, f"{label(kind).text}, {programme.name}", by)
    return give_role(programme, person, kind, starts=starts, ends=ends, by=by)


def change_student(
    student: StudentRecord, stage: Stage, status: StudentStatus, *, by: Person, shown: int | None = None
) -> None:
    """Move a student to another stage of the cohort or another status; raise `Moved` for a stale form."""
    transaction.check_version(student, shown)
    changed = events.StudentChanged(
        before_stage=student.stage_id, after_stage=stage.id, before=student.status, after=status
    )
    student.stage_id, student.status = stage.id, status
    _record(programme_of(student), student, changed, by)
    transaction.touch(student.id)


def set_balance(
    student: StudentRecord, group: CategoryGroup, *, minutes: int, sessions: int, source: str, by: Person
) -> None:
    """Set what a student had done of a group in the present stage before the portal began; nothing removes it."""
    wanted = sa.select(OpeningBalance).where(
        OpeningBalance.student_id == student.id,
        OpeningBalance.stage_id == student.stage_id,
        OpeningBalance.group == group,
    )
    kept = db.session.scalar(wanted)
    before = [kept.minutes, kept.sessions] if kept else [0, 0]
    if before == [minutes, sessions] and (kept is None or kept.source == source):
        return
    if kept is None:
        kept = OpeningBalance(student_id=student.id, stage_id=student.stage_id, group=group)
        db.session.add(kept)
    kept.minutes, kept.sessions, kept.source = minutes, sessions, source
    if not minutes and not sessions:
        db.session.delete(kept)
    set_ = events.OpeningBalanceSet(stage=student.stage_id, group=group, before=before, after=[minutes, sessions])
    _record(programme_of(student), student, set_, by)
    transaction.touch(student.id)


def _invite(programme: Programme, name: str, address: str, what_for: str, by: Person) -> Person:
    what_for = textwrap.shorten(what_for, WHAT_FOR_LENGTH, placeholder="…")
    return organisations.invite(programme.university, name=name, address=address, what_for=what_for, by=by).person


def _keep(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row


def _record(programme: Programme, on: Any, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=on.id, chain=programme.university_id, version=getattr(on, "version", 0))


def _changed(row: Any, facts: Mapping[str, Any], shown: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
    before = {name: getattr(row, name) for name in facts if getattr(row, name) != facts[name]}
    differences = [Difference(_words(name), _shown(facts[name]), _shown(before[name])) for name in before]
    transaction.check_version(row, shown, differences)
    for name, value in facts.items():
        setattr(row, name, value)
    return before, {name: facts[name] for name in before}


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shown(value: object) -> str:
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value).replace("_", " ")


def _set_terms(stage: Stage, wanted: Sequence[TermFacts]) -> None:
    for term in list(stage.terms):
        db.session.delete(term)
    stage.terms = [Term(**asdict(each)) for each in wanted]
    db.session.flush()


def _plain_term(term: Term | TermFacts) -> list[str]:
    return [term.name, term.starts.isoformat(), term.ends.isoformat()]


def _touch(stages: sa.Select[Any]) -> None:
    for stage_id in db.session.scalars(stages):
        transaction.touch(stage_id)


def _has_role(programme: Programme, person: Person, kind: ProgrammeRoleKind, starts: date) -> bool:
    held = sa.select(ProgrammeRole.id).where(
        ProgrammeRole.programme_id == programme.id,
        ProgrammeRole.person_id == person.id,
        ProgrammeRole.kind == kind,
        sa.or_(ProgrammeRole.ends.is_(None), ProgrammeRole.ends >= starts),
    )
    return db.session.scalar(held.limit(1)) is not None
