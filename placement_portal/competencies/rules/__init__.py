"""What is true of ratings: whose turn it is, who may see which, and what a level says beside what is expected."""

from placement_portal.competencies.rules.sign_offs import (
    SIGN_OFF_MOVES,
    NotPossible,
    SignOffAction,
    SignOffStatus,
    move_sign_off,
)
from placement_portal.competencies.rules.standing import RatingStanding, compare
from placement_portal.competencies.rules.states import (
    FINISHES,
    LOOK_MOVES,
    MOVES,
    TAKES_BACK,
    LookAction,
    LookStatus,
    NotAllowed,
    RatingAction,
    RatingSide,
    RatingStatus,
    may_see,
    may_write,
    move,
    move_look,
)

__all__ = [
    "FINISHES",
    "LOOK_MOVES",
    "MOVES",
    "SIGN_OFF_MOVES",
    "TAKES_BACK",
    "LookAction",
    "LookStatus",
    "NotAllowed",
    "NotPossible",
    "RatingAction",
    "RatingSide",
    "RatingStanding",
    "RatingStatus",
    "SignOffAction",
    "SignOffStatus",
    "compare",
    "may_see",
    "may_write",
    "move",
    "move_look",
    "move_sign_off",
]
