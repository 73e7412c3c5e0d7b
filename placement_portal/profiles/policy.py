"""Who may change a supervisor's profile: who runs the provider, and the supervisor, who never checks themselves."""

from typing import Protocol

from placement_portal.accounts.models import Person
from placement_portal.organisations import policy as organisations
from placement_portal.organisations.models import Organisation


class Supervising(Protocol):
    """A person as supervisor of a provider."""

    @property
    def person(self) -> Person:
        """Who it is."""
        ...

    @property
    def provider(self) -> Organisation:
        """For whom."""
        ...


def may_change(person: Person, supervising: Supervising) -> bool:
    """Say whether the person may change a profile: their own, or one of a provider that they run."""
    return person.id == supervising.person.id or organisations.manages(person, supervising.provider)


def may_check(person: Person, supervising: Supervising) -> bool:
    """Say whether the person may note what the public register says of somebody else."""
    return person.id != supervising.person.id and organisations.manages(person, supervising.provider)
