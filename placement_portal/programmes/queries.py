"""What can be found of programmes: the parts of one, its people, the rules of a stage in words."""

import uuid
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.queries import tie, worded
from placement_portal.organisations.rules import OrganisationKind
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
)
from placement_portal.programmes.policy import Part, belongs, duties, runs, sees
from placement_portal.programmes.rules import CategoryGroup, Demand, ProgrammeRoleKind
from placement_portal.programmes.rules.sentences import sentence as in_a_sentence
from placement_portal.web.labels import label

Found = TypeVar("Found", bound=Part)
STUDENTS_SHOWN = 50


def tie_of_roles() -> sa.Select[Any]:
    """Return who works for a university because of a role in one of its programmes."""
    words = worded(ProgrammeRole.kind, ProgrammeRoleKind)
    starts, ends = ProgrammeRole.starts, ProgrammeRole.ends
    made = tie(ProgrammeRole.person_id, Programme.university_id, words, starts=starts, ends=ends)
    return made.join(ProgrammeRole.programme)


def tie_of_students() -> sa.Select[Any]:
    """Return who belongs to a university as a student."""
    made = tie(StudentRecord.person_id, Programme.university_id, sa.literal("Student"), staff=False)
    return made.join(StudentRecord.cohort).join(Cohort.version_of).join(ProgrammeVersion.programme)


