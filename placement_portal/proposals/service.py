"""What can be done to proposals: make them, approve, decline, withdraw; an approved one is done at once."""

from dataclasses import dataclass

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.organisations import queries as known
from placement_portal.organisations import service as organisations
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.organisations.service import Refused
from placement_portal.proposals import emails, events, queries, rules
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import ProposalAction, ProposalKind, ProposalStatus
from placement_portal.sites import service as sites
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind
from placement_portal.sites.service import SiteFacts
from placement_portal.web.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts:
    """What is known of what is proposed."""

    name: str
    site_kind: SiteKind | None = None
    place: str = ""
    contact_name: str = ""
    contact: str = ""
    why: str = ""


def propose_setting(provider: Organisation, university: Organisation, facts: ProposalFacts, *, by: Person) -> Proposal:
    """Propose a setting to a provider for a university; raise `Refused` when it is proposed already."""
    return _propose(ProposalKind.SETTING, provider, facts, by, university_id=university.id, provider_id=provider.id)


def propose_provider(university: Organisation, facts: ProposalFacts, *, by: Person) -> Proposal:
    """Propose a provider to a university; raise `Refused` when it is proposed, or known, already."""
    if known.is_taken(facts.name):
        raise Refused("There is an organisation of this name already. Begin a partnership with it instead.")
    return _propose(ProposalKind.PROVIDER, university, facts, by, university_id=university.id)


def propose_to_pass_on(site: Site, to: Organisation, why: str, *, by: Person) -> Proposal:
    """Propose that a setting passes to another provider; raise `Refused` when that is proposed already."""
    facts = ProposalFacts(name=site.name, site_kind=site.kind, place=site.place, why=why)
    return _propose(ProposalKind.TRANSFER, to, facts, by, provider_id=to.id, site_id=site.id)


def decide(proposal: Proposal, action: ProposalAction, *, reason: str, by: Person, shown: int | None = None) -> None:
    """Approve or decline a proposal; an approved one is done at once.

    Raises `Moved` for a stale form, `AlreadyDecided`, `Refused` when it cannot be done any more.
    """
    transaction.check_version(proposal, shown)
    status = rules.move(proposal.status, action)
    if action is ProposalAction.APPROVE:
        _do(proposal, by)
    _close(proposal, status, reason, by)
    emails.decided(proposal, proposal.proposed_by)


def withdraw(proposal: Proposal, *, by: Person) -> None:
    """Take a proposal back; raise `AlreadyDecided` when it is too late."""
    _close(proposal, rules.move(proposal.status, ProposalAction.WITHDRAW), "", by)
    for each in queries.deciders_of(proposal):
        emails.decided(proposal, each)


def _propose(kind: ProposalKind, to: Organisation, facts: ProposalFacts, by: Person, **where: object) -> Proposal:
    if queries.is_open(kind, facts.name, to):
        raise Refused("This is proposed already, and nobody has decided yet.")
    values = {name: getattr(facts, name) for name in ProposalFacts.__dataclass_fields__}
    made = Proposal(id=new_id(), kind=kind, status=ProposalStatus.PROPOSED, proposed_at=clock.now(), **values, **where)
    made.proposed_by, made.reason = by, ""
    db.session.add(made)
    db.session.flush()
    ledger.record(events.ProposalMade(kind=kind, name=facts.name), by=by, on=made.id, chain=to.id)
    for each in queries.deciders_of(made):
        emails.asked(made, each)
    return made


def _do(proposal: Proposal, by: Person) -> None:
    if proposal.kind is ProposalKind.SETTING:
        assert proposal.provider
        assert proposal.site_kind
        facts = SiteFacts(name=proposal.name, kind=proposal.site_kind, place=proposal.place)
        site = sites.add(proposal.provider, facts, by=by)
        site.link_person, site.link_contact = proposal.contact_name, proposal.contact[:120]
    elif proposal.kind is ProposalKind.TRANSFER:
        assert proposal.provider
        assert proposal.site
        sites.pass_on(proposal.site, proposal.provider, by=by)
    else:
        _begin_with(proposal, by)


def _begin_with(proposal: Proposal, by: Person) -> None:
    """Let the university work with the provider from today, and invite whoever co-ordinates there."""
    assert proposal.university
    provider = organisations.add(OrganisationKind.PROVIDER, proposal.name, by=by)
    organisations.begin_partnership(proposal.university, provider, by=by)
    role = MembershipRole.PROVIDER_COORDINATOR
    name, address = proposal.contact_name, proposal.contact
    organisations.invite(provider, name=name, address=address, what_for=label(role).text, by=by, role=role)


def _close(proposal: Proposal, status: ProposalStatus, reason: str, by: Person) -> None:
    proposal.status, proposal.reason = status, reason
    proposal.decided_by, proposal.decided_at = by, clock.now()
    chain = proposal.provider_id or proposal.university_id
    assert chain
    decided = events.ProposalDecided(kind=proposal.kind, name=proposal.name, status=status)
    ledger.record(decided, by=by, on=proposal.id, chain=chain, version=proposal.version)
