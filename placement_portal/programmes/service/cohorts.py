"""What can be done to cohorts: their stages with terms, and the rules of each stage."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.programmes import events
from placement_portal.programmes.models import (
    Cohort,
    ProgrammeVersion,
    Stage,
    Term,
)
from placement_portal.programmes.policy import programme_of
from placement_portal.programmes.rules import (
    CohortMode,
)
from placement_portal.programmes.service.keeping import change, keep, record


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


def add_cohort(version: ProgrammeVersion, facts: CohortFacts, *, by: Person) -> Cohort:
    """Add a cohort that begins under a version."""
    cohort = keep(Cohort(programme_version_id=version.id, **asdict(facts)))
    record(version.programme, cohort, events.CohortAdded(**asdict(facts)), by)
    return cohort


def change_cohort(cohort: Cohort, facts: CohortFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a cohort's name, year or mode; raise `Moved` for a stale form."""
    before, after = change(cohort, asdict(facts), shown)
    record(cohort.version_of.programme, cohort, events.CohortChanged(before=before, after=after), by)


def add_stage(cohort: Cohort, facts: StageFacts, *, by: Person) -> Stage:
    """Add the next stage of a cohort."""
    taken = db.session.scalar(sa.select(sa.func.max(Stage.position)).where(Stage.cohort_id == cohort.id)) or 0
    stage = Stage(cohort_id=cohort.id, name=facts.name, position=taken + 1, starts=facts.starts, ends=facts.ends)
    keep(stage)
    _set_terms(stage, facts.terms)
    added = events.StageAdded(cohort=cohort.id, name=facts.name, starts=facts.starts, ends=facts.ends)
    record(cohort.version_of.programme, stage, added, by)
    return stage


def change_stage(stage: Stage, facts: StageFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a stage's name, dates and terms; raise `Moved` for a stale form."""
    terms = [_plain_term(each) for each in stage.terms]
    before, after = change(stage, {"name": facts.name, "starts": facts.starts, "ends": facts.ends}, shown)
    _set_terms(stage, facts.terms)
    before, after = before | {"terms": terms}, after | {"terms": [_plain_term(each) for each in facts.terms]}
    record(programme_of(stage), stage, events.StageChanged(before=before, after=after), by)
    transaction.touch(stage.id)


def _set_terms(stage: Stage, wanted: Sequence[TermFacts]) -> None:
    for term in list(stage.terms):
        db.session.delete(term)
    stage.terms = [Term(**asdict(each)) for each in wanted]
    db.session.flush()


def _plain_term(term: Term | TermFacts) -> list[str]:
    return [term.name, term.starts.isoformat(), term.ends.isoformat()]
