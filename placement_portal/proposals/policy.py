"""Who may propose what, and who decides: students propose nothing themselves, their tutor may."""

import uuid
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.queries import reach, roles_of
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.programmes.policy import duties
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import ProposalKind
from placement_portal.sites.policy import managed_by

PROPOSING: Final = frozenset(
    {ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR, ProgrammeRoleKind.TUTOR}
)
RUNNING: Final = frozenset({ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR})


def proposing_for(person: Person, kinds: frozenset[ProgrammeRoleKind] = PROPOSING) -> set[uuid.UUID]:
    """Return the ids of the universities for which a person may propose something today."""
    found = duties(person).universities.items()
    return {university for university, held in found if not kinds.isdisjoint(held)}


def led_by(person: Person) -> set[uuid.UUID]:
    """Return the ids of the universities where a person leads a programme today."""
    return proposing_for(person, frozenset({ProgrammeRoleKind.LEAD}))


def may_propose(person: Person, to: Organisation) -> bool:
    """Say whether the person may propose a setting to a provider, or a provider to a university.

    A setting: who leads, co-ordinates or tutors at a university that works with the provider.
    A provider: who leads or co-ordinates at the university, and co-ordinators of providers that it works with.
    """
    if to.kind is OrganisationKind.PROVIDER:
        return bool(proposing_for(person)) and to.id not in managed_by(person) and to.id in reach(person)
    if to.id in proposing_for(person, RUNNING):
        return True
    return any(MembershipRole.PROVIDER_COORDINATOR in roles for roles in roles_of(person).values())


def decides(person: Person, proposal: Proposal) -> bool:
    """Say whether the person decides: who keeps the provider's settings, or leads a programme of the university."""
    if proposal.kind is ProposalKind.PROVIDER:
        return proposal.university_id in led_by(person)
    return proposal.provider_id in managed_by(person)


def runs(person: Person, proposal: Proposal) -> bool:
    """Say whether the person reads a proposal because they lead or co-ordinate at its university."""
    return proposal.university_id in proposing_for(person, RUNNING)


def withdraws(person: Person, proposal: Proposal) -> bool:
    """Say whether it was the person who proposed it."""
    return proposal.proposed_by_id == person.id
