"""The states a rule can be in, how grave each is, and the sentences that explain it."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from placement_portal.programmes.rules import HALVES, RuleUnit


class RuleState(enum.StrEnum):
    """Where a student stands against one rule; never "at risk", which is a safeguarding term."""

    SATISFIED = "satisfied"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NEEDS_A_PLAN = "needs_a_plan"
    NOT_POSSIBLE = "not_possible"
    CREDITED = "credited"
    NOT_ACTIVE = "not_active"


GRAVITY: Final[Mapping[RuleState, int]] = {
    RuleState.NOT_ACTIVE: 0,
    RuleState.CREDITED: 1,
    RuleState.SATISFIED: 1,
    RuleState.ON_COURSE: 2,
    RuleState.BEHIND: 3,
    RuleState.NEEDS_A_PLAN: 4,
    RuleState.NOT_POSSIBLE: 5,
}
"""The greater, the sooner somebody should look."""


def worst(states: Iterable[RuleState]) -> RuleState:
    """Return the gravest of some states; without any, nothing is active."""
    return max(states, key=GRAVITY.__getitem__, default=RuleState.NOT_ACTIVE)


class ReasonKey(enum.StrEnum):
    """Which sentence explains the state of a rule."""

    CREDITED = "credited"
    REACHED = "reached"
    NOT_ACTIVE = "not_active"
    WAITING_COVERS = "waiting_covers"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NEEDS_A_PLAN = "needs_a_plan"
    NO_WEEKS_LEFT = "no_weeks_left"
    TOO_MUCH_A_WEEK = "too_much_a_week"
    GAP_KEPT = "gap_kept"
    GAP_RUNNING = "gap_running"
    GAP_PASSED = "gap_passed"
    GAP_BROKEN = "gap_broken"
    GAP_FIRST_DUE = "gap_first_due"
    GAP_NONE_YET = "gap_none_yet"
    BROUGHT_FORWARD = "brought_forward"
    AHEAD = "ahead"
    CAP_KEPT = "cap_kept"
    CAP_PASSED = "cap_passed"
    GATE_OPEN = "gate_open"
    GATE_HOLDS = "gate_holds"
    SHARE_NOTHING = "share_nothing"
    SHARE_KEPT = "share_kept"
    SHARE_SHORT = "share_short"
    RATIO_NOTHING = "ratio_nothing"
    RATIO_KEPT = "ratio_kept"
    RATIO_NEARLY = "ratio_nearly"
    RATIO_SHORT = "ratio_short"
    PERIODS_KEPT = "periods_kept"
    PERIODS_SHORT = "periods_short"
    PERIOD_SHORT = "period_short"
    PERIOD_NOTHING = "period_nothing"
    PERIOD_RUNNING = "period_running"
    PERIOD_REACHED = "period_reached"
    VARIETY_REACHED = "variety_reached"
    VARIETY_PLANNED = "variety_planned"
    VARIETY_SHORT = "variety_short"
    CARRY_DUE = "carry_due"
    CARRY_LATE = "carry_late"


REASON_SENTENCES: Final[Mapping[ReasonKey, str]] = {
    ReasonKey.CREDITED: "The board credited this in full.",
    ReasonKey.REACHED: "{done} of {target} is done.",
    ReasonKey.NOT_ACTIVE: "Nothing is expected at the moment.",
    ReasonKey.WAITING_COVERS: "Enough is logged: {waiting} is waiting for the supervisor.",
    ReasonKey.ON_COURSE: "{left} to go, about {per_week} a week until {until}.",
    ReasonKey.BEHIND: "{short} short of what the plan expects by now.",
    ReasonKey.NEEDS_A_PLAN: "{left} to go until {until}: {per_week} a week instead of the {planned} planned.",
    ReasonKey.NO_WEEKS_LEFT: "Not possible by {until} as planned: {left} is missing and no week is left.",
    ReasonKey.TOO_MUCH_A_WEEK: "Not possible by {until} as planned: it would take {per_week} a week.",
    ReasonKey.GAP_KEPT: "Never longer than {limit} days apart.",
    ReasonKey.GAP_RUNNING: "The last was {gap} days ago; the next is due by {due}.",
    ReasonKey.GAP_PASSED: "The last was {gap} days ago; the longest gap is {limit} days.",
    ReasonKey.GAP_FIRST_DUE: "None yet; the first is due by {due}.",
    ReasonKey.GAP_NONE_YET: "None yet in {gap} days; the longest gap is {limit} days.",
    ReasonKey.GAP_BROKEN: "More than {limit} days lay between two of them: times this happened: {breaks}.",
    ReasonKey.BROUGHT_FORWARD: "All of it was brought forward.",
    ReasonKey.AHEAD: "At the pace of the last four weeks there will be {forecast} by {until}.",
    ReasonKey.CAP_KEPT: "{done} counts; at most {most} does.",
    ReasonKey.CAP_PASSED: "At most {most} counts: {beyond} is recorded and does not count.",
    ReasonKey.GATE_OPEN: "Supervision has looked back at everything so far.",
    ReasonKey.GATE_HOLDS: "{held} does not count until supervision has looked back at it.",
    ReasonKey.SHARE_NOTHING: "Nothing to take a share of yet.",
    ReasonKey.SHARE_KEPT: "{now} % so far; at least {least} % is asked for.",
    ReasonKey.SHARE_SHORT: "{now} % so far; at least {least} % is asked for.",
    ReasonKey.RATIO_NOTHING: "Nothing is asked for yet.",
    ReasonKey.RATIO_KEPT: "{done} so far; {other} of the other work asks for {target}.",
    ReasonKey.RATIO_NEARLY: "{done} so far; {other} of the other work asks for {target}, soon to be had.",
    ReasonKey.RATIO_SHORT: "{done} so far, {left} short: {other} of the other work asks for {target}.",
    ReasonKey.PERIODS_KEPT: "What was asked for was there each time: {all} of {all}.",
    ReasonKey.PERIODS_SHORT: "Less than was asked for in {short} of {all}.",
    ReasonKey.PERIOD_SHORT: "{period} had {had} of the {asked} asked for, and a later one cannot make it up.",
    ReasonKey.PERIOD_NOTHING: "Nothing is asked for at the moment.",
    ReasonKey.PERIOD_RUNNING: "{had} of {asked} in {period}: {left} more by {until}.",
    ReasonKey.PERIOD_REACHED: "{had} in {period}; {asked} is asked for.",
    ReasonKey.VARIETY_REACHED: "{done} of {target} so far.",
    ReasonKey.VARIETY_PLANNED: "{done} of {target} so far; the placements that are planned bring the rest.",
    ReasonKey.VARIETY_SHORT: "{done} of {target} so far, and no placement that is planned brings the rest.",
    ReasonKey.CARRY_DUE: "Carried from an earlier year: {left} to go by {until}.",
    ReasonKey.CARRY_LATE: "Carried from an earlier year: {left} was due by {until}.",
}


class FixKey(enum.StrEnum):
    """Which sentence names the smallest thing that would mend it."""

    CHASE = "chase"
    MORE_A_WEEK = "more_a_week"
    MAKE_A_PLAN = "make_a_plan"
    DECIDE = "decide"
    LOG_NEXT = "log_next"
    MORE_BESIDE = "more_beside"
    LOOK_BACK = "look_back"
    MORE_OF_IT = "more_of_it"
    ATTEND = "attend"
    MAKE_GOOD = "make_good"
    ANOTHER_KIND = "another_kind"
    FIRST_THIS = "first_this"


FIX_SENTENCES: Final[Mapping[FixKey, str]] = {
    FixKey.CHASE: "Ask the supervisor to look at what is waiting.",
    FixKey.MORE_A_WEEK: "{per_week} a week from now on brings it back on course.",
    FixKey.MAKE_A_PLAN: "Agree with the tutor how the missing {left} can be found.",
    FixKey.DECIDE: "The university decides: more time, another placement, or credit by the board.",
    FixKey.LOG_NEXT: "Log the next one, or log one that took place and is missing here.",
    FixKey.MORE_BESIDE: "{more} more of other work lets all of it count.",
    FixKey.LOOK_BACK: "Plan supervision that looks back at it: then it counts again.",
    FixKey.MORE_OF_IT: "{left} more of it is enough.",
    FixKey.ATTEND: "{left} attended, without missing one, brings it back.",
    FixKey.MAKE_GOOD: "Agree with the tutor whether and how it is made good.",
    FixKey.ANOTHER_KIND: "The tutor looks for a placement, or another setting, that adds what is missing.",
    FixKey.FIRST_THIS: "What is logged now counts for this first.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A whole sentence about a rule, with what fills its places."""

    key: ReasonKey | FixKey
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The sentence in English."""
        pattern = REASON_SENTENCES[self.key] if isinstance(self.key, ReasonKey) else FIX_SENTENCES[self.key]
        return pattern.format(**self.values)


def in_words(amount: int, unit: RuleUnit) -> str:
    """Return minutes as hours and minutes, sessions, half days as days, or a percentage, as people say it."""
    if unit is RuleUnit.SESSIONS:
        return "1 session" if amount == 1 else f"{amount} sessions"
    if unit is RuleUnit.DAYS:
        return _days(amount)
    if unit is RuleUnit.PERCENT:
        return f"{amount} %"
    hours, minutes = divmod(amount, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"


def _days(halves: int) -> str:
    whole, half = divmod(halves, HALVES)
    if half:
        return f"{whole}½ days" if whole else "half a day"
    return "1 day" if whole == 1 else f"{whole} days"


def day_in_words(day: date) -> str:
    """Return a day as people write it: 17 June 2026."""
    return f"{day.day} {day:%B %Y}"


def month_in_words(day: date) -> str:
    """Return the month of a day as people write it: June 2026."""
    return f"{day:%B %Y}"
