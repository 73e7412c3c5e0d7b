"""Month by month, or so many weeks at a time: what is asked for in one cannot be made up by another."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from placement_portal.programmes.rules import Demand, RuleKind, RuleUnit, about, concerns
from placement_portal.progress.rules.asked import Judged, Period
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.states import (
    FixKey,
    Reason,
    ReasonKey,
    RuleState,
    day_in_words,
    in_words,
    month_in_words,
)
from placement_portal.progress.rules.tallies import HANDED_IN, Tally
from placement_portal.sites.rules import ONE_DAY


def monthly_amount(rule: Demand, client_minutes: int) -> int:
    """Return how many minutes a month with so many minutes of other work asks for."""
    if not client_minutes:
        return 0
    if rule.kind is RuleKind.STEPS:
        return next((asked for until, asked in rule.steps if client_minutes <= until), rule.steps[-1][1])
    if rule.kind is RuleKind.RATIO:
        return client_minutes * rule.amount // rule.number("per", 1)
    return rule.amount


def months(rule: Demand, tallies: Sequence[Tally], calendar: Calendar) -> list[Period]:
    """Return the calendar months of a stage, with what each asks for and what there was."""
    had, other = Counter[date](), Counter[date]()
    for tally in tallies:
        if not tally.would_count or tally.status not in HANDED_IN:
            continue
        first = tally.day.replace(day=1)
        if about(rule.groups, rule.codes, tally.group, tally.code):
            had[first] += tally.minutes + tally.extra
        elif concerns(rule.of_clients, tally.group):
            other[first] += tally.minutes + tally.extra
    return [
        Period(first, last, month_in_words(first), had[first], monthly_amount(rule, other[first]))
        for first, last in _months_between(calendar.first, calendar.last)
    ]


def _months_between(first: date, last: date) -> Iterator[tuple[date, date]]:
    at = first.replace(day=1)
    while at <= last:
        after = (at + timedelta(days=31)).replace(day=1)
        yield at, after - ONE_DAY
        at = after


def blocks(rule: Demand, tallies: Sequence[Tally], calendar: Calendar, quiet: AbstractSet[date]) -> list[Period]:
    """Return the weeks in which the clock runs, so many at a time, with the sessions of each; the rest asks nothing.

    A block lasts until the next one begins, so that what took place in a closed week is not lost.
    """
    size = rule.number("weeks", 1)
    weeks = [week for week in calendar.open_weeks if week not in quiet]
    days = sorted(
        tally.day
        for tally in tallies
        if tally.sessions
        and tally.stands
        and tally.status in HANDED_IN
        and about(rule.groups, rule.codes, tally.group, tally.code)
    )
    firsts = [weeks[n] for n in range(0, len(weeks) - size + 1, size)]
    found = []
    for n, first in enumerate(firsts):
        last = weeks[n * size + size - 1] + timedelta(days=6)
        until = firsts[n + 1] - ONE_DAY if n + 1 < len(firsts) else max(last, calendar.last)
        had = sum(first <= day <= until for day in days)
        found.append(Period(first, last, f"{day_in_words(first)} to {day_in_words(last)}", had, rule.amount))
    return found


def judge(rule: Demand, periods: Sequence[Period], as_of: date, over: bool, unit: RuleUnit) -> Judged:
    """Judge the period that runs and the one before it: older ones cannot be mended, and are told at the end."""
    grace = timedelta(days=rule.number("grace"))
    asked = [each for each in periods if each.asked]
    past = [each for each in asked if each.last + grace < as_of]
    now = next((each for each in asked if each.first <= as_of <= each.last + grace and each not in past), None)
    short = [each for each in past if each.is_short]
    state, key, fix, shown = _verdict(past, now, short, over)
    done, target = (shown.had, shown.asked) if shown else (0, 0)
    values: dict[str, str | int] = {
        "had": in_words(done, unit),
        "asked": in_words(target, unit),
        "left": in_words(max(0, target - done), unit),
        "period": shown.name if shown else "",
        "until": day_in_words(shown.last) if shown else "",
        "short": len(short),
        "all": len(past),
    }
    mended = Reason(fix, values) if fix else None
    left = max(0, target - done)
    return Judged(rule, state, Reason(key, values), mended, done, target, left, unit=unit, periods=tuple(periods))


Verdict = tuple[RuleState, ReasonKey, FixKey | None, Period | None]


def _verdict(past: Sequence[Period], now: Period | None, short: Sequence[Period], over: bool) -> Verdict:
    if over:
        if short:
            return RuleState.NEEDS_A_PLAN, ReasonKey.PERIODS_SHORT, FixKey.DECIDE, short[-1]
        return RuleState.SATISFIED, ReasonKey.PERIODS_KEPT, None, past[-1] if past else None
    if past and past[-1].is_short:
        return RuleState.BEHIND, ReasonKey.PERIOD_SHORT, FixKey.MAKE_GOOD, past[-1]
    if now is None:
        return RuleState.ON_COURSE, ReasonKey.PERIOD_NOTHING, None, None
    if now.is_short:
        return RuleState.ON_COURSE, ReasonKey.PERIOD_RUNNING, None, now
    return RuleState.ON_COURSE, ReasonKey.PERIOD_REACHED, None, now
