"""Rounds: planned, changed, opened, closed and finished, always by a person."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching import emails, events, queries, rules
from placement_portal.matching.models import Round, RoundStage
from placement_portal.matching.rules import RoundAction, RoundStatus, RoundVariety
from placement_portal.placements import queries as placements
from placement_portal.programmes.models import Programme
from placement_portal.transaction import Difference
from placement_portal.web.formats import long_day
from placement_portal.web.labels import label

WORDS: Final = {
    "name": "Name",
    "opens": "Opens",
    "closes": "Closes",
    "variety": "Variety",
    "with_placed": "With those who have a placement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """What is decided about a round."""

    name: str
    opens: date
    closes: date
    variety: RoundVariety
    with_placed: bool
    stages: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Told:
    """How many students were written to, and the names of those who pause and were not."""

    number: int = 0
    silent: Sequence[str] = ()


def plan(programme: Programme, facts: RoundFacts, *, by: Person) -> Round:
    """Plan a round; students see it when it is opened."""
    made = Round(programme_id=programme.id, **{name: getattr(facts, name) for name in WORDS})
    made.programme = programme
    made.stages = [RoundStage(stage_id=each) for each in facts.stages]
    db.session.add(made)
    db.session.flush()
    planned = events.RoundPlanned(name=facts.name, opens=facts.opens, closes=facts.closes, stages=list(facts.stages))
    record(made, planned, by)
    return made


def change(found: Round, facts: RoundFacts, *, by: Person, shown: int | None) -> None:
    """Change what is decided about a round; raise `Moved` with both when somebody else changed it first."""
    changed = [name for name in WORDS if getattr(found, name) != getattr(facts, name)]
    differences = [
        Difference(WORDS[name], _said(getattr(facts, name)), _said(getattr(found, name))) for name in changed
    ]
    transaction.check_version(found, shown, differences)
    for name in changed:
        setattr(found, name, getattr(facts, name))
    kept = [each for each in found.stages if each.stage_id in facts.stages]
    there = {each.stage_id for each in kept}
    found.stages = [*kept, *(RoundStage(stage_id=each) for each in facts.stages if each not in there)]
    told = {name: getattr(facts, name) for name in ("name", "opens", "closes", "variety")}
    record(found, events.RoundChanged(**told), by)


def move_round(found: Round, action: RoundAction, *, by: Person) -> Told:
    """Open, close or finish a round; whoever can rank is told when it opens, but not again when it opens anew.

    Raises `NotAllowed` for a move that the table lacks.
    """
    before = found.status
    found.status = rules.move(before, action)
    record(found, events.RoundMoved(did=action, before=before, after=found.status), by)
    return _tell(found) if before is RoundStatus.PLANNED and action is RoundAction.OPEN else Told()


def _tell(found: Round) -> Told:
    """Write to everybody who can rank; to those whose pause is silent nobody writes, and their names are given back."""
    students = queries.to_tell(found)
    silent = placements.silent_students([student.id for student, _ in students], clock.today())
    for student, person in students:
        if student.id not in silent:
            emails.opened(found, person)
    names = tuple(person.name for student, person in students if student.id in silent)
    return Told(len(students) - len(names), names)


def record(found: Round, event: ledger.Event, by: Person | None) -> None:
    """Keep an event of a round in the chain of its university."""
    ledger.record(event, by=by, on=found.id, chain=found.programme.university_id, version=found.version)


def _said(value: object) -> str:
    if isinstance(value, date):
        return long_day(value)
    if isinstance(value, RoundVariety):
        return label(value).text
    return {True: "Yes", False: "No"}[value] if isinstance(value, bool) else str(value)
