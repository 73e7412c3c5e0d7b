"""The states of a round and of a proposal, and what a round asks of variety."""

import enum
from collections.abc import Mapping
from typing import Final

from placement_portal.placements.rules import NotAllowed


class RoundStatus(enum.StrEnum):
    """Where a round stands; its dates warn, a person opens and closes it."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    FINISHED = "finished"


class RoundAction(enum.StrEnum):
    """What a person may do to a round."""

    OPEN = "open"
    CLOSE = "close"
    FINISH = "finish"


class RoundVariety(enum.StrEnum):
    """How far a placement must differ from those of earlier years."""

    ANYTHING = "anything"
    OTHER_SETTING = "other_setting"
    OTHER_KIND = "other_kind"


class TravelMode(enum.StrEnum):
    """How a student gets there, as they say it."""

    CAR = "car"
    PUBLIC_TRANSPORT = "public_transport"


class RunStatus(enum.StrEnum):
    """Where the working out of a proposal stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


MOVES: Final[Mapping[tuple[RoundStatus, RoundAction], RoundStatus]] = {
    (RoundStatus.PLANNED, RoundAction.OPEN): RoundStatus.OPEN,
    (RoundStatus.OPEN, RoundAction.CLOSE): RoundStatus.CLOSED,
    (RoundStatus.CLOSED, RoundAction.OPEN): RoundStatus.OPEN,
    (RoundStatus.PLANNED, RoundAction.FINISH): RoundStatus.FINISHED,
    (RoundStatus.CLOSED, RoundAction.FINISH): RoundStatus.FINISHED,
    (RoundStatus.FINISHED, RoundAction.OPEN): RoundStatus.OPEN,
}
"""Every pair that is not here is refused."""


def move(status: RoundStatus, action: RoundAction) -> RoundStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def actions_from(status: RoundStatus) -> list[RoundAction]:
    """Return what can be done from a state, in the order of the enum."""
    return [action for action in RoundAction if (status, action) in MOVES]
