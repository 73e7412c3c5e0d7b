"""Where a placement stands, and what moves it on."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final


class PlacementStatus(enum.StrEnum):
    """Where a placement stands; readiness is computed beside it, never stored in it."""

    PROPOSED = "proposed"
    SITE_AGREED = "site_agreed"
    MATCHED = "matched"
    READY_TO_START = "ready_to_start"
    ACTIVE = "active"
    PAUSED = "paused"
    WORK_ENDED = "work_ended"
    ASSESSED = "assessed"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED_EARLY = "ended_early"


class PlacementAction(enum.StrEnum):
    """What a person may do to a placement's state."""

    AGREE_SITE = "agree_site"
    MATCH = "match"
    MAKE_READY = "make_ready"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END_WORK = "end_work"
    ASSESS = "assess"
    CLOSE = "close"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    END_EARLY = "end_early"


class NotAllowed(ValueError):
    """A state has no such move; carries both, so that a page can say which."""

    def __init__(self, status: enum.StrEnum, action: enum.StrEnum) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status = status
        self.action = action


BEFORE_START: Final[AbstractSet[PlacementStatus]] = frozenset(
    {
        PlacementStatus.PROPOSED,
        PlacementStatus.SITE_AGREED,
        PlacementStatus.MATCHED,
        PlacementStatus.READY_TO_START,
    }
)

UNDER_WAY: Final[AbstractSet[PlacementStatus]] = frozenset({PlacementStatus.ACTIVE, PlacementStatus.PAUSED})

OPEN: Final[AbstractSet[PlacementStatus]] = BEFORE_START | UNDER_WAY

ENDED: Final[AbstractSet[PlacementStatus]] = frozenset(PlacementStatus) - OPEN

TAKES_HOURS: Final[AbstractSet[PlacementStatus]] = UNDER_WAY | {
    PlacementStatus.MATCHED,
    PlacementStatus.READY_TO_START,
    PlacementStatus.WORK_ENDED,
    PlacementStatus.ENDED_EARLY,
}
"""States in which a student may log, within the dates; the visit before and the report after need it."""

MOVES: Final[Mapping[tuple[PlacementStatus, PlacementAction], PlacementStatus]] = {
    (PlacementStatus.PROPOSED, PlacementAction.AGREE_SITE): PlacementStatus.SITE_AGREED,
    (PlacementStatus.SITE_AGREED, PlacementAction.MATCH): PlacementStatus.MATCHED,
    (PlacementStatus.MATCHED, PlacementAction.MAKE_READY): PlacementStatus.READY_TO_START,
    (PlacementStatus.READY_TO_START, PlacementAction.START): PlacementStatus.ACTIVE,
    (PlacementStatus.ACTIVE, PlacementAction.PAUSE): PlacementStatus.PAUSED,
    (PlacementStatus.PAUSED, PlacementAction.RESUME): PlacementStatus.ACTIVE,
    (PlacementStatus.ACTIVE, PlacementAction.END_WORK): PlacementStatus.WORK_ENDED,
    (PlacementStatus.WORK_ENDED, PlacementAction.ASSESS): PlacementStatus.ASSESSED,
    (PlacementStatus.ASSESSED, PlacementAction.CLOSE): PlacementStatus.CLOSED,
    **{(status, PlacementAction.DECLINE): PlacementStatus.DECLINED for status in BEFORE_START},
    **{(status, PlacementAction.WITHDRAW): PlacementStatus.WITHDRAWN for status in OPEN},
    **{(status, PlacementAction.END_EARLY): PlacementStatus.ENDED_EARLY for status in UNDER_WAY},
}
"""Every pair that is not here is refused."""


def move(status: PlacementStatus, action: PlacementAction) -> PlacementStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def actions_from(status: PlacementStatus) -> list[PlacementAction]:
    """Return what can be done from a state, in the order of the enum."""
    return [action for action in PlacementAction if (status, action) in MOVES]
