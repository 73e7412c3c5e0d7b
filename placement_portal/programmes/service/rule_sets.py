"""Versions of the rules of a stage: written as a draft, put in force for everybody in it, never edited afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.programmes import events
from placement_portal.programmes.models import Rule, RuleSet, Stage
from placement_portal.programmes.policy import programme_of
from placement_portal.programmes.rules import (
    CategoryGroup,
    Demand,
    GroupCredit,
    RuleBasis,
    RuleKind,
    RuleUnit,
)
from placement_portal.programmes.service.keeping import keep, record
from placement_portal.transaction import Difference

MOST_RULES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """One rule as it is asked for: minutes, sessions, half days, days or percent; no group and no code means all."""

    kind: RuleKind
    name: str
    groups: Sequence[CategoryGroup]
    unit: RuleUnit | None
    amount: int
    basis: RuleBasis
    codes: Sequence[str] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def demand(self) -> Demand:
        """What it asks, as the rules read it."""
        codes = frozenset(self.codes)
        return Demand(self.kind, frozenset(self.groups), self.amount, self.unit, codes, self.more)


def facts_of(rule: Rule) -> RuleFacts:
    """Return a rule as it is asked for."""
    return RuleFacts(
        kind=rule.kind,
        name=rule.name,
        groups=rule.category_groups,
        unit=rule.unit,
        amount=rule.amount,
        basis=rule.basis,
        codes=list(rule.codes),
        more=dict(rule.more),
    )


def make_rule_set(
    stage: Stage,
    wanted: Sequence[RuleFacts],
    *,
    by: Person,
    group: GroupCredit = GroupCredit(),  # noqa: B008 - it never changes
) -> RuleSet:
    """Make the next version of a stage's rules and put it in force at once, as for a cohort that has not begun."""
    draft = start_draft(stage, wanted, by=by, group=group)
    put_in_force(draft, by=by)
    return draft


def start_draft(
    stage: Stage,
    wanted: Sequence[RuleFacts],
    *,
    by: Person,
    group: GroupCredit = GroupCredit(),  # noqa: B008 - it never changes
) -> RuleSet:
    """Begin the next version of a stage's rules; raise `Refused` while another one is being written."""
    of = RuleSet.stage_id == stage.id
    last, drafts = db.session.execute(
        sa.select(sa.func.max(RuleSet.number), sa.func.count(sa.case((RuleSet.starts.is_(None), 1)))).where(of)
    ).one()
    if drafts:
        raise Refused("The next version of these rules is being written already.")
    credited: dict[str, Any] = {"group_percent": group.percent, "group_until": group.until}
    made = RuleSet(stage_id=stage.id, number=(last or 0) + 1, made_at=clock.now(), in_force=False, **credited)
    made.stage = stage
    keep(made)
    for position, facts in enumerate(wanted):
        db.session.add(Rule(rule_set_id=made.id, position=position, **_columns(facts)))
    db.session.flush()
    record(programme_of(stage), made, events.RuleSetStarted(number=made.number, rules=_plain(made)), by)
    return made


def add_rule(draft: RuleSet, facts: RuleFacts, *, by: Person) -> Rule:
    """Add a rule to a draft; raise `Refused` when there are too many, or somebody put it in force."""
    _writing(draft)
    if len(draft.rules) >= MOST_RULES:
        raise Refused(f"A version has at most {MOST_RULES} rules.")
    position = max((each.position for each in draft.rules), default=-1) + 1
    made = keep(Rule(rule_set_id=draft.id, position=position, **_columns(facts)))
    _written(draft, by)
    return made


def change_rule(rule: Rule, facts: RuleFacts, *, by: Person, shown: int | None = None) -> None:
    """Change a rule of a draft; raise `Moved` for a stale form."""
    _writing(rule.rule_set, shown)
    for name, value in _columns(facts).items():
        setattr(rule, name, value)
    _written(rule.rule_set, by)


def remove_rule(rule: Rule, *, by: Person, shown: int | None = None) -> None:
    """Take a rule out of a draft; raise `Moved` for a stale form."""
    draft = rule.rule_set
    _writing(draft, shown)
    db.session.delete(rule)
    _written(draft, by)


def set_group(draft: RuleSet, group: GroupCredit, *, by: Person, shown: int | None = None) -> None:
    """Say in a draft how much of supervision in a group counts; raise `Moved` for a stale form."""
    _writing(draft, shown)
    draft.group_percent, draft.group_until = group.percent, group.until
    _written(draft, by)


def discard(draft: RuleSet, *, by: Person, shown: int | None = None) -> None:
    """Throw a draft away; raise `Moved` for a stale form."""
    _writing(draft, shown)
    stage, gone = draft.stage, events.RuleSetDiscarded(number=draft.number)
    for rule in list(draft.rules):
        db.session.delete(rule)
    db.session.flush()
    record(programme_of(stage), draft, gone, by)
    db.session.delete(draft)
    db.session.flush()


def put_in_force(
    draft: RuleSet, *, by: Person, shown: int | None = None, changed: Sequence[Mapping[str, str]] = ()
) -> None:
    """Put a draft in force for everybody in its stage from today; `changed` is whose standing that moves."""
    _writing(draft, shown)
    stage = draft.stage
    db.session.execute(sa.update(RuleSet).where(RuleSet.stage_id == stage.id).values(in_force=False))
    draft.in_force, draft.starts = True, clock.today()
    db.session.flush()
    credited: dict[str, Any] = {"group_percent": draft.group_percent, "group_until": draft.group_until}
    rules = _plain(draft)
    event = events.RuleSetMade(number=draft.number, rules=rules, changed=[dict(each) for each in changed], **credited)
    record(programme_of(stage), draft, event, by)
    transaction.touch(stage.id)


def _writing(draft: RuleSet, shown: int | None = None) -> None:
    """Make sure that a version is still being written, as it was shown."""
    db.session.refresh(draft, with_for_update={"of": RuleSet})
    if not draft.is_draft:
        raise transaction.Moved([Difference("Version of the rules", "being written", "in force")])
    transaction.check_version(draft, shown)


def _written(draft: RuleSet, by: Person) -> None:
    draft.made_at = clock.now()
    db.session.flush()
    db.session.refresh(draft, ["rules"])
    record(programme_of(draft.stage), draft, events.RuleSetWritten(number=draft.number, rules=_plain(draft)), by)


def _columns(facts: RuleFacts) -> dict[str, Any]:
    plain = {"groups": [each.value for each in facts.groups], "codes": list(facts.codes), "more": dict(facts.more)}
    return asdict(facts) | plain


def _plain(draft: RuleSet) -> list[dict[str, Any]]:
    db.session.refresh(draft, ["rules"])
    return [asdict(facts_of(each)) for each in draft.rules]