def find_university(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a university that the viewer belongs to; None otherwise."""
    found = db.session.get(Organisation, organisation_id)
    is_theirs = found and found.kind is OrganisationKind.UNIVERSITY and belongs(viewer, found)
    return found if is_theirs else None


def find(viewer: Person, programme_id: uuid.UUID) -> Programme | None:
    """Return a programme that exists for the viewer, with its university."""
    return _seen(viewer, sa.select(Programme).where(Programme.id == programme_id).options(_university()))


def find_version(viewer: Person, version_id: uuid.UUID) -> ProgrammeVersion | None:
    """Return a version of a programme that exists for the viewer."""
    up = joinedload(ProgrammeVersion.programme).joinedload(Programme.university)
    return _seen(viewer, sa.select(ProgrammeVersion).where(ProgrammeVersion.id == version_id).options(up))


def find_category(viewer: Person, category_id: uuid.UUID) -> Category | None:
    """Return a category of a programme that exists for the viewer."""
    up = joinedload(Category.version_of).joinedload(ProgrammeVersion.programme)
    return _seen(viewer, sa.select(Category).where(Category.id == category_id).options(up))


def find_cohort(viewer: Person, cohort_id: uuid.UUID) -> Cohort | None:
    """Return a cohort of a programme that exists for the viewer."""
    up = joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme).joinedload(Programme.university)
    return _seen(viewer, sa.select(Cohort).where(Cohort.id == cohort_id).options(up))


def find_stage(viewer: Person, stage_id: uuid.UUID) -> Stage | None:
    """Return a stage of a programme that exists for the viewer."""
    up = joinedload(Stage.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    return _seen(viewer, sa.select(Stage).where(Stage.id == stage_id).options(up))


def find_role(viewer: Person, role_id: uuid.UUID) -> ProgrammeRole | None:
    """Return a role in a programme that exists for the viewer."""
    parts = (joinedload(ProgrammeRole.programme), joinedload(ProgrammeRole.person))
    return _seen(viewer, sa.select(ProgrammeRole).where(ProgrammeRole.id == role_id).options(*parts))


def find_student(viewer: Person, student_id: uuid.UUID) -> StudentRecord | None:
    """Return a student record that is the viewer's own or of a programme that they run."""
    up = joinedload(StudentRecord.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    parts = (up, joinedload(StudentRecord.person), joinedload(StudentRecord.stage))
    found = db.session.scalar(sa.select(StudentRecord).where(StudentRecord.id == student_id).options(*parts))
    return found if found and (found.person_id == viewer.id or runs(viewer, found)) else None


def programmes_of(viewer: Person, university: Organisation) -> list[Programme]:
    """Return the programmes of a university that exist for the viewer, by name."""
    wanted = sa.select(Programme).where(Programme.university_id == university.id)
    if not duties(viewer).administers(university.id):
        wanted = wanted.where(Programme.id.in_(duties(viewer).programmes))
    return list(db.session.scalars(wanted.order_by(Programme.name)))


def names_beside(part: Organisation | Programme | ProgrammeVersion, but: Part | None = None) -> set[str]:
    """Return the names that programmes, versions or cohorts of one parent have; `but` is the one that is edited."""
    if isinstance(part, Organisation):
        wanted = sa.select(Programme.id, Programme.name).where(Programme.university_id == part.id)
    elif isinstance(part, Programme):
        wanted = sa.select(ProgrammeVersion.id, ProgrammeVersion.name)
        wanted = wanted.where(ProgrammeVersion.programme_id == part.id)
    else:
        wanted = sa.select(Cohort.id, Cohort.name).where(Cohort.programme_version_id == part.id)
    return {name for found, name in db.session.execute(wanted) if but is None or found != but.id}


def names_around(version: ProgrammeVersion) -> tuple[set[str], set[str]]:
    """Return the names that cohorts of a version have, and those of the versions beside it, in one statement."""
    cohorts = sa.select(sa.literal(True), Cohort.name).where(Cohort.programme_version_id == version.id)
    versions = sa.select(sa.literal(False), ProgrammeVersion.name)
    versions = versions.where(ProgrammeVersion.programme_id == version.programme_id)
    rows = db.session.execute(sa.union_all(cohorts, versions)).all()
    return {name for is_cohort, name in rows if is_cohort}, {name for is_cohort, name in rows if not is_cohort}


def run_by(viewer: Person) -> list[Programme]:
    """Return every programme in which the viewer has a role today, by university and name, with the university."""
    wanted = sa.select(Programme).join(Programme.university).where(Programme.id.in_(duties(viewer).programmes))
    return list(db.session.scalars(wanted.options(_university()).order_by(Organisation.name, Programme.name)))


def versions_of(programme: Programme) -> list[ProgrammeVersion]:
    """Return the versions of a programme, the newest first, with their cohorts and how many categories each has."""
    wanted = sa.select(ProgrammeVersion).where(ProgrammeVersion.programme_id == programme.id)
    parts = (selectinload(ProgrammeVersion.cohorts), selectinload(ProgrammeVersion.categories))
    return list(db.session.scalars(wanted.options(*parts).order_by(ProgrammeVersion.id.desc())))


def categories_of(version: ProgrammeVersion) -> list[Category]:
    """Return the categories of a version, those in use first, in their order."""
    wanted = sa.select(Category).where(Category.programme_version_id == version.id)
    return list(db.session.scalars(wanted.order_by(Category.retired, Category.position, Category.id)))


def stages_of(cohort: Cohort) -> list[Stage]:
    """Return the stages of a cohort in their order, with their terms."""
    wanted = sa.select(Stage).where(Stage.cohort_id == cohort.id).options(joinedload(Stage.terms))
    return list(db.session.scalars(wanted.order_by(Stage.position)).unique())


def students_of(cohort: Cohort, after: uuid.UUID | None = None) -> tuple[list[StudentRecord], bool]:
    """Return one page of the students of a cohort by name, with their stage, and whether there are more."""
    wanted = sa.select(StudentRecord).join(StudentRecord.person).where(StudentRecord.cohort_id == cohort.id)
    last = sa.select(Person.name, Person.id).join(StudentRecord, StudentRecord.person_id == Person.id)
    place = db.session.execute(last.where(StudentRecord.id == after)).one_or_none() if after else None
    if place:
        key = sa.tuple_(sa.literal(place.name, Person.name.type), sa.literal(place.id, sa.Uuid()))
        wanted = wanted.where(sa.tuple_(Person.name, Person.id) > key)
    parts = (joinedload(StudentRecord.person), joinedload(StudentRecord.stage))
    found = list(db.session.scalars(wanted.options(*parts).order_by(Person.name, Person.id).limit(STUDENTS_SHOWN + 1)))
    return found[:STUDENTS_SHOWN], len(found) > STUDENTS_SHOWN


def roles_of(programme: Programme) -> list[ProgrammeRole]:
    """Return who does what in a programme: those in force first, by kind and name."""
    wanted = sa.select(ProgrammeRole).join(ProgrammeRole.person).where(ProgrammeRole.programme_id == programme.id)
    ordered = wanted.options(joinedload(ProgrammeRole.person)).order_by(
        ProgrammeRole.kind, Person.name, ProgrammeRole.starts
    )
    today = clock.today()
    return sorted(db.session.scalars(ordered), key=lambda role: role.ends is not None and role.ends < today)


def balances_of(student: StudentRecord) -> list[OpeningBalance]:
    """Return what a student had done in the present stage before the portal began, by group."""
    wanted = sa.select(OpeningBalance).where(
        OpeningBalance.student_id == student.id, OpeningBalance.stage_id == student.stage_id
    )
    return list(db.session.scalars(wanted.order_by(OpeningBalance.group)))


def find_rule(viewer: Person, rule_id: uuid.UUID) -> Rule | None:
    """Return a rule of a programme that exists for the viewer."""
    up = joinedload(Rule.rule_set).joinedload(RuleSet.stage).joinedload(Stage.cohort).joinedload(Cohort.version_of)
    return _seen(viewer, sa.select(Rule).where(Rule.id == rule_id).options(up.joinedload(ProgrammeVersion.programme)))


def draft_of(stage: Stage) -> RuleSet | None:
    """Return the version of a stage's rules that is being written, with each rule; None when there is none."""
    wanted = sa.select(RuleSet).where(RuleSet.stage_id == stage.id, RuleSet.starts.is_(None))
    return db.session.scalars(wanted.options(selectinload(RuleSet.rules))).first()


def rule_set_of(stage: Stage) -> RuleSet | None:
    """Return the rules in force of a stage, with each rule; None when it has none."""
    wanted = sa.select(RuleSet).where(RuleSet.stage_id == stage.id, RuleSet.in_force)
    return db.session.scalars(wanted.options(selectinload(RuleSet.rules)).order_by(RuleSet.number.desc())).first()


def rule_sets_of(stages: Sequence[Stage]) -> dict[uuid.UUID, RuleSet]:
    """Return the rules in force of some stages by the stage's id, with each rule."""
    wanted = sa.select(RuleSet).where(RuleSet.stage_id.in_([each.id for each in stages]), RuleSet.in_force)
    found = db.session.scalars(wanted.options(joinedload(RuleSet.rules)).order_by(RuleSet.number)).unique()
    return {each.stage_id: each for each in found}


def earlier_rule_sets(stage: Stage) -> list[RuleSet]:
    """Return the rule sets of a stage that are no longer in force, the newest first, with each rule."""
    wanted = sa.select(RuleSet).where(
        RuleSet.stage_id == stage.id, RuleSet.in_force.is_(False), RuleSet.starts.is_not(None)
    )
    return list(db.session.scalars(wanted.options(selectinload(RuleSet.rules)).order_by(RuleSet.number.desc())))


class Asks(Protocol):
    """A rule, kept or only asked for."""

    @property
    def demand(self) -> Demand: ...


def sentence(rule: Asks) -> str:
    """Say for people what a rule asks for."""
    return in_a_sentence(rule.demand, {group: label(group).text.lower() for group in CategoryGroup})


def _university() -> Any:
    return joinedload(Programme.university)


def _seen(viewer: Person, wanted: sa.Select[Found]) -> Found | None:
    found = db.session.scalar(wanted)
    return found if found is not None and sees(viewer, found) else None
