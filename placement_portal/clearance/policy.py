"""Who may do what with checks: officers see and verify, keepers say what is asked for; nobody verifies their own."""

import uuid
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem, ClearanceType
from placement_portal.clearance.rules import ClearanceStatus
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.policy import STAFF, duties

OFFICERS: Final[AbstractSet[str]] = frozenset({MembershipRole.CLEARANCE_OFFICER, MembershipRole.SAFEGUARDING_LEAD})
KEEPERS: Final[AbstractSet[str]] = OFFICERS | {MembershipRole.PROVIDER_COORDINATOR}
ACTING: Final = (
    MembershipRole.CLEARANCE_OFFICER,
    MembershipRole.SAFEGUARDING_LEAD,
    MembershipRole.PROVIDER_COORDINATOR,
    MembershipRole.SUPERVISOR,
)
"""Of several roles in one organisation, the one in which somebody reads checks there."""

Owned: TypeAlias = Organisation | ClearanceType


def officer_of(person: Person) -> AbstractSet[uuid.UUID]:
    """Return the ids of the organisations whose checks the person verifies today."""
    return {each for each, roles in duties(person).members.items() if not OFFICERS.isdisjoint(roles)}


def keeper_of(person: Person) -> AbstractSet[uuid.UUID]:
    """Return the ids of the organisations for which the person says what is asked for today."""
    members = {each for each, roles in duties(person).members.items() if not KEEPERS.isdisjoint(roles)}
    return members | {each for each, kinds in duties(person).universities.items() if not STAFF.isdisjoint(kinds)}


def acts_as(person: Person, organisation_id: uuid.UUID) -> str:
    """Return the role in which somebody reads checks for an organisation today, as the value of its enum."""
    held = duties(person).members.get(organisation_id, frozenset())
    taught = duties(person).universities.get(organisation_id, frozenset())
    return next((each.value for each in ACTING if each in held), min(taught, default=""))


def verifies_for(person: Person, organisation: Organisation) -> bool:
    """Say whether the person is an officer of an organisation."""
    return organisation.id in officer_of(person)


def keeps(person: Person, owned: Owned) -> bool:
    """Say whether the person says what an organisation asks for: its officers, co-ordinators and programme leads."""
    owner = owned.id if isinstance(owned, Organisation) else owned.organisation_id
    return owner in keeper_of(person)


def is_about(person: Person, item: ClearanceItem) -> bool:
    """Say whether a check is the person's own."""
    return item.person_id == person.id


def may_verify(person: Person, item: ClearanceItem) -> bool:
    """Say whether the person may decide on a check: an officer of who looks at it, and never on their own."""
    return item.organisation_id in officer_of(person) and not is_about(person, item)


def may_withdraw(person: Person, item: ClearanceItem) -> bool:
    """Say whether the person may take back what they sent in."""
    return is_about(person, item) and item.status is ClearanceStatus.SUBMITTED


def may_read(person: Person, item: ClearanceItem) -> bool:
    """Say whether somebody for whom the item was found reads it as an officer: their own they read on their page."""
    return not is_about(person, item)
