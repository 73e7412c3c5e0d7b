"""What can be done about organisations: settings, partnerships, memberships, invitations."""

import uuid
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from placement_portal import clock, ledger, transaction
from placement_portal.accounts import queries as people
from placement_portal.accounts import service as accounts
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.links import queries as mailed
from placement_portal.links import service as links
from placement_portal.links.rules import LIFETIME, LinkPurpose
from placement_portal.organisations import emails, events, queries
from placement_portal.organisations.models import Invitation, Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole, OrganisationKind, may_hold
from placement_portal.transaction import Difference

SETTINGS: Final[Mapping[str, str]] = {
    "name": "Name",
    "zone": "Time zone",
    "bank_holidays": "Bank holidays",
    "grace_days": "Days to decide after a placement ends",
    "staff_idle_minutes": "Staff are signed out after",
    "student_idle_minutes": "Students are signed out after",
    "link_person": "Link person",
    "link_contact": "How to reach the link person",
    "retention_contact": "Who answers questions about kept data",
    "accent": "Accent colour",
}
PUBLIC: Final = frozenset(
    {"name", "zone", "bank_holidays", "grace_days", "staff_idle_minutes", "student_idle_minutes", "accent"}
)
AGREED: Final[Mapping[str, str]] = {"agreed_from": "The agreement runs from", "agreed_until": "The agreement runs to"}
PURPOSE: Final = LinkPurpose.ACCEPT_INVITATION


class Refused(ValueError):
    """What was asked cannot be done; the message is a sentence for people."""


def change_settings(organisation: Organisation, wanted: Mapping[str, Any], *, seen: int | None, by: Person) -> None:
    """Change settings.

    Raises `Moved` with the differences when they changed since version `seen` was shown, `Refused` for a name in use.
    """
    before = {name: getattr(organisation, name) for name in SETTINGS}
    changed = [name for name in SETTINGS if wanted[name] != before[name]]
    if "name" in changed and queries.is_taken(wanted["name"]):
        raise Refused("Another organisation has this name already.")
    differences = [Difference(SETTINGS[name], str(wanted[name]), str(before[name])) for name in changed]
    transaction.check_version(organisation, seen, differences)
    for name in changed:
        setattr(organisation, name, wanted[name])
    told = {name: before[name] for name in changed if name in PUBLIC}
    after = {name: wanted[name] if name in PUBLIC else "changed" for name in changed}
    _record(events.OrganisationChanged(before=told, after=after), organisation, by, organisation.id)


def add(kind: OrganisationKind, name: str, *, by: Person) -> Organisation:
    """Add an organisation with the usual settings; raise `Refused` for a name in use."""
    if queries.is_taken(name):
        raise Refused("Another organisation has this name already.")
    made = Organisation(id=new_id(), kind=kind, name=name)
    db.session.add(made)
    db.session.flush()
    _record(events.OrganisationAdded(kind=kind), made, by, made.id)
    return made


# Partnerships


def begin_partnership(one: Organisation, other: Organisation, *, by: Person) -> Partnership:
    """Let a university and a provider work together from today; raise `Refused` for two of a kind, or a second time."""
    if other.id not in {each.id for each in queries.possible_partners(one)}:
        raise Refused("These two cannot become partners: they are already, or they are of the same kind.")
    university, provider = (one, other) if one.kind is OrganisationKind.UNIVERSITY else (other, one)
    today = clock.today(one.zone)
    made = Partnership(id=new_id(), university_id=university.id, provider_id=provider.id, starts=today)
    db.session.add(made)
    begun = events.PartnershipBegun(university=university.id, provider=provider.id)
    _record(begun, university, by, made.id)
    return made


def end_partnership(partnership: Partnership, *, by: Person) -> None:
    """End a partnership with today as its last day; placements that stand go on."""
    partnership.ends = max(partnership.starts, clock.today())
    ended = events.PartnershipEnded(university=partnership.university_id, provider=partnership.provider_id)
    ledger.record(ended, by=by, on=partnership.id, chain=partnership.university_id)


def say_agreement(
    partnership: Partnership, *, first: date | None, last: date | None, seen: int | None, by: Person
) -> None:
    """Say from when to when the agreement of two partners runs; raise `Moved` when it changed since `seen`."""
    before = {"agreed_from": partnership.agreed_from, "agreed_until": partnership.agreed_until}
    after = {"agreed_from": first, "agreed_until": last}
    shown = [Difference(AGREED[name], _day(after[name]), _day(before[name])) for name in AGREED]
    transaction.check_version(partnership, seen, shown)
    partnership.agreed_from, partnership.agreed_until = first, last
    said = events.AgreementSaid(before={**before}, after={**after})
    ledger.record(said, by=by, on=partnership.id, chain=partnership.university_id, version=partnership.version)


# Memberships


def add_membership(
    person: Person,
    organisation: Organisation,
    role: MembershipRole,
    *,
    by: Person,
    starts: date | None = None,
    confirmed: bool = True,
) -> Membership:
    """Give a person a role from a day (today, unless given); one that goes on stays as it is.

    A membership that a partner proposes is not confirmed: it gives no right in the organisation until it is.
    Raises `Refused` for a role that this kind of organisation does not have.
    """
    if not may_hold(organisation.kind, role):
        raise Refused("This kind of organisation does not have that role.")
    found = queries.membership_in_force(person, organisation, role)
    if found is not None:
        return found
    made = Membership(
        id=new_id(),
        person_id=person.id,
        organisation_id=organisation.id,
        role=role,
        starts=starts or clock.today(organisation.zone),
        confirmed=confirmed,
    )
    db.session.add(made)
    begun = events.MembershipBegun(person=person.id, role=role, confirmed=confirmed)
    _record(begun, organisation, by, made.id)
    return made


