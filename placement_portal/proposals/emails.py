"""What is written about proposals: to those who decide, and to whoever proposed."""

from collections.abc import Mapping
from typing import Final

from placement_portal.accounts import queries as people
from placement_portal.accounts.models import Person
from placement_portal.mail.service import Letter, link_to, send
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import ProposalKind, ProposalStatus

ASKED: Final[Mapping[ProposalKind, str]] = {
    ProposalKind.SETTING: "%(who)s proposes %(name)s as a new setting of %(provider)s.",
    ProposalKind.PROVIDER: "%(who)s proposes %(name)s as a new provider to work with.",
    ProposalKind.TRANSFER: "%(who)s proposes that the setting %(name)s passes to %(provider)s.",
}
DECIDED: Final[Mapping[ProposalStatus, str]] = {
    ProposalStatus.APPROVED: "%(name)s is approved.",
    ProposalStatus.DECLINED: "%(name)s is declined. The reason is on its page.",
    ProposalStatus.WITHDRAWN: "%(name)s is withdrawn. There is nothing to decide any more.",
}


def asked(proposal: Proposal, to: Person) -> None:
    """Tell somebody that a proposal waits for them."""
    known = {"who": proposal.proposed_by.name, "name": proposal.name}
    known["provider"] = proposal.provider.name if proposal.provider else ""
    _send(proposal, to, "A proposal waits for you", ASKED[proposal.kind] % known, "Read it and decide")


def decided(proposal: Proposal, to: Person) -> None:
    """Tell somebody what became of a proposal."""
    sentence = DECIDED[proposal.status] % {"name": proposal.name}
    _send(proposal, to, "A proposal is decided", sentence, "Read the proposal")


def _send(proposal: Proposal, to: Person, subject: str, sentence: str, action: str) -> None:
    address = people.address_of(to.id)
    if address:
        href = link_to("proposals.proposal", proposal_id=proposal.id)
        letter = Letter(subject=subject, name=to.name, paragraphs=[sentence], href=href, action=action)
        send(letter, address=address, person=to)
