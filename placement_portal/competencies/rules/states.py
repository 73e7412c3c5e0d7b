"""The states of a round of ratings and of a request to look: tables in which every pair is decided."""

import enum
from collections.abc import Mapping
from typing import Final


class RatingSide(enum.StrEnum):
    """Who rates."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"


class RatingStatus(enum.StrEnum):
    """Whose ratings are still missing; once none is, both are shown side by side."""

    OPEN = "open"
    WAITS_FOR_SUPERVISOR = "waits_for_supervisor"
    WAITS_FOR_STUDENT = "waits_for_student"
    SHOWN = "shown"


class RatingAction(enum.StrEnum):
    """What a side can do with its ratings as a whole."""

    STUDENT_FINISHES = "student_finishes"
    SUPERVISOR_FINISHES = "supervisor_finishes"
    STUDENT_TAKES_BACK = "student_takes_back"
    SUPERVISOR_TAKES_BACK = "supervisor_takes_back"


class LookStatus(enum.StrEnum):
    """What became of a request to look at a competency together."""

    ASKED = "asked"
    LOOKED = "looked"
    WITHDRAWN = "withdrawn"


class LookAction(enum.StrEnum):
    """What can be done with such a request."""

    LOOK = "look"
    WITHDRAW = "withdraw"


MOVES: Final[Mapping[tuple[RatingStatus, RatingAction], RatingStatus]] = {
    (RatingStatus.OPEN, RatingAction.STUDENT_FINISHES): RatingStatus.WAITS_FOR_SUPERVISOR,
    (RatingStatus.OPEN, RatingAction.SUPERVISOR_FINISHES): RatingStatus.WAITS_FOR_STUDENT,
    (RatingStatus.WAITS_FOR_SUPERVISOR, RatingAction.SUPERVISOR_FINISHES): RatingStatus.SHOWN,
    (RatingStatus.WAITS_FOR_STUDENT, RatingAction.STUDENT_FINISHES): RatingStatus.SHOWN,
    (RatingStatus.WAITS_FOR_SUPERVISOR, RatingAction.STUDENT_TAKES_BACK): RatingStatus.OPEN,
    (RatingStatus.WAITS_FOR_STUDENT, RatingAction.SUPERVISOR_TAKES_BACK): RatingStatus.OPEN,
}
LOOK_MOVES: Final[Mapping[tuple[LookStatus, LookAction], LookStatus]] = {
    (LookStatus.ASKED, LookAction.LOOK): LookStatus.LOOKED,
    (LookStatus.ASKED, LookAction.WITHDRAW): LookStatus.WITHDRAWN,
}
FINISHES: Final[Mapping[RatingSide, RatingAction]] = {
    RatingSide.STUDENT: RatingAction.STUDENT_FINISHES,
    RatingSide.SUPERVISOR: RatingAction.SUPERVISOR_FINISHES,
}
TAKES_BACK: Final[Mapping[RatingSide, RatingAction]] = {
    RatingSide.STUDENT: RatingAction.STUDENT_TAKES_BACK,
    RatingSide.SUPERVISOR: RatingAction.SUPERVISOR_TAKES_BACK,
}
DONE: Final[Mapping[RatingSide, RatingStatus]] = {
    RatingSide.STUDENT: RatingStatus.WAITS_FOR_SUPERVISOR,
    RatingSide.SUPERVISOR: RatingStatus.WAITS_FOR_STUDENT,
}


class NotAllowed(ValueError):
    """A move that the table of states does not have."""

    def __init__(self, status: RatingStatus | LookStatus, action: RatingAction | LookAction) -> None:
        super().__init__(f"{action.value} is not possible when it is {status.value}")
        self.status = status


def move(status: RatingStatus, action: RatingAction) -> RatingStatus:
    """Return the state of a round after `action`; raise `NotAllowed` when the table has no such move."""
    if (status, action) not in MOVES:
        raise NotAllowed(status, action)
    return MOVES[status, action]


def move_look(status: LookStatus, action: LookAction) -> LookStatus:
    """Return the state of a request after `action`; raise `NotAllowed` when the table has no such move."""
    if (status, action) not in LOOK_MOVES:
        raise NotAllowed(status, action)
    return LOOK_MOVES[status, action]


def may_write(status: RatingStatus, side: RatingSide) -> bool:
    """Say whether a side may rate: until it is done, and again, marked, once both are shown."""
    return status is not DONE[side]


def may_see(status: RatingStatus, whose: RatingSide, viewer: RatingSide | None) -> bool:
    """Say whether ratings of a side are for the viewer: one's own always, those of others once both are complete."""
    return status is RatingStatus.SHOWN or viewer is whose