def confirm_membership(membership: Membership, *, by: Person) -> None:
    """Agree to a membership that a partner proposed."""
    membership.confirmed = True
    confirmed = events.MembershipConfirmed(person=membership.person_id, role=membership.role)
    _record(confirmed, membership.organisation, by, membership.id)


def end_membership(membership: Membership, *, last_day: date | None, seen: int | None, by: Person) -> None:
    """End a membership after its last day, or at once when there is none given.

    Raises `Refused` for one's own, or a last day before it began; `Moved` when it changed since `seen` was shown.
    """
    if membership.person_id == by.id:
        raise Refused("You cannot end your own membership. Ask another administrator or co-ordinator.")
    shown = Difference("Last day", _day(last_day), _day(membership.ends))
    transaction.check_version(membership, seen, [shown])
    if last_day is not None and last_day < membership.starts:
        raise Refused("The last day cannot be before the membership began.")
    yesterday = clock.today(membership.organisation.zone) - timedelta(days=1)
    _end(membership, last_day or yesterday)
    ended = events.MembershipEnded(
        person=membership.person_id, role=membership.role, last_day=str(last_day) if last_day else None
    )
    _record(ended, membership.organisation, by, membership.id)


def _end(membership: Membership, last_day: date) -> None:
    if last_day < membership.starts:  # it began today and ends at once: there was no day of it
        db.session.delete(membership)
    else:
        membership.ends = last_day


def _day(day: date | None) -> str:
    return day.isoformat() if day else "none"


# Invitations


def invite(
    organisation: Organisation,
    *,
    name: str,
    address: str,
    what_for: str,
    by: Person,
    role: MembershipRole | None = None,
    confirmed: bool = True,
) -> Invitation:
    """Invite whoever signs in with an address, or somebody new of this name, and give the role if there is one.

    Nobody who is known already changes their name by it; an open invitation is sent again instead of doubled.
    Raises `Refused` for a deactivated person.
    """
    person = accounts.name_person(name, address, by=by)
    if person.deactivated_at is not None:
        raise Refused("This person cannot sign in at present: their account is deactivated.")
    if role is not None:
        add_membership(person, organisation, role, by=by, confirmed=confirmed)
    found = queries.open_invitation(person, organisation)
    if found is not None:
        found.what_for = what_for
        resend(found, by=by)
        return found
    made = _invitation(person, organisation, address, what_for, by)
    _record(events.PersonInvited(person=person.id, what_for=what_for), organisation, by, made.id)
    _send(made)
    return made


def resend(invitation: Invitation, *, by: Person | None) -> None:
    """Send an invitation again with a new link; the old one dies, and the time begins anew."""
    links.revoke(PURPOSE, subject_id=invitation.id)
    invitation.expires_at = clock.now() + LIFETIME[PURPOSE]
    _record(events.InvitationResent(person=invitation.person_id), invitation.organisation, by, invitation.id)
    _send(invitation)


def revoke(invitation: Invitation, *, by: Person) -> None:
    """Take an invitation back; its link opens nothing any more."""
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = clock.now()
        links.revoke(PURPOSE, subject_id=invitation.id)
        _record(events.InvitationRevoked(person=invitation.person_id), invitation.organisation, by, invitation.id)


def accept(token: str, hash_: str | None) -> Person:
    """Use the link up; a person without an account gets one with this password hash. Raises `DeadLink`."""
    invitation = queries.behind(links.use(token, PURPOSE))
    person = invitation.person
    if person.deactivated_at is not None:
        raise links.DeadLink
    if hash_ and not people.has_account(person.id):
        accounts.set_password(person, hash_, how="set up", by=person)
    accounts.confirm_address_on_file(person)
    invitation.accepted_at = clock.now()
    _record(events.InvitationAccepted(person=person.id), invitation.organisation, person, invitation.id)
    return person


def renew(token: str) -> None:
    """Send a new link for a dead one to the address on file; do nothing when it is unknown, accepted or revoked."""
    link = mailed.find(token, PURPOSE)
    invitation = queries.behind(link) if link else None
    if invitation and not (invitation.accepted_at or invitation.revoked_at or invitation.person.deactivated_at):
        resend(invitation, by=None)


def _invitation(person: Person, organisation: Organisation, address: str, what_for: str, by: Person) -> Invitation:
    now = clock.now()
    made = Invitation(
        id=new_id(),
        organisation_id=organisation.id,
        person_id=person.id,
        invited_by_id=by.id,
        address=people.address_of(person.id) or address,
        what_for=what_for,
        invited_at=now,
        expires_at=now + LIFETIME[PURPOSE],
    )
    made.organisation, made.person = organisation, person
    db.session.add(made)
    return made


def _send(invitation: Invitation) -> None:
    token = links.make(PURPOSE, invitation.person, invitation.address, invitation.id)
    emails.invitation(invitation, token, has_account=people.has_account(invitation.person_id))


def _record(event: ledger.Event, organisation: Organisation, by: Person | None, on: uuid.UUID) -> None:
    ledger.record(event, by=by, on=on, chain=organisation.id)
