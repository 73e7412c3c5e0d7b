"""Work of a week or month counts once supervision has looked back at it; off in every preset."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from placement_portal.programmes.rules import CategoryGroup, Demand, RuleUnit, Window, about, concerns
from placement_portal.progress.rules.asked import Asked, Judged
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, in_words
from placement_portal.progress.rules.tallies import HANDED_IN, Tally
from placement_portal.sites.rules import DateRange, monday_of


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate with the periods that it holds back: their first days."""

    asked: Asked
    periods: AbstractSet[date]

    def holds(self, day: date, group: CategoryGroup, _code: str) -> bool:
        """Say whether it holds back work of a day."""
        rule = self.asked.rule
        assert isinstance(rule, Demand)
        return concerns(rule.of_clients, group) and period_of(day, rule.window) in self.periods


def period_of(day: date, window: Window) -> date:
    """Return the first day of the week or month of a day."""
    return day.replace(day=1) if window is Window.MONTH else monday_of(day)


def next_period(first: date, window: Window) -> date:
    """Return the first day of the week or month after."""
    if window is Window.MONTH:
        return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(weeks=1)


def held_periods(
    rule: Demand, tallies: Sequence[Tally], as_of: date, unsupervised: Sequence[DateRange] = ()
) -> AbstractSet[date]:
    """Return the periods that are over, hold work, and at which supervision has not looked back yet.

    Supervision that waits to be confirmed opens it too: nobody loses hours to a slow supervisor. It never runs in a
    period in which no supervisor was there on some day.
    """
    window = rule.window if rule.window is Window.MONTH else Window.WEEK
    given: Counter[date] = Counter()
    worked = set[date]()
    for tally in tallies:
        if not tally.would_count or tally.status not in HANDED_IN:
            continue
        if about(rule.groups, rule.codes, tally.group, tally.code):
            given[period_of(tally.day, window)] += tally.minutes
        elif concerns(rule.of_clients, tally.group):
            worked.add(period_of(tally.day, window))
    return frozenset(
        period
        for period in worked
        if next_period(period, window) <= as_of
        and _looked_back(period, rule, window, given) < rule.amount
        and not any(first < next_period(period, window) and last >= period for first, last in unsupervised)
    )


def _looked_back(period: date, rule: Demand, window: Window, given: Counter[date]) -> int:
    """Return the minutes of supervision in a period and in those that look back at it."""
    there, at = 0, period
    for _ in range(rule.number("back") + 1):
        there += given[at]
        at = next_period(at, window)
    return there


def gate(asked: Demand, tallies: Sequence[Tally], as_of: date, periods: AbstractSet[date]) -> Judged:
    """Say how much waits for supervision to look back at it, and whether it still can."""
    held = sum(each.minutes for each in tallies if each.is_gated)
    window = asked.window if asked.window is Window.MONTH else Window.WEEK
    lost = [each for each in periods if not _still_open(each, asked, window, as_of)]
    values: dict[str, str | int] = {"held": in_words(held, RuleUnit.HOURS), "weeks": len(periods)}
    if not held:
        return Judged(asked, RuleState.ON_COURSE, Reason(ReasonKey.GATE_OPEN, values), unit=RuleUnit.HOURS)
    state = RuleState.NEEDS_A_PLAN if lost else RuleState.BEHIND
    fix = Reason(FixKey.DECIDE if lost else FixKey.LOOK_BACK, values)
    return Judged(asked, state, Reason(ReasonKey.GATE_HOLDS, values), fix, left=held, unit=RuleUnit.HOURS)


def _still_open(period: date, rule: Demand, window: Window, as_of: date) -> bool:
    at = period
    for _ in range(rule.number("back") + 1):
        at = next_period(at, window)
    return as_of < at
