"""Each rule of a student's stage judged by the part of the engine that knows its kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from placement_portal.programmes.rules import CLIENT_GROUPS, Demand, RuleKind, RuleUnit, Window, about, is_client_work
from placement_portal.progress.rules import periods, shares
from placement_portal.progress.rules.asked import (
    Asked,
    Judged,
    LongestGapRule,
    MinimumResult,
    MinimumRule,
    Result,
    Rule,
)
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.caps import cap
from placement_portal.progress.rules.case import WHOLE, Carried, Case, credit_in
from placement_portal.progress.rules.ending import latest_weeks
from placement_portal.progress.rules.gaps import longest_gap
from placement_portal.progress.rules.gates import gate
from placement_portal.progress.rules.minimum import USUAL_SESSION, amounts, half_days, minimum
from placement_portal.progress.rules.states import FixKey, Reason, ReasonKey, RuleState, day_in_words, in_words
from placement_portal.progress.rules.tallies import HANDED_IN, Tally
from placement_portal.progress.rules.variety import variety
from placement_portal.progress.rules.weighing import Weighed
from placement_portal.sites.rules import monday_of


@dataclass(frozen=True, slots=True)
class Ground:
    """What every rule is judged on: the case as it is weighed, its sums, its weeks, and the day."""

    case: Case
    weighed: Weighed
    alike: Sequence[Tally]
    calendar: Calendar
    as_of: date
    active: bool

    @property
    def is_idle(self) -> bool:
        """Whether nothing is expected of the student at the moment."""
        return not self.active or not self.calendar.open_weeks or self.calendar.is_paused(self.as_of)

    def is_over(self, rule: Demand) -> bool:
        """Whether the stage is over, the days of grace of a rule included."""
        return self.as_of > self.calendar.last + timedelta(days=rule.number("grace"))

    def quiet(self, rule: Rule) -> list[date]:
        """Return past weeks without client work, in which a rule about something else, as supervision, stands still."""
        if not rule.groups or rule.groups & CLIENT_GROUPS:
            return []
        worked = {
            tally.week for tally in self.case.tallies if tally.stands and tally.sessions and is_client_work(tally.group)
        }
        return [week for week in self.calendar.weeks if week < monday_of(self.as_of) and week not in worked]


def usual_session(rule: Rule, tallies: Sequence[Tally]) -> int:
    """Return the minutes of the student's own usual session of a rule's work; the product's choice without any."""
    mine = [each for each in tallies if each.sessions and about(rule.groups, rule.codes, each.group, each.code)]
    sessions = sum(each.sessions for each in mine)
    return sum(each.minutes for each in mine) // sessions if sessions else USUAL_SESSION


def judge(asked: Asked, ground: Ground) -> Result:
    """Judge one rule."""
    rule = asked.rule
    if isinstance(rule, LongestGapRule):
        days, quiet = _days(rule, ground), ground.quiet(rule)
        return longest_gap(rule, days, ground.calendar, ground.as_of, active=ground.active, quiet=quiet)
    if isinstance(rule, MinimumRule):
        return _minimum(rule, ground)
    judged = _BY_KIND[rule.kind](rule, ground)
    if ground.is_idle and rule.kind not in NEVER_IDLE:
        return replace(judged, state=RuleState.NOT_ACTIVE, reason=Reason(ReasonKey.NOT_ACTIVE), fix=None)
    return judged


NEVER_IDLE: Final = frozenset({RuleKind.CAP, RuleKind.GATE})
"""What these hold back stays held back while nothing is expected."""


def _days(rule: LongestGapRule, ground: Ground) -> list[date]:
    return [
        tally.day
        for tally in ground.case.tallies
        if tally.sessions
        and tally.stands
        and tally.status in HANDED_IN
        and about(rule.groups, rule.codes, tally.group, tally.code)
    ]


# Minimum, with what was carried and agreed ----------------------------------------------------------------------------


def _minimum(rule: MinimumRule, ground: Ground) -> MinimumResult:
    case, facts = ground.case, _facts(rule, ground)
    credited = credit_in(case.credits or {}, rule, rule.unit)
    wanted = replace(rule, amount=_asked_of(rule, case))
    return minimum(
        wanted,
        facts,
        ground.calendar,
        ground.as_of,
        credited=credited,
        board=credit_in(case.board, rule, rule.unit),
        used=sum(_used(each, rule, ground) for each in case.carried_in),
        active=ground.active,
        usual_session=usual_session(rule, ground.alike),
        latest=_latest(rule, ground),
    )


def _facts(rule: MinimumRule, ground: Ground) -> Sequence[Tally]:
    return ground.weighed.tallies if rule.unit is RuleUnit.DAYS else ground.alike


