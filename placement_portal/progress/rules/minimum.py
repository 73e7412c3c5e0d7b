"""At least so much: hours, sessions or days, judged by the student's own pace."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import HALVES, RuleUnit, about
from placement_portal.progress.rules.asked import Fact, MinimumResult, MinimumRule
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.ending import projected
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, day_in_words, in_words
from placement_portal.progress.rules.tallies import HANDED_IN, Tally

USUAL_SESSION: Final = 60
"""Minutes of a usual session when nothing is logged yet; less than one short is not behind. A choice of the product."""

PLAN_AT: Final = 1.5
"""A weekly need beyond this many times the planned pace needs a plan. A choice of the product."""

IMPOSSIBLE_AT: Final = 3.0
"""A weekly need beyond this many times the planned pace is not possible as planned. A choice of the product."""


def amount_of(facts: Iterable[Fact], rule: MinimumRule, status: EntryStatus) -> int:
    """Return the minutes or sessions of a rule that stand in a status and would count."""
    stands = (
        f for f in facts if f.status is status and f.would_count and about(rule.groups, rule.codes, f.group, f.code)
    )
    return sum(f.minutes + f.extra if rule.unit is RuleUnit.HOURS else f.sessions for f in stands)


def half_days(tallies: Iterable[Tally], rule: MinimumRule, statuses: Sequence[EntryStatus]) -> int:
    """Return the half days on which enough of a rule's work stands in one of some statuses."""
    minutes: Counter[date] = Counter()
    for tally in tallies:
        if tally.status in statuses and tally.would_count and about(rule.groups, rule.codes, tally.group, tally.code):
            minutes[tally.day] += tally.minutes
    return sum(_halves(minutes[day], rule) for day in minutes)


def _halves(minutes: int, rule: MinimumRule) -> int:
    if minutes >= rule.day_from:
        return HALVES
    return int(0 < rule.half_from <= minutes)


def amounts(facts: Sequence[Fact], rule: MinimumRule) -> tuple[int, int]:
    """Return what is verified and what waits; days ask for one tally a day or more, not for sums."""
    if rule.unit is RuleUnit.DAYS:
        tallies = [fact for fact in facts if isinstance(fact, Tally)]
        done = half_days(tallies, rule, (EntryStatus.VERIFIED,))
        return done, half_days(tallies, rule, HANDED_IN) - done
    return amount_of(facts, rule, EntryStatus.VERIFIED), amount_of(facts, rule, EntryStatus.SUBMITTED)


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


SLACK: Final = {RuleUnit.SESSIONS: 1, RuleUnit.DAYS: HALVES}
"""Less than one session or one day short is not behind."""


def _pace(
    rule: MinimumRule, facts: Sequence[Fact], calendar: Calendar, as_of: date, credited: int, used: int, usual: int
) -> _Pace:
    weeks, target = len(calendar.open_weeks), rule.amount
    done, waiting = amounts(facts, rule)
    planned = max(0, target - credited)
    return _Pace(
        done=max(0, done - used) + credited,
        waiting=max(0, waiting - max(0, used - done)),
        credited=credited,
        target=target,
        expected=min(target, credited + calendar.expected(planned, as_of)),
        weeks=weeks,
        weeks_left=calendar.left(as_of),
        slack=SLACK.get(rule.unit, usual),
    )


def _settled(pace: _Pace, board: int, idle: bool) -> tuple[RuleState, ReasonKey, FixKey | None] | None:
    """Return the verdict where pace plays no part: credited, reached, nothing expected, or only waiting."""
    if pace.target <= pace.credited and pace.credited:
        by_board = RuleState.CREDITED, ReasonKey.CREDITED, None
        return by_board if board else (RuleState.SATISFIED, ReasonKey.BROUGHT_FORWARD, None)
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


def _values(pace: _Pace, unit: RuleUnit, last: date, ahead: int | None) -> dict[str, str | int]:
    amounts = {
        "done": pace.done,
        "target": pace.target,
        "waiting": pace.waiting,
        "left": pace.todo,
        "short": pace.short,
        "per_week": pace.per_week,
        "planned": pace.planned,
        "forecast": ahead or 0,
    }
    return {"until": day_in_words(last), **{name: in_words(amount, unit) for name, amount in amounts.items()}}


def minimum(
    rule: MinimumRule,
    facts: Iterable[Fact],
    calendar: Calendar,
    as_of: date,
    *,
    credited: int = 0,
    board: int | None = None,
    used: int = 0,
    active: bool = True,
    usual_session: int = USUAL_SESSION,
    latest: int | None = None,
) -> MinimumResult:
    """Evaluate a minimum on a day; `credited` and `usual_session` are in the rule's unit.

    What waits for a supervisor is not done, yet nobody is behind for it: the pace is the student's own. `board` is the
    part of the credit that a board gave, all of it when not said; `used` counts for something else already. `latest`
    is what was logged in the last four open weeks, from which the end is forecast.
    """
    kept = replace(calendar, last=calendar.last + timedelta(days=rule.grace)) if rule.grace else calendar
    pace = _pace(rule, tuple(facts), kept, as_of, credited, used, usual_session)
    idle = not active or not pace.weeks or kept.is_paused(as_of)
    state, reason, fix = _settled(pace, credited if board is None else board, idle) or _judged(pace)
    ahead = None if idle else projected(pace.done + pace.waiting, latest, kept, as_of)
    values = _values(pace, rule.unit, kept.last, ahead)
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
        forecast=ahead,
        ahead=None if ahead is None or not pace.left else Reason(ReasonKey.AHEAD, values),
    )
