"""What is true of progress: the state of each rule, what counts and why not, who needs somebody first."""

import enum


class RuleState(enum.StrEnum):
    """Where a student stands against one rule; never "at risk", which is a safeguarding term."""

    SATISFIED = "satisfied"
    ON_COURSE = "on_course"
    BEHIND = "behind"
    NEEDS_A_PLAN = "needs_a_plan"
    NOT_POSSIBLE = "not_possible"
    CREDITED = "credited"
    NOT_ACTIVE = "not_active"


class WeekState(enum.StrEnum):
    """What the year strip shows for one ISO week."""

    VERIFIED = "verified"
    LOGGED = "logged"
    MISSING = "missing"
    CLOSED = "closed"
    PAUSED = "paused"
    FUTURE = "future"
