"""Who may import: those who run a programme of a university, and the co-ordinators of a provider."""

import uuid
from collections.abc import Set as AbstractSet

from placement_portal.accounts.models import Person
from placement_portal.intake.models import ImportDraft
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.policy import is_member
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.programmes.policy import STAFF, duties


def may_import(person: Person, thing: Organisation | ImportDraft) -> bool:
    """Say whether the person may bring in files for an organisation; never an administrator as such."""
    organisation = thing.organisation if isinstance(thing, ImportDraft) else thing
    if organisation.kind is OrganisationKind.UNIVERSITY:
        return not STAFF.isdisjoint(duties(person).universities.get(organisation.id, frozenset()))
    return is_member(person, organisation, MembershipRole.PROVIDER_COORDINATOR)


def programmes_run(person: Person) -> AbstractSet[uuid.UUID]:
    """Return the ids of the programmes that the person leads or co-ordinates today."""
    return {programme for programme, kinds in duties(person).programmes.items() if not STAFF.isdisjoint(kinds)}
