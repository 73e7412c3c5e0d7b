"""Who may do what to an organisation and its people: by memberships that are confirmed and in force today."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Final, Protocol

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import rules as dates
from placement_portal.organisations.models import Invitation, Membership, Organisation
from placement_portal.organisations.rules import MembershipRole

READS: Final = frozenset({"GET", "HEAD"})
MANAGERS = (MembershipRole.PROVIDER_COORDINATOR, MembershipRole.ADMINISTRATOR)


class MemberOf(Protocol):
    """A person as a member of an organisation."""

    @property
    def organisation(self) -> Organisation:
        """Whose member they are."""
        ...

    @property
    def person(self) -> Person:
        """Who it is."""
        ...

    @property
    def is_only_here(self) -> bool:
        """Whether the person belongs to no other organisation."""
        ...


def in_force(on: date) -> list[sa.ColumnElement[bool]]:
    """Return what holds of a membership that is confirmed and in force on a day."""
    return [
        Membership.confirmed.is_(True),
        Membership.starts <= on,
        sa.or_(Membership.ends.is_(None), Membership.ends >= on),
    ]


def is_member(person: Person, organisation: Organisation, *roles: MembershipRole) -> bool:
    """Say whether the person is a member today, in any of these roles or, without roles, in any at all."""
    today = clock.today(organisation.zone)
    return any(
        each.organisation_id == organisation.id
        and dates.in_force(each.starts, each.ends, today)
        and (not roles or each.role in roles)
        for each in confirmed_of(person)
    )


def confirmed_of(person: Person) -> Sequence[Any]:
    """Return the confirmed memberships of a person, past and to come: organisation, role, first and last day.

    A page that only reads asks the database once; what writes asks each time, since it may have changed them.
    """
    if not has_request_context() or request.method not in READS:
        return _confirmed_of(person)
    kept: dict[uuid.UUID, Sequence[Any]] = request.environ.setdefault("portal.memberships", {})
    if person.id not in kept:
        kept[person.id] = _confirmed_of(person)
    return kept[person.id]


def _confirmed_of(person: Person) -> Sequence[Any]:
    columns: tuple[Any, ...] = (Membership.organisation_id, Membership.role, Membership.starts, Membership.ends)
    wanted = sa.select(*columns).where(Membership.person_id == person.id, Membership.confirmed.is_(True))
    return db.session.execute(wanted.order_by(Membership.id)).all()


def manages(person: Person, organisation: Organisation) -> bool:
    """Say whether the person co-ordinates or administers the organisation today."""
    return is_member(person, organisation, *MANAGERS)


def administers(person: Person, organisation: Organisation) -> bool:
    """Say whether the person is an administrator of the organisation today."""
    return is_member(person, organisation, MembershipRole.ADMINISTRATOR)


def invited(person: Person, invitation: Invitation) -> bool:
    """Say whether it was the person who invited, and still works there or with them: the loader has looked."""
    return invitation.invited_by_id == person.id


def may_end(person: Person, membership: Membership) -> bool:
    """Say whether the person may end or confirm a membership: only administrators touch an administrator's."""
    if membership.role is MembershipRole.ADMINISTRATOR:
        return administers(person, membership.organisation)
    return manages(person, membership.organisation)


def may_deactivate(person: Person, member: MemberOf) -> bool:
    """Say whether an administrator may keep somebody out: never themselves, never somebody shared with others."""
    return member.is_only_here and person.id != member.person.id and administers(person, member.organisation)
