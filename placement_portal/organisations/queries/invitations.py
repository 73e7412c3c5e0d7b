"""Invitations: the list, one of them, and what a link offers."""

import uuid
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.queries import has_account
from placement_portal.database import db
from placement_portal.links.models import MailedLink
from placement_portal.links.queries import peek
from placement_portal.links.rules import LinkPurpose
from placement_portal.organisations.models import Invitation, Organisation
from placement_portal.organisations.queries.organisations import find
from placement_portal.organisations.queries.people import PAGE
from placement_portal.organisations.rules import InvitationStatus, invitation_status


class Invited(NamedTuple):
    """One line of the list of invitations."""

    invitation: Invitation
    status: InvitationStatus


class Offer(NamedTuple):
    """What a living invitation offers, as plain values."""

    name: str
    address: str
    organisation: str
    what_for: str
    has_account: bool


def invitations_of(
    organisation: Organisation, *, by: Person | None = None, before: uuid.UUID | None = None
) -> list[Invited]:
    """Return up to one more than a page of invitations, of all or `by` one person, the newest first."""
    wanted = sa.select(Invitation).where(Invitation.organisation_id == organisation.id)
    if by:
        wanted = wanted.where(Invitation.invited_by_id == by.id)
    if before:
        wanted = wanted.where(Invitation.id < before)
    found = db.session.scalars(wanted.order_by(Invitation.id.desc()).limit(PAGE + 1))
    return [Invited(invitation, status_of(invitation)) for invitation in found]


def status_of(invitation: Invitation) -> InvitationStatus:
    """Return where an invitation stands now."""
    return invitation_status(invitation.expires_at, invitation.accepted_at, invitation.revoked_at, clock.now())


def find_invitation(viewer: Person, invitation_id: uuid.UUID) -> Invitation | None:
    """Return an invitation of an organisation that the viewer works for or with."""
    wanted = sa.select(Invitation).where(Invitation.id == invitation_id).options(joinedload(Invitation.organisation))
    found = db.session.scalars(wanted).one_or_none()
    return found if found and find(viewer, found.organisation_id) else None


def open_invitation(person: Person, organisation: Organisation) -> Invitation | None:
    """Return the invitation of a person to an organisation that was neither accepted nor revoked."""
    wanted = sa.select(Invitation).where(
        Invitation.person_id == person.id,
        Invitation.organisation_id == organisation.id,
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
    )
    return db.session.scalars(wanted.order_by(Invitation.id.desc())).first()


def offer(token: str) -> Offer | None:
    """Return what the link of an invitation offers; None when it opens nothing."""
    link = peek(token, LinkPurpose.ACCEPT_INVITATION)
    found = behind(link) if link else None
    if link is None or found is None or found.person.deactivated_at is not None:
        return None
    return Offer(found.person.name, link.address, found.organisation.name, found.what_for, has_account(found.person_id))


def behind(link: MailedLink) -> Invitation:
    """Return the invitation that a link was mailed for."""
    both = (joinedload(Invitation.organisation), joinedload(Invitation.person))
    return db.session.scalars(sa.select(Invitation).where(Invitation.id == link.subject_id).options(*both)).one()
