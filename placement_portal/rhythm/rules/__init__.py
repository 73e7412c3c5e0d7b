"""What is true of the rhythm of supervision: how often, since when, which weeks do not count, when next."""

from placement_portal.rhythm.rules.clock import Clock, whole_weeks_off
from placement_portal.rhythm.rules.dots import DOTS, Dot, DotState, dots
from placement_portal.rhythm.rules.pace import (
    LONGEST_WORD,
    MOST_HOURS,
    SHORTEST_WORD,
    WORD_AFTER,
    Pace,
    PaceKind,
    in_words,
    word_after,
)
from placement_portal.rhythm.rules.planning import (
    FAR_AHEAD,
    MOST_MINUTES,
    PLAN_REFUSALS,
    TITLE,
    PlanRefusal,
    Slot,
    as_event,
    next_day,
    plan_refusals,
)
from placement_portal.rhythm.rules.standing import RhythmState, Standing, standing

__all__ = [
    "DOTS",
    "FAR_AHEAD",
    "LONGEST_WORD",
    "MOST_HOURS",
    "MOST_MINUTES",
    "PLAN_REFUSALS",
    "SHORTEST_WORD",
    "TITLE",
    "WORD_AFTER",
    "Clock",
    "Dot",
    "DotState",
    "Pace",
    "PaceKind",
    "PlanRefusal",
    "RhythmState",
    "Slot",
    "Standing",
    "as_event",
    "dots",
    "in_words",
    "next_day",
    "plan_refusals",
    "standing",
    "whole_weeks_off",
    "word_after",
]
