"""Who may see everything that a provider hosts."""

from placement_portal.accounts.models import Person
from placement_portal.organisations.models import Organisation
from placement_portal.placements.policy import standing


def hosts(person: Person, provider: Organisation) -> bool:
    """Say whether the person co-ordinates the provider, or is the safeguarding lead there, today."""
    return provider.id in standing(person).hosts()
