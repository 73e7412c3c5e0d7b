"""Who may see and change settings: by memberships and partnerships that are in force today."""

import uuid
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.sites.models import Site

MANAGING: Final[AbstractSet[MembershipRole]] = frozenset(
    {MembershipRole.PROVIDER_COORDINATOR, MembershipRole.SAFEGUARDING_LEAD}
)


@dataclass(frozen=True, slots=True)
class Providers:
    """The ids of the providers that a person belongs to or works with today, and of those they co-ordinate."""

    seen: AbstractSet[uuid.UUID]
    managed: AbstractSet[uuid.UUID]


def providers_of(person: Person) -> Providers:
    """Return the providers of a person, asked of the database once in a request."""
    if not has_request_context():
        return _find(person)
    kept: dict[uuid.UUID, Providers] = request.environ.setdefault("portal.providers", {})
    if person.id not in kept:
        kept[person.id] = _find(person)
    return kept[person.id]


def sees(person: Person, thing: Site | Organisation) -> bool:
    """Say whether a setting, or the list of a provider, exists for a member or a member of a partner university."""
    return _provider_id(thing) in providers_of(person).seen


def manages(person: Person, thing: Site | Organisation) -> bool:
    """Say whether the person may change the settings: its provider's co-ordinators and safeguarding leads."""
    return _provider_id(thing) in providers_of(person).managed


def _provider_id(thing: Site | Organisation) -> uuid.UUID:
    return thing.provider_id if isinstance(thing, Site) else thing.id


def _find(person: Person) -> Providers:
    today = clock.today()
    partner = sa.and_(
        Partnership.university_id == Membership.organisation_id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    wanted = sa.select(Membership.organisation_id, Membership.role, Partnership.provider_id)
    wanted = wanted.outerjoin(Partnership, partner).where(
        Membership.person_id == person.id,
        Membership.confirmed,
        Membership.starts <= today,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    rows = db.session.execute(wanted).all()
    seen = {row.organisation_id for row in rows} | {row.provider_id for row in rows if row.provider_id}
    return Providers(seen, {row.organisation_id for row in rows if row.role in MANAGING})
