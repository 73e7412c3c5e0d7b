"""Who may do what to an organisation and its people: by memberships that are confirmed and in force today."""

from datetime import date
from typing import Protocol

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Invitation, Membership, Organisation
from placement_portal.organisations.rules import MembershipRole

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
    wanted = sa.select(Membership.id).where(
        Membership.person_id == person.id,
        Membership.organisation_id == organisation.id,
        *in_force(clock.today(organisation.zone)),
    )
    if roles:
        wanted = wanted.where(Membership.role.in_(roles))
    return db.session.scalar(sa.select(wanted.exists())) is True


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
