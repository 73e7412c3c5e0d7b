"""How a password is set: changed with the present one, or reset by a mailed link."""

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts import emails, events, queries
from placement_portal.accounts.models import Credential, Person, SignInSession
from placement_portal.accounts.service.sessions import end_sessions, rotate
from placement_portal.accounts.service.tries import forgive
from placement_portal.database import db, new_id
from placement_portal.links import service as links
from placement_portal.links.queries import find
from placement_portal.links.rules import LinkPurpose


def set_password(person: Person, hash_: str, *, how: str, by: Person) -> None:
    """Store a hash made by `hash_password`, and end every session of the person."""
    credential = db.session.scalars(sa.select(Credential).where(Credential.person_id == person.id)).one_or_none()
    if credential is None:
        credential = Credential(person_id=person.id)
        db.session.add(credential)
    credential.hash, credential.changed_at = hash_, clock.now()
    end_sessions(person)
    links.revoke(LinkPurpose.RESET_PASSWORD, person=person)
    ledger.record(events.PasswordChanged(how=how), by=by, on=person.id)


def change_password(person: Person, hash_: str, *, keep: SignInSession, by: Person) -> str:
    """Change one's own password; every other session ends, and this one goes on with the token that is returned."""
    set_password(person, hash_, how="changed", by=by)
    emails.password_changed(person, queries.address_of(person.id))
    keep.ended_at = None
    return rotate(keep)


def ask_for_reset(address: str) -> None:
    """Mail a link to choose a new password; for an unknown address the same is done and undone, and takes as long."""
    person = queries.account_at(address)
    ledger.record(events.PasswordResetAsked(), by=None, on=person.id if person else None)
    with db.session.begin_nested() as sending:
        _send_reset(person or _nobody())
        if person is None:
            sending.rollback()


def renew_reset(token: str) -> None:
    """Mail a new link to the address on file of whoever a dead one was for; do nothing about an unknown one."""
    link = find(token, LinkPurpose.RESET_PASSWORD)
    if link is not None:
        ask_for_reset(queries.address_of(link.person_id))


def reset_password(token: str, hash_: str) -> Person:
    """Use the link up and set the password; raise `DeadLink` for a dead one, and for somebody deactivated."""
    person = db.session.get_one(Person, links.use(token, LinkPurpose.RESET_PASSWORD).person_id)
    if person.deactivated_at is not None:
        raise links.DeadLink
    set_password(person, hash_, how="reset", by=person)
    emails.password_changed(person, queries.address_of(person.id))
    forgive(queries.address_of(person.id))
    return person


def _nobody() -> Person:
    person = Person(id=new_id(), name="Nobody", created_at=clock.now())
    db.session.add(person)
    return person


def _send_reset(person: Person) -> None:
    """Mail a fresh link to the address on file; the ones before it die."""
    links.revoke(LinkPurpose.RESET_PASSWORD, person=person)
    address = queries.address_of(person.id)
    emails.reset_password(person, address, links.make(LinkPurpose.RESET_PASSWORD, person, address))
    db.session.flush()
