"""The kinds of rules a stage can have, and what each is counted in."""

import enum
from typing import Final


class RuleKind(enum.StrEnum):
    """What a rule of a stage asks for."""

    MINIMUM = "minimum"
    CAP = "cap"
    SHARE = "share"
    RATIO = "ratio"
    STEPS = "steps"
    MONTHLY = "monthly"
    FREQUENCY = "frequency"
    LONGEST_GAP = "longest_gap"
    GATE = "gate"
    HOUR = "hour"
    VARIETY = "variety"
    ATTENDANCE = "attendance"


class RuleUnit(enum.StrEnum):
    """What an amount is counted in: minutes as hours, sessions, half days as days, or parts of a hundred."""

    HOURS = "hours"
    SESSIONS = "sessions"
    DAYS = "days"
    PERCENT = "percent"


class Window(enum.StrEnum):
    """Over what a ratio or a gate is judged."""

    STAGE = "stage"
    MONTH = "month"
    WEEK = "week"


class VarietyOf(enum.StrEnum):
    """What there must be several of."""

    SETTINGS = "settings"
    KINDS = "kinds"
    CHILDREN = "children"
    ADULTS = "adults"
    CATEGORIES = "categories"


HALVES: Final = 2
"""Days are counted in half days, as minutes stand for hours."""
