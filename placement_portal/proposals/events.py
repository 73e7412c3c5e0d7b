"""What the ledger keeps of proposals; never whom to ring, nor anybody's reasons."""

from dataclasses import dataclass

from placement_portal.ledger import Event
from placement_portal.proposals.rules import ProposalKind, ProposalStatus


@dataclass(frozen=True, kw_only=True)
class ProposalMade(Event):
    """Somebody proposed a setting, a provider, or that a setting passes to another provider."""

    kind: ProposalKind
    name: str


@dataclass(frozen=True, kw_only=True)
class ProposalDecided(Event):
    """A proposal was approved, declined or withdrawn."""

    kind: ProposalKind
    name: str
    status: ProposalStatus
