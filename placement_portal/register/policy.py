"""Who reads the register of a provider, and who how the cohorts of a university stand."""

from collections.abc import Set as AbstractSet
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.clearance.policy import KEEPERS, OFFICERS
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.placements.policy import standing
from placement_portal.programmes.policy import STAFF, duties

ROLES: Final[AbstractSet[str]] = KEEPERS


def reads(person: Person, organisation: Organisation) -> bool:
    """Say whether the person reads the register of a provider today."""
    links = standing(person)
    held = {each.what for each in links.providers if each.to == organisation.id and each.holds(links.today)}
    return organisation.kind is OrganisationKind.PROVIDER and not ROLES.isdisjoint(held)


def counts(person: Person, organisation: Organisation) -> bool:
    """Say whether the person reads how the cohorts of a university stand: its officers, leads and co-ordinators."""
    held, kinds = (each.get(organisation.id, ()) for each in (duties(person).members, duties(person).universities))
    is_university = organisation.kind is OrganisationKind.UNIVERSITY
    return is_university and not (OFFICERS.isdisjoint(held) and STAFF.isdisjoint(kinds))


def knows_ends(person: Person, organisation: Organisation) -> bool:
    """Say whether the person reads what ends when: whoever reads the register, or how the cohorts stand."""
    return reads(person, organisation) or counts(person, organisation)
