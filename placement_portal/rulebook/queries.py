"""What the rulebook reads: the examples that are shipped, and each student of a year under other rules."""

import functools
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import resources
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Category, RuleSet, Stage, StudentRecord
from placement_portal.programmes.queries import sentence
from placement_portal.programmes.rules import CategoryGroup, GroupCredit, RuleBasis, RuleKind, RuleUnit
from placement_portal.programmes.rules.sense import Contradiction, contradictions
from placement_portal.programmes.service import RuleFacts, facts_of
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import Asked, Case, count, rule_from
from placement_portal.rulebook.rules import Change, change

BATCH: Final = 100


@dataclass(frozen=True, slots=True)
class Preset:
    """An example of what a course may ask for, year by year."""

    key: str
    name: str
    words: str
    group: GroupCredit
    years: Sequence[Sequence[RuleFacts]]

    def year(self, position: int) -> Sequence[RuleFacts]:
        """Return the rules of a year; a course with more years than the example goes on with its last."""
        return self.years[min(position, len(self.years)) - 1]


@functools.cache
def presets() -> Sequence[Preset]:
    """Return the examples that are shipped with the portal."""
    text = resources.files("placement_portal.rulebook").joinpath("presets.json").read_text(encoding="utf-8")
    return [_preset(each) for each in json.loads(text)]


def preset(key: str) -> Preset | None:
    """Return an example by its key."""
    return next((each for each in presets() if each.key == key), None)


def _preset(each: Mapping[str, Any]) -> Preset:
    years = [[_facts(rule) for rule in year] for year in each["years"]]
    return Preset(each["key"], each["name"], each["words"], GroupCredit(**each["group"]), years)


def _facts(rule: Mapping[str, Any]) -> RuleFacts:
    return RuleFacts(
        kind=RuleKind(rule["kind"]),
        name=rule["name"],
        groups=[CategoryGroup(each) for each in rule["groups"]],
        unit=RuleUnit(rule["unit"]) if rule["unit"] else None,
        amount=rule["amount"],
        basis=RuleBasis.EXAMPLE,
        codes=rule["codes"],
        more=rule["more"],
    )


def codes_of(stage: Stage) -> list[tuple[str, str]]:
    """Return the categories of a stage's programme version that are in use: code and name."""
    version = stage.cohort.programme_version_id
    wanted = sa.select(Category.code, Category.name).where(
        Category.programme_version_id == version, sa.not_(Category.retired)
    )
    return [(code, f"{name} ({code})") for code, name in db.session.execute(wanted.order_by(Category.position))]


def clashes(rules: RuleSet) -> list[tuple[str, str, str]]:
    """Return which rules of a version contradict each other: both names, and an example."""
    found: list[Contradiction] = contradictions([each.demand for each in rules.rules])
    return [(rules.rules[each.one].name, rules.rules[each.other].name, each.sentence) for each in found]


@dataclass(frozen=True, slots=True)
class Moved:
    """One student whose standing another version would change."""

    student_id: uuid.UUID
    name: str
    change: Change


def moved_by(stage: Stage, draft: RuleSet) -> list[Moved]:
    """Return, student by student, what putting a version in force would change; those who stay as they are left out."""
    asked, group = _asked(draft), draft.group_credit
    return [
        Moved(student_id, name, found)
        for student_id, name, before, after in _cases(stage, group)
        if (found := _change(before, replace(after, asked=asked))).is_one
    ]


def _change(before: Case, after: Case) -> Change:
    today = clock.today()
    return change(count(before, today), count(after, today))


def _asked(rules: RuleSet) -> list[Asked]:
    """Return the rules of a version as the engine takes them."""
    found = []
    for each in rules.rules:
        facts = facts_of(each)
        groups = [group.value for group in facts.groups]
        rule = rule_from(facts.kind, groups, facts.unit, facts.amount, facts.codes, facts.more)
        found.append(Asked(str(each.id), each.name, rule, rules.number))
    return found


def _cases(stage: Stage, group: GroupCredit) -> Iterator[tuple[uuid.UUID, str, Case, Case]]:
    """Yield the students of a stage by name, with all that is known of them under the rules of now and by `group`."""
    people = _students(stage)
    for at in range(0, len(people), BATCH):
        batch = people[at : at + BATCH]
        known = progress.known([key for key, _ in batch], lock=False)
        pairs = {pair for pair in known.pairs if pair.stage_id == stage.id}
        now, then = progress.cases(known, pairs), progress.cases(known, pairs, group=group)
        for key, name in batch:
            pair = progress.Pair(key, stage.id)
            yield key, name, now[pair], then[pair]


def _students(stage: Stage) -> list[tuple[uuid.UUID, str]]:
    """Return who is in a stage, or has a placement in it."""
    placed = sa.select(Placement.student_id).where(Placement.stage_id == stage.id)
    wanted = (
        sa.select(StudentRecord.id, Person.name)
        .join(Person, Person.id == StudentRecord.person_id)
        .where(sa.or_(StudentRecord.stage_id == stage.id, StudentRecord.id.in_(placed)))
        .order_by(Person.name, StudentRecord.id)
    )
    return [(key, name) for key, name in db.session.execute(wanted)]


def sentences(rules: Sequence[RuleFacts]) -> list[str]:
    """Return what rules that are not kept mean, in words."""
    return [sentence(each) for each in rules]
