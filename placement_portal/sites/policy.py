"""Who may see and change settings: by memberships that are in force today."""

import uuid
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.queries import reach, roles_of
from placement_portal.organisations.rules import MembershipRole
from placement_portal.sites.models import Closure, Site, SiteMove, SiteTerm

Thing: TypeAlias = Site | Closure | SiteTerm | Organisation

MANAGING: Final[AbstractSet[MembershipRole]] = frozenset(
    {MembershipRole.PROVIDER_COORDINATOR, MembershipRole.SAFEGUARDING_LEAD}
)


def sees(person: Person, thing: Site | Organisation) -> bool:
    """Say whether the person works for its provider or for a partner of it, so that its page opens.

    A setting that passed to another provider stays readable for those of the one before, where placements go on.
    """
    seen = reach(person)
    if _provider_id(thing) in seen:
        return True
    return bool(seen) and isinstance(thing, Site) and any(each in seen for each in _owners_before(thing))


def manages(person: Person, thing: Thing) -> bool:
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


def _provider_id(thing: Thing) -> uuid.UUID:
    if isinstance(thing, Organisation):
        return thing.id
    return thing.provider_id if isinstance(thing, Site) else thing.site.provider_id


def _owners_before(site: Site) -> list[uuid.UUID]:
    wanted = sa.select(SiteMove.from_id).where(SiteMove.site_id == site.id).order_by(SiteMove.id)
    return list(db.session.scalars(wanted))


def _find(person: Person) -> AbstractSet[uuid.UUID]:
    return {provider_id for provider_id, roles in roles_of(person).items() if not MANAGING.isdisjoint(roles)}
