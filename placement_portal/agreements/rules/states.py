"""Where an agreement stands, and every move it has."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final


class AgreementStatus(enum.StrEnum):
    """Where one version of an agreement stands."""

    DRAFT = "draft"
    READY = "ready"
    PARTLY_SIGNED = "partly_signed"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    FROZEN = "frozen"


class AgreementAction(enum.StrEnum):
    """What can happen to an agreement; the three ways to thaw lead back to where its signatures say it stands."""

    MAKE_READY = "make_ready"
    REOPEN = "reopen"
    SIGN = "sign"
    SIGN_LAST = "sign_last"
    SUPERSEDE = "supersede"
    FREEZE = "freeze"
    THAW_READY = "thaw_ready"
    THAW_PARTLY = "thaw_partly"
    THAW_SIGNED = "thaw_signed"


class NotAllowed(ValueError):
    """A state has no such move; carries both, so that a page can say which."""

    def __init__(self, status: AgreementStatus, action: AgreementAction) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status = status
        self.action = action


TO_SIGN: Final[AbstractSet[AgreementStatus]] = frozenset({AgreementStatus.READY, AgreementStatus.PARTLY_SIGNED})
UNFINISHED: Final[AbstractSet[AgreementStatus]] = TO_SIGN | {AgreementStatus.DRAFT}

MOVES: Final[Mapping[tuple[AgreementStatus, AgreementAction], AgreementStatus]] = {
    (AgreementStatus.DRAFT, AgreementAction.MAKE_READY): AgreementStatus.READY,
    (AgreementStatus.READY, AgreementAction.SIGN): AgreementStatus.PARTLY_SIGNED,
    (AgreementStatus.PARTLY_SIGNED, AgreementAction.SIGN): AgreementStatus.PARTLY_SIGNED,
    (AgreementStatus.PARTLY_SIGNED, AgreementAction.SIGN_LAST): AgreementStatus.SIGNED,
    **{(status, AgreementAction.REOPEN): AgreementStatus.DRAFT for status in TO_SIGN},
    (AgreementStatus.SIGNED, AgreementAction.SUPERSEDE): AgreementStatus.SUPERSEDED,
    (AgreementStatus.PARTLY_SIGNED, AgreementAction.FREEZE): AgreementStatus.FROZEN,
    (AgreementStatus.SIGNED, AgreementAction.FREEZE): AgreementStatus.FROZEN,
    (AgreementStatus.FROZEN, AgreementAction.THAW_READY): AgreementStatus.READY,
    (AgreementStatus.FROZEN, AgreementAction.THAW_PARTLY): AgreementStatus.PARTLY_SIGNED,
    (AgreementStatus.FROZEN, AgreementAction.THAW_SIGNED): AgreementStatus.SIGNED,
}
"""Every pair that is not here is refused. A signed version never changes: a new one takes its place."""


def possible(status: AgreementStatus, action: AgreementAction) -> bool:
    """Say whether the table has such a move."""
    return (status, action) in MOVES


def move(status: AgreementStatus, action: AgreementAction) -> AgreementStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def thawing(signed: int, parties: int) -> AgreementAction:
    """Return how to thaw an agreement that so many of its parties have signed."""
    if signed == 0:
        return AgreementAction.THAW_READY
    return AgreementAction.THAW_SIGNED if signed == parties else AgreementAction.THAW_PARTLY
