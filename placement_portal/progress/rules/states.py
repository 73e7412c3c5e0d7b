"""The states a rule can be in, how grave each is, and the sentences that explain it."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from placement_portal.programmes.rules import RuleUnit


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
}


class FixKey(enum.StrEnum):
    """Which sentence names the smallest thing that would mend it."""

    CHASE = "chase"
    MORE_A_WEEK = "more_a_week"
    MAKE_A_PLAN = "make_a_plan"
    DECIDE = "decide"
    LOG_NEXT = "log_next"


FIX_SENTENCES: Final[Mapping[FixKey, str]] = {
    FixKey.CHASE: "Ask the supervisor to look at what is waiting.",
    FixKey.MORE_A_WEEK: "{per_week} a week from now on brings it back on course.",
    FixKey.MAKE_A_PLAN: "Agree with the tutor how the missing {left} can be found.",
    FixKey.DECIDE: "The university decides: more time, another placement, or credit by the board.",
    FixKey.LOG_NEXT: "Log the next one, or log one that took place and is missing here.",
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
    """Return minutes as hours and minutes, or a number of sessions, as people say it."""
    if unit is RuleUnit.SESSIONS:
        return "1 session" if amount == 1 else f"{amount} sessions"
    hours, minutes = divmod(amount, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
