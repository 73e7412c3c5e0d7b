"""What is true of proposals: their kinds, their states and moves."""

import enum
from collections.abc import Mapping
from typing import Final


class ProposalKind(enum.StrEnum):
    """What is proposed: a new setting of a provider, a new provider, or that a setting passes to another provider."""

    SETTING = "setting"
    PROVIDER = "provider"
    TRANSFER = "transfer"


class ProposalStatus(enum.StrEnum):
    """Where a proposal stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ProposalAction(enum.StrEnum):
    """What can be done to a proposal: the deciders approve or decline, whoever proposed it withdraws."""

    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class AlreadyDecided(ValueError):
    """A proposal is not open any more."""


MOVES: Final[Mapping[tuple[ProposalStatus, ProposalAction], ProposalStatus]] = {
    (ProposalStatus.PROPOSED, ProposalAction.APPROVE): ProposalStatus.APPROVED,
    (ProposalStatus.PROPOSED, ProposalAction.DECLINE): ProposalStatus.DECLINED,
    (ProposalStatus.PROPOSED, ProposalAction.WITHDRAW): ProposalStatus.WITHDRAWN,
}
"""Every pair that is not here is refused."""


def move(status: ProposalStatus, action: ProposalAction) -> ProposalStatus:
    """Return the state after `action`; raise `AlreadyDecided` when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise AlreadyDecided(f"{action.value} is not possible from {status.value}") from None
