"""Whether a signature stands: how it was proved, what ended it, and what became of "this wasn't me"."""

import enum
from collections.abc import Collection, Mapping
from typing import Final


class ProofKind(enum.StrEnum):
    """How a signer proved, at the moment of signing, to be who they are."""

    PASSWORD = "password"  # noqa: S105 - a kind of proof
    MAILED_CODE = "mailed_code"
    TAKEN_OVER = "taken_over"


class EndReason(enum.StrEnum):
    """Why a signature no longer stands."""

    CHANGED = "changed"
    REFUTED = "refuted"


class SignatureState(enum.StrEnum):
    """Whether a signature stands, as its readers see it."""

    STANDS = "stands"
    CHANGED = "changed"
    DISPUTED = "disputed"
    REFUTED = "refuted"
    BROKEN = "broken"


class DisputeStatus(enum.StrEnum):
    """What became of "this wasn't me"."""

    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class DisputeAction(enum.StrEnum):
    """How a dispute is resolved."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"


MOVES: Final[Mapping[tuple[DisputeStatus, DisputeAction], DisputeStatus]] = {
    (DisputeStatus.OPEN, DisputeAction.UPHOLD): DisputeStatus.UPHELD,
    (DisputeStatus.OPEN, DisputeAction.DISMISS): DisputeStatus.DISMISSED,
}
"""Every pair that is not here is refused: a dispute is resolved once."""


class NotPossible(ValueError):
    """A dispute has no such move; carries both, so that a page can say which."""

    def __init__(self, status: DisputeStatus, action: DisputeAction) -> None:
        super().__init__(f"{action.value} is not possible from {status.value}")
        self.status = status
        self.action = action


def move(status: DisputeStatus, action: DisputeAction) -> DisputeStatus:
    """Return the state after `action`; raise `NotPossible` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotPossible(status, action) from None


def state_of(signed: str, now: str, ended: EndReason | None, disputes: Collection[DisputeStatus]) -> SignatureState:
    """Return whether a signature on the content `signed` stands, when the content `now` (both fingerprints) is shown.

    A content that differs although nobody's act ended the signature was changed behind the portal's back.
    """
    if DisputeStatus.OPEN in disputes:
        return SignatureState.DISPUTED
    if ended is not None:
        return SignatureState.REFUTED if ended is EndReason.REFUTED else SignatureState.CHANGED
    return SignatureState.STANDS if signed == now else SignatureState.BROKEN
