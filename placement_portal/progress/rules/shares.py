"""Parts of a whole: a minimum share, the attendance percentage, a ratio over the whole stage."""

from collections.abc import Sequence
from typing import Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import Demand, RuleUnit, about, concerns
from placement_portal.progress.rules.asked import Judged
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, in_words
from placement_portal.progress.rules.tallies import HANDED_IN, Tally

WHOLE: Final = 100
FAR: Final = 2
"""Less than one part in so many of what is asked for needs a plan. A choice of the product."""


def logged(rule: Demand, tallies: Sequence[Tally]) -> int:
    """Return the minutes of a rule's work that are handed in and would count."""
    return sum(
        each.minutes + each.extra
        for each in tallies
        if each.status in HANDED_IN and each.would_count and about(rule.groups, rule.codes, each.group, each.code)
    )


def share(rule: Demand, tallies: Sequence[Tally], credited: int, credit: int, over: bool) -> Judged:
    """Judge the share of some work in other work, or in all that counts; what waits is taken in."""
    mine = logged(rule, tallies) + credited
    within = [each for each in tallies if not rule.of or each.group in rule.of]
    whole = sum(each.minutes + each.extra for each in within if each.status in HANDED_IN and each.would_count)
    whole += credit
    now = mine * WHOLE // whole if whole else 0
    left = max(0, -(-(rule.amount * whole - WHOLE * mine) // (WHOLE - rule.amount))) if rule.amount < WHOLE else 0
    values: dict[str, str | int] = {
        "now": now,
        "least": rule.amount,
        "left": in_words(left, RuleUnit.HOURS),
    }
    return _judged(rule, values, now, left, bool(whole), over, FixKey.MORE_OF_IT)


def attendance(rule: Demand, tallies: Sequence[Tally], over: bool) -> Judged:
    """Judge how many of the sessions that were on for the student took place with them.

    What the setting or a client called off is not held against anybody, nor what is not handed in yet.
    """
    mine = [each for each in tallies if each.stands and each.status is not EntryStatus.DRAFT]
    mine = [each for each in mine if about(rule.groups, rule.codes, each.group, each.code)]
    there, missed = sum(each.sessions for each in mine), sum(each.missed for each in mine)
    whole = there + missed
    now = there * WHOLE // whole if whole else 0
    short = rule.amount * whole - WHOLE * there
    left = max(0, -(-short // (WHOLE - rule.amount))) if rule.amount < WHOLE else max(0, missed)
    values: dict[str, str | int] = {
        "now": now,
        "least": rule.amount,
        "there": there,
        "whole": whole,
        "left": in_words(left, RuleUnit.SESSIONS),
    }
    return _judged(rule, values, now, left, bool(whole), over, FixKey.ATTEND)


def _judged(
    rule: Demand, values: dict[str, str | int], now: int, left: int, known: bool, over: bool, fix: FixKey
) -> Judged:
    kept = {"done": now, "target": rule.amount, "left": left, "unit": RuleUnit.PERCENT}
    if not known:
        return Judged(rule, RuleState.NOT_ACTIVE, Reason(ReasonKey.SHARE_NOTHING, values), None, **kept)  # type: ignore[arg-type]
    if now >= rule.amount:
        state = RuleState.SATISFIED if over else RuleState.ON_COURSE
        return Judged(rule, state, Reason(ReasonKey.SHARE_KEPT, values), None, **kept)  # type: ignore[arg-type]
    if over:
        state, mend = RuleState.NOT_POSSIBLE, FixKey.DECIDE
    else:
        state = RuleState.NEEDS_A_PLAN if now * FAR < rule.amount else RuleState.BEHIND
        mend = fix
    return Judged(rule, state, Reason(ReasonKey.SHARE_SHORT, values), Reason(mend, values), **kept)  # type: ignore[arg-type]


def ratio(rule: Demand, tallies: Sequence[Tally], credited: int, beside: int, over: bool, slack: int) -> Judged:
    """Judge so much of some work for every so much of other work, over the whole stage.

    `credited` are minutes of credit of the work itself, `beside` of the other work.
    """
    mine = logged(rule, tallies) + credited
    other = sum(
        each.minutes + each.extra
        for each in tallies
        if each.status in HANDED_IN and each.would_count and concerns(rule.of_clients, each.group)
    )
    asked = (other + beside) * rule.amount // rule.number("per", 1)
    left = max(0, asked - mine)
    values: dict[str, str | int] = {
        "done": in_words(mine, RuleUnit.HOURS),
        "target": in_words(asked, RuleUnit.HOURS),
        "other": in_words(other + beside, RuleUnit.HOURS),
        "left": in_words(left, RuleUnit.HOURS),
    }
    state, key, fix = _ratio_verdict(mine, asked, left, slack, over)
    mended = Reason(fix, values) if fix else None
    return Judged(
        rule,
        state,
        Reason(key, values),
        mended,
        done=mine,
        target=asked,
        left=left,
        expected=asked,
        unit=RuleUnit.HOURS,
    )


def _ratio_verdict(
    mine: int, asked: int, left: int, slack: int, over: bool
) -> tuple[RuleState, ReasonKey, FixKey | None]:
    if not asked and not mine:
        return RuleState.NOT_ACTIVE, ReasonKey.RATIO_NOTHING, None
    if not left:
        return (RuleState.SATISFIED if over else RuleState.ON_COURSE), ReasonKey.RATIO_KEPT, None
    if over:
        return RuleState.NOT_POSSIBLE, ReasonKey.RATIO_SHORT, FixKey.DECIDE
    if left < slack:
        return RuleState.ON_COURSE, ReasonKey.RATIO_NEARLY, None
    state = RuleState.NEEDS_A_PLAN if mine * FAR < asked else RuleState.BEHIND
    return state, ReasonKey.RATIO_SHORT, FixKey.MORE_OF_IT
