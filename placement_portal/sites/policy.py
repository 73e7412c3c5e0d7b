"""Who may see and change settings: by memberships that are in force today."""

import uuid
from collections.abc import Set as AbstractSet
from typing import Final

from flask import has_request_context, request

from placement_portal.accounts.models import Person
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.queries import find, roles_of
from placement_portal.organisations.rules import MembershipRole
from placement_portal.sites.models import Closure, Site

MANAGING: Final[AbstractSet[MembershipRole]] = frozenset(
    {MembershipRole.PROVIDER_COORDINATOR, MembershipRole.SAFEGUARDING_LEAD}
)


def sees(person: Person, thing: Site | Organisation) -> bool:
    """Say whether the person works for its provider or for a partner of it, so that its page opens."""
    return find(person, _provider_id(thing)) is not None


def manages(person: Person, thing: Site | Closure | Organisation) -> bool:
    """Say whether the person may change the settings: its provider's co-ordinators and safeguarding leads."""
    return _provider_id(thing) in managed_by(person)


def managed_by(person: Person) -> AbstractSet[uuid.UUID]:
    """Return the ids of the providers whose settings a person keeps, asked of the database once in a request."""
    if not has_request_context():
        return _find(person)
    kept: dict[uuid.UUID, AbstractSet[uuid.UUID]] = request.environ.setdefault("portal.settings", {})
    if person.id not in kept:
        kept[person.id] = _find(person)
    return kept[person.id]


def _provider_id(thing: Site | Closure | Organisation) -> uuid.UUID:
    if isinstance(thing, Organisation):
        return thing.id
    return thing.provider_id if isinstance(thing, Site) else thing.site.provider_id


def _find(person: Person) -> AbstractSet[uuid.UUID]:
    return {provider_id for provider_id, roles in roles_of(person).items() if not MANAGING.isdisjoint(roles)}
