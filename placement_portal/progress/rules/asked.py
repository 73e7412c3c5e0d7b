"""The rules of a stage as the engine takes them, and what it says of each."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol, TypeAlias

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup, Demand, RuleKind, RuleUnit, groups_from
from placement_portal.programmes.rules.demands import NO_CODES
from placement_portal.progress.rules.states import Reason, RuleState


class Fact(Protocol):
    """What was logged for one week, category group and status, added up."""

    @property
    def week(self) -> date: ...
    @property
    def group(self) -> CategoryGroup: ...
    @property
    def code(self) -> str: ...
    @property
    def status(self) -> EntryStatus: ...
    @property
    def minutes(self) -> int: ...
    @property
    def extra(self) -> int: ...
    @property
    def sessions(self) -> int: ...
    @property
    def counts(self) -> bool: ...
    @property
    def is_reversed(self) -> bool: ...
    @property
    def would_count(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class WeekFact:
    """Minutes and sessions that took place in one ISO week (its Monday), as a query adds them up."""

    week: date
    group: CategoryGroup
    status: EntryStatus
    minutes: int
    sessions: int
    counts: bool = True
    is_reversed: bool = False
    code: str = ""
    extra: int = 0

    @property
    def would_count(self) -> bool:
        """Whether nothing but a decision stands between it and the totals."""
        return self.counts and not self.is_reversed and self.status is not EntryStatus.DECLINED


@dataclass(frozen=True, slots=True)
class MinimumRule:
    """At least `amount` minutes, sessions or half days of some work; no group and no code at all means every one.

    A day with `day_from` minutes is a whole one, with `half_from` (when that is asked for) half of one.
    """

    groups: AbstractSet[CategoryGroup]
    amount: int
    unit: RuleUnit
    codes: AbstractSet[str] = NO_CODES
    day_from: int = 1
    half_from: int = 0
    grace: int = 0


@dataclass(frozen=True, slots=True)
class LongestGapRule:
    """No more than `days` days between two entries of some work."""

    groups: AbstractSet[CategoryGroup]
    days: int
    codes: AbstractSet[str] = NO_CODES
    grace: int = 0


Rule: TypeAlias = MinimumRule | LongestGapRule | Demand


def rule_from(
    kind: RuleKind,
    groups: Iterable[str],
    unit: RuleUnit | None,
    amount: int,
    codes: Iterable[str] = (),
    more: Mapping[str, Any] | None = None,
) -> Rule:
    """Build a rule from its row; `amount` is in minutes, sessions, half days, days or percent.

    Raise `ValueError` for a minimum without a unit.
    """
    wanted = Demand(kind, groups_from(groups), amount, unit, frozenset(codes), more or {})
    grace = wanted.number("grace")
    if kind is RuleKind.LONGEST_GAP:
        return LongestGapRule(wanted.groups, amount, wanted.codes, grace)
    if kind is not RuleKind.MINIMUM:
        return wanted
    if unit is None:
        raise ValueError("A minimum needs a unit.")
    day = {"day_from": wanted.number("day_from", 1), "half_from": wanted.number("half_from")}
    return MinimumRule(wanted.groups, amount, unit, wanted.codes, grace=grace, **day)


@dataclass(frozen=True, slots=True)
class MinimumResult:
    """Where a student stands against a minimum; amounts in the rule's unit, credit is inside `done`.

    `forecast` is what there will be at the end, at the pace of the last four weeks; None when they say nothing yet.
    """

    rule: MinimumRule
    state: RuleState
    reason: Reason
    fix: Reason | None
    done: int
    waiting: int
    credited: int
    target: int
    expected: int
    left: int
    per_week: int
    weeks_left: int
    forecast: int | None = None
    ahead: Reason | None = None


@dataclass(frozen=True, slots=True)
class GapResult:
    """Where a student stands against a longest gap; `breaks` are gaps of the past that were too long."""

    rule: LongestGapRule
    state: RuleState
    reason: Reason
    fix: Reason | None
    gap: int
    due: date
    breaks: int


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a number of weeks, in which so much was asked for and so much was there."""

    first: date
    last: date
    name: str
    had: int
    asked: int

    @property
    def is_short(self) -> bool:
        """Whether there was less than was asked for."""
        return self.had < self.asked


NO_PERIODS: Final[Sequence[Period]] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """Where a student stands against a rule of any other kind; amounts are in `unit`, or just numbers without one."""

    rule: Demand
    state: RuleState
    reason: Reason
    fix: Reason | None = None
    done: int = 0
    target: int = 0
    left: int = 0
    expected: int = 0
    unit: RuleUnit | None = None
    periods: Sequence[Period] = NO_PERIODS


Result: TypeAlias = MinimumResult | GapResult | Judged


@dataclass(frozen=True, slots=True)
class Asked:
    """One rule of the stage, as its row says it, with the number of the version that it belongs to."""

    id: str
    name: str
    rule: Rule
    number: int = 0