def _asked_of(rule: MinimumRule, case: Case) -> int:
    """Return how much the student's own plan asks for, less what was carried into a later year."""
    own = -(-rule.amount * case.agreed.percent // WHOLE)
    return max(0, own - sum(each.amount for each in case.carried_out if _same_work(each, rule)))


def _same_work(carried: Carried, rule: MinimumRule) -> bool:
    return (carried.groups, carried.codes, carried.unit) == (rule.groups, rule.codes, rule.unit)


def _used(carried: Carried, rule: MinimumRule, ground: Ground) -> int:
    """Return how much of a rule's work counts for what was carried already: no minute counts twice."""
    if carried.unit is not rule.unit:
        return 0
    both = [
        each
        for each in _facts(rule, ground)
        if about(rule.groups, rule.codes, each.group, each.code)
        and about(carried.groups, carried.codes, each.group, each.code)
    ]
    return min(carried.amount, sum(amounts(both, replace(rule, groups=frozenset(), codes=frozenset()))))


def _latest(rule: MinimumRule, ground: Ground) -> int:
    """Return what was logged of a rule's work in the last four open weeks."""
    weeks = frozenset(latest_weeks(ground.calendar, ground.as_of))
    recent = [each for each in ground.weighed.tallies if each.week in weeks]
    return half_days(recent, rule, HANDED_IN) if rule.unit is RuleUnit.DAYS else sum(amounts(recent, rule))


def carried(each: Carried, ground: Ground) -> MinimumResult:
    """Judge a shortfall of an earlier year: what is logged now counts for it first, until it is due."""
    rule = MinimumRule(each.groups, each.amount, each.unit, each.codes)
    done, waiting = amounts(_facts(rule, ground), rule)
    done, left = min(done, each.amount), max(0, each.amount - done)
    values: dict[str, str | int] = {
        "left": in_words(left, each.unit),
        "until": day_in_words(each.due),
        "done": in_words(done, each.unit),
        "target": in_words(each.amount, each.unit),
    }
    state, key, fix = _carry_verdict(left, min(waiting, left), each.due, ground)
    calendar = replace(ground.calendar, last=min(each.due, ground.calendar.last))
    return MinimumResult(
        rule=rule,
        state=state,
        reason=Reason(key, values),
        fix=Reason(fix, values) if fix else None,
        done=done,
        waiting=min(waiting, left),
        credited=0,
        target=each.amount,
        expected=calendar.expected(each.amount, ground.as_of),
        left=left,
        per_week=0,
        weeks_left=calendar.left(ground.as_of),
    )


def _carry_verdict(left: int, waiting: int, due: date, ground: Ground) -> tuple[RuleState, ReasonKey, FixKey | None]:
    if not left:
        return RuleState.SATISFIED, ReasonKey.REACHED, None
    if ground.as_of > due and waiting < left:
        return RuleState.NOT_POSSIBLE, ReasonKey.CARRY_LATE, FixKey.DECIDE
    if not ground.active:
        return RuleState.NOT_ACTIVE, ReasonKey.NOT_ACTIVE, None
    return RuleState.ON_COURSE, ReasonKey.CARRY_DUE, FixKey.FIRST_THIS


# The other kinds ------------------------------------------------------------------------------------------------------


def _cap(rule: Demand, ground: Ground) -> Judged:
    return cap(rule, ground.alike, ground.case.credit_of(rule), ground.case.credit)


def _gate(rule: Demand, ground: Ground) -> Judged:
    held = next(each.periods for each in ground.weighed.gates if each.asked.rule is rule)
    return gate(rule, ground.alike, ground.as_of, held)


def _share(rule: Demand, ground: Ground) -> Judged:
    case = ground.case
    whole = sum(some for group, (some, _) in (case.credits or {}).items() if not rule.of or group in rule.of)
    return shares.share(rule, ground.alike, case.credit_of(rule), whole, ground.is_over(rule))


def _attendance(rule: Demand, ground: Ground) -> Judged:
    return shares.attendance(rule, ground.alike, ground.is_over(rule))


def _ratio(rule: Demand, ground: Ground) -> Judged:
    if rule.window is Window.MONTH:
        return _monthly(rule, ground)
    own, beside = ground.case.credit_of(rule), ground.case.credit_beside(rule)
    return shares.ratio(rule, ground.alike, own, beside, ground.is_over(rule), usual_session(rule, ground.alike))


def _monthly(rule: Demand, ground: Ground) -> Judged:
    found = periods.months(rule, ground.weighed.tallies, ground.calendar)
    return periods.judge(rule, found, ground.as_of, ground.is_over(rule), RuleUnit.HOURS)


def _frequency(rule: Demand, ground: Ground) -> Judged:
    found = periods.blocks(rule, ground.weighed.tallies, ground.calendar, frozenset(ground.quiet(rule)))
    return periods.judge(rule, found, ground.as_of, ground.is_over(rule), RuleUnit.SESSIONS)


def _variety(rule: Demand, ground: Ground) -> Judged:
    case, weeks = ground.case, ground.calendar.open_weeks
    half_gone = 2 * ground.calendar.left(ground.as_of) <= len(weeks)
    return variety(
        rule,
        ground.weighed.tallies,
        case.earlier,
        case.places,
        frozenset(case.places),
        half_gone=half_gone,
        over=ground.is_over(rule),
    )


_BY_KIND: Final[Mapping[RuleKind, Callable[[Demand, Ground], Judged]]] = {
    RuleKind.CAP: _cap,
    RuleKind.SHARE: _share,
    RuleKind.RATIO: _ratio,
    RuleKind.STEPS: _monthly,
    RuleKind.MONTHLY: _monthly,
    RuleKind.FREQUENCY: _frequency,
    RuleKind.GATE: _gate,
    RuleKind.VARIETY: _variety,
    RuleKind.ATTENDANCE: _attendance,
}
"""What one hour is weighs entries and is never reached or missed: it has no result."""

JUDGED: Final = frozenset({*_BY_KIND, RuleKind.MINIMUM, RuleKind.LONGEST_GAP})
