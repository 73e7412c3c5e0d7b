"""What these pages read: a student's year as the engine sees it, all years side by side, the entries behind a rule."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.credits.models import BoardCredit, CarriedShortfall
from placement_portal.database import db
from placement_portal.hours.rules import CountedSum, EntryStatus
from placement_portal.placements import queries as placements
from placement_portal.programmes.models import Category, OpeningBalance, Rule, RuleSet, Stage, StudentRecord
from placement_portal.programmes.rules import Demand, RuleKind, RuleUnit
from placement_portal.programmes.rules.demands import about
from placement_portal.progress import queries as progress
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import (
    Asked,
    Case,
    MinimumResult,
    Result,
    Shown,
    Tally,
    count,
    in_words,
    shown,
    verdict,
)
from placement_portal.progress.rules.holds import holds_from
from placement_portal.progress.rules.kept import plain_holds
from placement_portal.web.labels import label


def find(viewer: Person, student_id: uuid.UUID) -> StudentRecord | None:
    """Return a student record that exists for the viewer; None otherwise."""
    return placements.find_student(viewer, student_id)


def find_credit(viewer: Person, credit_id: uuid.UUID) -> BoardCredit | None:
    """Return a credit of a student who exists for the viewer."""
    found = db.session.get(BoardCredit, credit_id)
    return found if found and find(viewer, found.student_id) else None


def find_carried(viewer: Person, carried_id: uuid.UUID) -> CarriedShortfall | None:
    """Return what a student who exists for the viewer carried into a later year."""
    found = db.session.get(CarriedShortfall, carried_id)
    return found if found and find(viewer, found.student_id) else None


def case_of(student: StudentRecord, stage_id: uuid.UUID | None = None) -> Case:
    """Return all that is known of a student in a year, the present one unless another is asked for."""
    known = progress.known([student.id], lock=False)
    pair = progress.Pair(student.id, stage_id or student.stage_id)
    return progress.cases(known, {pair})[pair]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a student's course, with what is kept of it; None where nothing is."""

    stage: Stage
    is_present: bool
    shown: Shown | None
    brought: Sequence[OpeningBalance]


def years_of(student: StudentRecord) -> list[Year]:
    """Return all years of a student's course in their order."""
    stages = db.session.scalars(
        sa.select(Stage).where(Stage.cohort_id == student.cohort_id).order_by(Stage.position)
    ).all()
    kept = db.session.scalars(sa.select(StudentProgress).where(StudentProgress.student_id == student.id)).all()
    rows = {each.stage_id: shown(each) for each in kept}
    mine = sa.select(OpeningBalance).where(OpeningBalance.student_id == student.id)
    brought = db.session.scalars(mine.order_by(OpeningBalance.group)).all()
    return [
        Year(each, each.id == student.stage_id, rows.get(each.id), [one for one in brought if one.stage_id == each.id])
        for each in stages
    ]


def minimums_short(student: StudentRecord) -> list[tuple[Rule, str, int]]:
    """Return the minimums of the present year that are not reached yet, with what is left, in words and in its unit."""
    row = db.session.get(StudentProgress, (student.id, student.stage_id))
    left = {
        each["id"]: each for each in (row.results if row else ()) if each["kind"] == RuleKind.MINIMUM and each["left"]
    }
    wanted = sa.select(Rule).join(RuleSet).where(RuleSet.stage_id == student.stage_id, RuleSet.in_force)
    found = db.session.scalars(wanted.options(joinedload(Rule.rule_set)).order_by(Rule.position)).all()
    return [
        (rule, in_words(left[key]["left"], RuleUnit(left[key]["unit"])), left[key]["left"])
        for rule in found
        if (key := str(rule.id)) in left
    ]


def later_stages(student: StudentRecord) -> list[Stage]:
    """Return the years of a student's cohort after the present one."""
    wanted = sa.select(Stage).where(Stage.cohort_id == student.cohort_id, Stage.position > student.stage.position)
    return list(db.session.scalars(wanted.order_by(Stage.position)))


# The entries behind one rule ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One entry that a rule looks at: how much of it counts for the rule, and why not all."""

    id: uuid.UUID | None
    day: date
    what: str
    minutes: int
    counts: int
    why: str


@dataclass(frozen=True, slots=True)
class Looked:
    """A rule of a student's year: what it says of them, and the entries that it looks at, newest first."""

    asked: Asked
    result: Result | None
    kind: RuleKind
    lines: Sequence[Line]

    @property
    def ahead(self) -> str:
        """What there will be at the end."""
        found = self.result.ahead if isinstance(self.result, MinimumResult) else None
        return found.sentence if found else ""


def looked(student: StudentRecord, rule: Rule) -> Looked:
    """Return what a rule in force of one of their years says of a student, and the entries behind it."""
    case = case_of(student, rule.rule_set.stage_id)
    asked = next(each for each in case.asked if each.id == str(rule.id))
    found = count(case, clock.today())
    result = next((one for each, one in found.results if each.id == asked.id), None)
    holds = holds_from({each.placement: plain_holds(found) for each in case.tallies})
    codes = {row.code: row.name for row in db.session.execute(_categories(student))}
    lines = (_line(each, codes, holds.of(each.placement, each, each.group, each.code)) for each in _behind(asked, case))
    return Looked(asked, result, rule.kind, sorted(lines, key=lambda line: line.day, reverse=True))


def _behind(asked: Asked, case: Case) -> list[Tally]:
    rule = asked.rule
    others = rule.of_clients if isinstance(rule, Demand) and rule.of else frozenset()
    return [
        tally
        for tally in case.tallies
        if about(rule.groups, rule.codes, tally.group, tally.code) or tally.group in others
    ]


def _line(tally: Tally, codes: dict[str, str], held: object) -> Line:
    marks = (tally.counts, tally.is_reversed, tally.is_stopped, tally.is_uncleared, tally.is_shared)
    judged = verdict(CountedSum(tally.status, tally.minutes, tally.outcome, *marks), None, held)  # type: ignore[arg-type]
    what = codes.get(tally.code, label(tally.group).text)
    why = "" if judged.counts and judged.held is None else judged.sentence
    waits = tally.status is EntryStatus.SUBMITTED and not why
    return Line(tally.id if tally.code else None, tally.day, what, tally.minutes, 0 if waits else judged.minutes, why)


def _categories(student: StudentRecord) -> sa.Select[*tuple[Any, ...]]:
    version = student.cohort.programme_version_id
    return sa.select(Category.code, Category.name).where(Category.programme_version_id == version)


def find_rule(student: StudentRecord, rule_id: uuid.UUID) -> Rule | None:
    """Return a rule in force of one of the years of a student's course."""
    wanted = sa.select(Rule).join(RuleSet).join(Stage, Stage.id == RuleSet.stage_id)
    mine = (Rule.id == rule_id, RuleSet.in_force, Stage.cohort_id == student.cohort_id)
    return db.session.scalar(wanted.where(*mine).options(joinedload(Rule.rule_set)))
