"""Who may see on which days a supervisor has whom: those who co-ordinate the provider."""

from typing import Protocol

from placement_portal.accounts.models import Person
from placement_portal.organisations.models import Organisation
from placement_portal.placements.policy import standing


class OfOrganisation(Protocol):
    """Somebody as one of an organisation."""

    @property
    def organisation(self) -> Organisation: ...


def co_ordinates(person: Person, member: OfOrganisation) -> bool:
    """Say whether the person co-ordinates the provider of somebody, or is the safeguarding lead there, today."""
    return member.organisation.id in standing(person).hosts()
