"""Never longer apart than so many days; the clock stands still in weeks in which nothing is expected."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from placement_portal.progress.rules.asked import GapResult, LongestGapRule
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, day_in_words

GAP_PLAN_AT: Final = 2
"""A gap beyond this many times the longest allowed needs a plan. A choice of the product."""

NOTHING_YET: Final = {ReasonKey.GAP_RUNNING: ReasonKey.GAP_FIRST_DUE, ReasonKey.GAP_PASSED: ReasonKey.GAP_NONE_YET}
"""What is said instead when there was none at all."""


def _gap_verdict(gap: int, rule: LongestGapRule, breaks: int, over: bool) -> tuple[RuleState, ReasonKey, FixKey | None]:
    """Judge the running gap first: the past cannot be mended, and is told once nothing runs any more."""
    if gap > rule.days + rule.grace and not over:
        state = RuleState.NEEDS_A_PLAN if gap > GAP_PLAN_AT * rule.days else RuleState.BEHIND
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
    """Evaluate a longest gap over the days of submitted and verified entries of the rule's work.

    The clock starts on the first day of work and stands still in closed, paused and `quiet` weeks (Mondays of whole
    weeks without client work).
    """
    until, still = min(as_of, calendar.last), frozenset(quiet)
    marks = [calendar.first, *sorted(day for day in set(days) if calendar.first <= day <= until)]
    steps = [calendar.running_days(one, other, still) for one, other in pairwise(marks)]
    gap = calendar.running_days(marks[-1], until, still)
    over = as_of > calendar.last
    breaks = sum(step > rule.days + rule.grace for step in ([*steps, gap] if over else steps))
    due = calendar.due_by(marks[-1], rule.days, still)
    idle = not active or as_of < calendar.first or calendar.is_paused(as_of) or not calendar.open_weeks
    verdict = RuleState.NOT_ACTIVE, ReasonKey.NOT_ACTIVE, None
    state, reason, fix = verdict if idle else _gap_verdict(gap, rule, breaks, over)
    reason = reason if len(marks) > 1 else NOTHING_YET.get(reason, reason)
    values: dict[str, str | int] = {"gap": gap, "limit": rule.days, "due": day_in_words(due), "breaks": breaks}
    return GapResult(rule, state, Reason(reason, values), Reason(fix, values) if fix else None, gap, due, breaks)
