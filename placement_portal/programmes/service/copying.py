"""Setting up the next cohort from an earlier one, all of it or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from placement_portal.accounts.models import Person
from placement_portal.programmes import events
from placement_portal.programmes.models import Cohort
from placement_portal.programmes.policy import programme_of
from placement_portal.programmes.rules import GroupCredit
from placement_portal.programmes.service.cohorts import (
    CohortFacts,
    StageFacts,
    add_cohort,
    add_stage,
)
from placement_portal.programmes.service.courses import VersionFacts, add_version
from placement_portal.programmes.service.keeping import record
from placement_portal.programmes.service.rule_sets import RuleFacts, make_rule_set


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedStage:
    """A stage of the next cohort, with what it asks for; no rules at all make no rule set."""

    facts: StageFacts
    rules: Sequence[RuleFacts]
    group: GroupCredit = GroupCredit()  # noqa: RUF009 - it never changes


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyFacts:
    """What the next cohort is given; without a version of its own it begins under the same one."""

    cohort: CohortFacts
    version: VersionFacts | None
    stages: Sequence[CopiedStage]


def copy_cohort(source: Cohort, wanted: CopyFacts, *, by: Person) -> Cohort:
    """Set up the next cohort; students, placements and roles are never copied."""
    version = source.version_of
    if wanted.version:
        version = add_version(programme_of(source), wanted.version, by=by, like=source.version_of)
    made = add_cohort(version, wanted.cohort, by=by)
    stages = []
    for each in wanted.stages:
        stage = add_stage(made, each.facts, by=by)
        if each.rules:
            make_rule_set(stage, each.rules, by=by, group=each.group)
        stages.append(stage.id)
    copied = events.CohortCopied(source=source.id, version=version.id, new_version=bool(wanted.version), stages=stages)
    record(programme_of(source), made, copied, by)
    return made
