"""What is true of student records: their states and moves, and what an adjustment may say."""

from placement_portal.students.rules.adjustments import (
    REASON_SENTENCE,
    AdjustmentKind,
    looks_like_a_reason,
)
from placement_portal.students.rules.states import (
    BY_HAND,
    MOVES,
    NotAllowed,
    StudentAction,
    action_between,
    actions_from,
    away,
    day_problem,
    move,
    reads_until,
)

__all__ = [
    "BY_HAND",
    "MOVES",
    "REASON_SENTENCE",
    "AdjustmentKind",
    "NotAllowed",
    "StudentAction",
    "action_between",
    "actions_from",
    "away",
    "day_problem",
    "looks_like_a_reason",
    "move",
    "reads_until",
]
