"""The states of a single sign-off: prepared, signed, in question; a table in which every pair is decided."""

import enum
from collections.abc import Mapping
from typing import Final


class SignOffStatus(enum.StrEnum):
    """How far the sign-off of something that is seen once has come."""

    PREPARED = "prepared"
    SIGNED = "signed"
    FROZEN = "frozen"


class SignOffAction(enum.StrEnum):
    """What can be done with it."""

    SIGN = "sign"
    DISCARD = "discard"
    FREEZE = "freeze"
    LET_STAND = "let_stand"
    ASK_AGAIN = "ask_again"


SIGN_OFF_MOVES: Final[Mapping[tuple[SignOffStatus, SignOffAction], SignOffStatus]] = {
    (SignOffStatus.PREPARED, SignOffAction.SIGN): SignOffStatus.SIGNED,
    (SignOffStatus.PREPARED, SignOffAction.DISCARD): SignOffStatus.PREPARED,
    (SignOffStatus.SIGNED, SignOffAction.FREEZE): SignOffStatus.FROZEN,
    (SignOffStatus.FROZEN, SignOffAction.LET_STAND): SignOffStatus.SIGNED,
    (SignOffStatus.FROZEN, SignOffAction.ASK_AGAIN): SignOffStatus.PREPARED,
}


class NotPossible(ValueError):
    """A move that the table of states does not have."""

    def __init__(self, status: SignOffStatus, action: SignOffAction) -> None:
        super().__init__(f"{action.value} is not possible when it is {status.value}")
        self.status = status


def move_sign_off(status: SignOffStatus, action: SignOffAction) -> SignOffStatus:
    """Return the state after `action`; raise `NotPossible` when the table has no such move."""
    if (status, action) not in SIGN_OFF_MOVES:
        raise NotPossible(status, action)
    return SIGN_OFF_MOVES[status, action]
