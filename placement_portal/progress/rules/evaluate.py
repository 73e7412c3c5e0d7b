"""Rules of a stage evaluated over what was logged: minimum in hours or sessions, and longest gap."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Protocol, TypeAlias

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup, RuleKind, RuleUnit
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, in_words

USUAL_SESSION: Final = 60
"""Minutes of a usual session when nothing is logged yet; less than one short is not behind. A choice of the product."""

PLAN_AT: Final = 1.5
"""A weekly need beyond this many times the planned pace needs a plan. A choice of the product."""

IMPOSSIBLE_AT: Final = 3.0
"""A weekly need beyond this many times the planned pace is not possible as planned. A choice of the product."""

GAP_PLAN_AT: Final = 2
"""A gap beyond this many times the longest allowed needs a plan. A choice of the product."""


class Fact(Protocol):
    """What was logged for one week, category group and status, added up."""

    @property
    def week(self) -> date: ...
    @property
    def group(self) -> CategoryGroup: ...
    @property
    def status(self) -> EntryStatus: ...
    @property
    def minutes(self) -> int: ...
    @property
    def sessions(self) -> int: ...
    @property
    def counts(self) -> bool: ...
    @property
    def is_reversed(self) -> bool: ...
    @property
    def is_stopped(self) -> bool: ...
    @property
    def is_uncleared(self) -> bool: ...


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
    is_stopped: bool = False
    is_uncleared: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class MinimumRule:
    """At least `amount` minutes or sessions of some category groups; no group at all means every group."""

    groups: AbstractSet[CategoryGroup]
    amount: int
    unit: RuleUnit


@dataclass(frozen=True, slots=True)
class LongestGapRule:
    """No more than `days` days between two entries of some category groups."""

    groups: AbstractSet[CategoryGroup]
    days: int


Rule: TypeAlias = MinimumRule | LongestGapRule


def rule_from(kind: RuleKind, groups: Iterable[str], unit: RuleUnit | None, amount: int) -> Rule:
    """Build a rule from its row; `amount` is in minutes, sessions or days. Raise `ValueError` without a unit."""
    wanted = frozenset(CategoryGroup(group) for group in groups)
    if kind is RuleKind.LONGEST_GAP:
        return LongestGapRule(wanted, amount)
    if unit is None:
        raise ValueError("A minimum needs a unit.")
    return MinimumRule(wanted, amount, unit)


@dataclass(frozen=True, slots=True)
class MinimumResult:
    """Where a student stands against a minimum; amounts in minutes or sessions, credit is inside `done`."""

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


Result: TypeAlias = MinimumResult | GapResult


def concerns(groups: AbstractSet[CategoryGroup], group: CategoryGroup) -> bool:
    """Say whether a rule over some groups looks at one group; an empty set looks at all."""
    return not groups or group in groups


def _amount(facts: Iterable[Fact], rule: MinimumRule, status: EntryStatus) -> int:
    stands = (f for f in facts if f.status is status and f.counts and not f.is_reversed)
    mine = (f for f in stands if concerns(rule.groups, f.group) and not f.is_stopped and not f.is_uncleared)
    return sum(f.minutes if rule.unit is RuleUnit.HOURS else f.sessions for f in mine)


def _up(amount: int, parts: int) -> int:
    """Divide and round up."""
    return -(-amount // parts)


@dataclass(frozen=True, slots=True)
class _Pace:
    """The numbers a minimum is judged by; `todo` is what nobody has logged yet, `left` what is not yet countable."""

    done: int
    waiting: int
    credited: int
    target: int
    expected: int
    weeks: int
    weeks_left: int
    slack: int

    @property
    def left(self) -> int:
        return max(0, self.target - self.done)

    @property
    def todo(self) -> int:
        return max(0, self.target - self.done - self.waiting)

    @property
    def short(self) -> int:
        return max(0, self.expected - self.done - self.waiting)

    @property
    def per_week(self) -> int:
        return _up(self.todo, self.weeks_left) if self.weeks_left else 0

    @property
    def planned(self) -> int:
        return _up(max(0, self.target - self.credited), self.weeks) if self.weeks else 0

    @property
    def times_planned(self) -> float:
        """How many times the planned weekly pace is needed, before rounding; asked only while weeks are left."""
        return self.todo * self.weeks / ((self.target - self.credited) * self.weeks_left)


def _pace(
    rule: MinimumRule, facts: Iterable[Fact], calendar: Calendar, as_of: date, credited: int, usual_session: int
) -> _Pace:
    known = tuple(facts)
    weeks, target = len(calendar.open_weeks), rule.amount
    planned = max(0, target - credited)
    return _Pace(
        done=_amount(known, rule, EntryStatus.VERIFIED) + credited,
        waiting=_amount(known, rule, EntryStatus.SUBMITTED),
        credited=credited,
        target=target,
        expected=min(target, credited + calendar.expected(planned, as_of)),
        weeks=weeks,
        weeks_left=calendar.left(as_of),
        slack=usual_session if rule.unit is RuleUnit.HOURS else 1,
    )


def _settled(pace: _Pace, idle: bool) -> tuple[RuleState, ReasonKey, FixKey | None] | None:
    """Return the verdict where pace plays no part: credited, reached, nothing expected, or only waiting."""
    if pace.target <= pace.credited and pace.credited:
        return RuleState.CREDITED, ReasonKey.CREDITED, None
    if pace.done >= pace.target:
        return RuleState.SATISFIED, ReasonKey.REACHED, None
    if idle:
        return RuleState.NOT_ACTIVE, ReasonKey.NOT_ACTIVE, None
    return (RuleState.ON_COURSE, ReasonKey.WAITING_COVERS, FixKey.CHASE) if not pace.todo else None


def _judged(pace: _Pace) -> tuple[RuleState, ReasonKey, FixKey | None]:
    """Return the verdict by what is still to be logged in the weeks that are left."""
    if not pace.weeks_left:
        return RuleState.NOT_POSSIBLE, ReasonKey.NO_WEEKS_LEFT, FixKey.DECIDE
    if pace.short < pace.slack:
        return RuleState.ON_COURSE, ReasonKey.ON_COURSE, None
    if pace.times_planned > IMPOSSIBLE_AT:
        return RuleState.NOT_POSSIBLE, ReasonKey.TOO_MUCH_A_WEEK, FixKey.DECIDE
    if pace.times_planned > PLAN_AT:
        return RuleState.NEEDS_A_PLAN, ReasonKey.NEEDS_A_PLAN, FixKey.MAKE_A_PLAN
    return RuleState.BEHIND, ReasonKey.BEHIND, FixKey.MORE_A_WEEK


def _values(pace: _Pace, unit: RuleUnit, last: date) -> dict[str, str | int]:
    amounts = {
        "done": pace.done,
        "target": pace.target,
        "waiting": pace.waiting,
        "left": pace.todo,
        "short": pace.short,
        "per_week": pace.per_week,
        "planned": pace.planned,
    }
    return {"until": day_in_words(last), **{name: in_words(amount, unit) for name, amount in amounts.items()}}


def day_in_words(day: date) -> str:
    """Return a day as people write it: 17 June 2026."""
    return f"{day.day} {day:%B %Y}"


def minimum(
    rule: MinimumRule,
    facts: Iterable[Fact],
    calendar: Calendar,
    as_of: date,
    *,
    credited: int = 0,
    active: bool = True,
    usual_session: int = USUAL_SESSION,
) -> MinimumResult:
    """Evaluate a minimum on a day; `credited` and `usual_session` are in the rule's unit (minutes or sessions).

    What waits for a supervisor is not done, yet nobody is behind for it: the pace is the student's own.
    """
    pace = _pace(rule, facts, calendar, as_of, credited, usual_session)
    idle = not active or not pace.weeks or calendar.is_paused(as_of)
    state, reason, fix = _settled(pace, idle) or _judged(pace)
    values = _values(pace, rule.unit, calendar.last)
    return MinimumResult(
        rule=rule,
        state=state,
        reason=Reason(reason, values),
        fix=Reason(fix, values) if fix else None,
        done=pace.done,
        waiting=pace.waiting,
        credited=credited,
        target=pace.target,
        expected=pace.expected,
        left=pace.left,
        per_week=pace.per_week,
        weeks_left=pace.weeks_left,
    )


NOTHING_YET: Final = {ReasonKey.GAP_RUNNING: ReasonKey.GAP_FIRST_DUE, ReasonKey.GAP_PASSED: ReasonKey.GAP_NONE_YET}
"""What is said instead when there was none at all."""


def _gap_verdict(gap: int, limit: int, breaks: int, over: bool) -> tuple[RuleState, ReasonKey, FixKey | None]:
    """Judge the running gap first: the past cannot be mended, and is told once nothing runs any more."""
    if gap > limit and not over:
        state = RuleState.NEEDS_A_PLAN if gap > GAP_PLAN_AT * limit else RuleState.BEHIND
        return state, ReasonKey.GAP_PASSED, FixKey.LOG_NEXT
    if not over:
        return RuleState.ON_COURSE, ReasonKey.GAP_RUNNING, None
    if breaks:
        return RuleState.NEEDS_A_PLAN, ReasonKey.GAP_BROKEN, FixKey.DECIDE
    return RuleState.SATISFIED, ReasonKey.GAP_KEPT, None


def longest_gap(
    rule: LongestGapRule,
    days: Iterable[date],
    calendar: Calendar,
    as_of: date,
    *,
    active: bool = True,
    quiet: Iterable[date] = (),
) -> GapResult:
    """Evaluate a longest gap over the days of submitted and verified entries of the rule's groups.

    The clock starts on the first day of work and stands still in closed, paused and `quiet` weeks (Mondays of whole
    weeks without client work).
    """
    until, still = min(as_of, calendar.last), frozenset(quiet)
    marks = [calendar.first, *sorted(day for day in set(days) if calendar.first <= day <= until)]
    steps = [calendar.running_days(one, other, still) for one, other in pairwise(marks)]
    gap = calendar.running_days(marks[-1], until, still)
    over = as_of > calendar.last
    breaks = sum(step > rule.days for step in ([*steps, gap] if over else steps))
    due = calendar.due_by(marks[-1], rule.days, still)
    idle = not active or as_of < calendar.first or calendar.is_paused(as_of) or not calendar.open_weeks
    verdict = RuleState.NOT_ACTIVE, ReasonKey.NOT_ACTIVE, None
    state, reason, fix = verdict if idle else _gap_verdict(gap, rule.days, breaks, over)
    reason = reason if len(marks) > 1 else NOTHING_YET.get(reason, reason)
    values: dict[str, str | int] = {"gap": gap, "limit": rule.days, "due": day_in_words(due), "breaks": breaks}
    return GapResult(rule, state, Reason(reason, values), Reason(fix, values) if fix else None, gap, due, breaks)
