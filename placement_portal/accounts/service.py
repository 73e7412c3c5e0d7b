"""What can be done at the door: sign in and out, prove who one is, set passwords, change a name or an address."""

import hashlib
import hmac
import math
import secrets
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app

from placement_portal import clock, config, ledger, transaction
from placement_portal.accounts import emails, events, queries, rules
from placement_portal.accounts.models import Address, Credential, FailedSignIn, Person, SignInSession
from placement_portal.accounts.rules import AddressKind, SessionAssurance, SessionKind
from placement_portal.database import db, insert_or_ignore, new_id
from placement_portal.links import service as links
from placement_portal.links.models import MailedLink
from placement_portal.links.queries import find as find_link
from placement_portal.links.queries import hashed
from placement_portal.links.rules import LinkPurpose
from placement_portal.transaction import Difference

TOKEN_BYTES = 32
SALT_DIGITS, HASH_DIGITS = 22, 43  # 16 and 32 bytes in base64, as argon2-cffi makes them
TERMS = "portal.session_terms"
SEEN_AT_MOST_EVERY = timedelta(minutes=5)
PROOF_LASTS = timedelta(minutes=5)
NETWORK_SHARE = 10
"""How many people may stand behind one network address: a school's counts a tenth of an account's failures."""


class NotRight(Exception):
    """The address and the password do not open an account; which of the two is nobody's business."""


class MustWait(Exception):
    """Too many tries failed; carries how many seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class AddressTaken(Exception):
    """Somebody else signs in with this address by now."""


class Door(NamedTuple):
    """Where somebody stands when they sign in: the network address, and a few words for the device."""

    network: str = ""
    device: str = ""


class SessionTerms(NamedTuple):
    """What a room above says of a person's sessions: whose times they follow, in minutes, and whose pages they see."""

    kind: SessionKind
    idle_minutes: int
    organisation_id: uuid.UUID | None = None
    organisation_name: str = ""


class Started(NamedTuple):
    """A session that began: the token for the browser, and whether the browser keeps it."""

    token: str
    kept: bool


class Proof(NamedTuple):
    """Whose password it was, and its new hash when the old one was made with other parameters."""

    person_id: uuid.UUID
    rehashed: str | None = None


STRICTEST = SessionTerms(SessionKind.STAFF, int(rules.STAFF_IDLE.total_seconds() // 60))
TermsOf = Callable[[uuid.UUID], Iterable[SessionTerms]]


def terms_with(app: Flask, source: TermsOf) -> None:
    """Let a room above say what it knows of a person's sessions; asked once, when one starts."""
    app.extensions.setdefault(TERMS, []).append(source)


# Passwords


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password; slow on purpose, so never while a write transaction is open."""
    return _hasher().hash(password)


def check_password(address: str, password: str, door: Door) -> Proof:
    """Return whose password it is; raise `NotRight` (and count it) or `MustWait`. No transaction is open afterwards."""
    subjects = _subjects(address, door)
    seen, known = transaction.look(lambda: (queries.failures(subjects), queries.credential_at(address)))
    wait = max(_wait(subjects, subject, *found) for subject, found in seen.items()) if seen else 0
    if wait:
        raise MustWait(wait)
    matches = _matches(known["hash"] if known else _dummy(), password)
    if known is None or not matches or known["deactivated_at"] is not None:
        _refuse(subjects, known["person_id"] if known else None, "deactivated" if matches else "not right")
        raise NotRight
    return Proof(known["person_id"], _rehashed(known["hash"], password))


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
    """Mail a link to choose a new password; for an unknown address the same is done, and nothing sent."""
    person = queries.person_at(address)
    known = person is not None and person.deactivated_at is None and queries.has_account(person.id)
    ledger.record(events.PasswordResetAsked(), by=None, on=person.id if known and person else None)
    if known and person:
        send_reset(person)


def send_reset(person: Person) -> None:
    """Mail a fresh link to the address on file; the ones before it die."""
    links.revoke(LinkPurpose.RESET_PASSWORD, person=person)
    address = queries.address_of(person.id)
    emails.reset_password(person, address, links.make(LinkPurpose.RESET_PASSWORD, person, address))


def renew_reset(token: str) -> None:
    """Mail a new link to the address on file of whoever a dead one was for; do nothing about an unknown one."""
    link = find_link(token, LinkPurpose.RESET_PASSWORD)
    if link is not None:
        ask_for_reset(queries.address_of(link.person_id))


def reset_password(token: str, hash_: str) -> Person | None:
    """Use the link up and set the password; None when the link is dead."""
    link = links.use(token, LinkPurpose.RESET_PASSWORD)
    person = db.session.get(Person, link.person_id) if link else None
    if person is None or person.deactivated_at is not None:
        return None
    set_password(person, hash_, how="reset", by=person)
    emails.password_changed(person, queries.address_of(person.id))
    _forgive(_account(queries.address_of(person.id)))
    return person


# Sessions


def sign_in(proof: Proof, *, address: str, keep: bool, door: Door) -> Started:
    """Start a session for whoever proved to be there."""
    person = db.session.get_one(Person, proof.person_id)
    if proof.rehashed:
        db.session.execute(sa.update(Credential).where(Credential.person_id == person.id).values(hash=proof.rehashed))
    _forgive(_account(address))
    return start_session(person, keep=keep, door=door)


def start_session(person: Person, *, keep: bool, door: Door) -> Started:
    """Start a session on the terms of the person's organisations; only students keep one."""
    terms = _terms(person.id)
    token, now = secrets.token_urlsafe(TOKEN_BYTES), clock.now()
    row = SignInSession(
        id=new_id(),
        person_id=person.id,
        token_hash=hashed(token),
        kind=terms.kind,
        assurance=SessionAssurance.ACCOUNT,
        kept=keep and terms.kind is SessionKind.STUDENT,
        started_at=now,
        last_seen_at=now,
        proved_at=now,
        idle_minutes=terms.idle_minutes,
        device=door.device,
        organisation_id=terms.organisation_id,
        organisation_name=terms.organisation_name,
    )
    db.session.add(row)
    ledger.record(events.SignedIn(session=row.id, kept=row.kept), by=person, on=person.id)
    return Started(token, row.kept)


def rotate(session: SignInSession) -> str:
    """Give a session a new token and return it; the old one opens nothing any more."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    session.token_hash = hashed(token)
    return token


def prove(session: SignInSession, *, by: Person) -> str:
    """Note that the person proved who they are again, and return the session's new token."""
    session.proved_at = clock.now()
    ledger.record(events.IdentityProved(session=session.id), by=by, on=by.id)
    return rotate(session)


def is_fresh(session: SignInSession) -> bool:
    """Say whether something sensitive may go ahead: a kept device must have proved itself in the last 5 minutes."""
    return not session.kept or clock.now() - session.proved_at < PROOF_LASTS


def see(session: SignInSession) -> None:
    """Remember that the session is in use, at most every five minutes, after the request."""
    now, session_id = clock.now(), session.id
    if now - session.last_seen_at >= SEEN_AT_MOST_EVERY:
        seen = sa.update(SignInSession).where(SignInSession.id == session_id).values(last_seen_at=now)
        transaction.remember(lambda: _execute(seen))


def sign_out(session: SignInSession, *, by: Person) -> None:
    """End the session by which somebody is signed in."""
    session.ended_at = clock.now()
    ledger.record(events.SignedOut(session=session.id), by=by, on=by.id)


def end_session(session: SignInSession, *, by: Person) -> None:
    """End one of one's own sessions, as on a phone that was lost."""
    session.ended_at = session.ended_at or clock.now()
    ledger.record(events.SessionEnded(session=session.id), by=by, on=by.id)


def end_other_sessions(keep: SignInSession, *, by: Person) -> int:
    """End every session but this one, and return how many there were."""
    others = [session for session in queries.sessions_of(by) if session.id != keep.id]
    for session in others:
        session.ended_at = clock.now()
    ledger.record(events.OtherSessionsEnded(count=len(others)), by=by, on=by.id)
    return len(others)


def end_sessions(person: Person) -> None:
    """End every session of a person, whoever asks for it."""
    living = sa.update(SignInSession).where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
    db.session.execute(living.values(ended_at=clock.now()))


# People


def name_person(name: str, address: str, *, by: ledger.Actor | None) -> Person:
    """Return whoever signs in with an address, as they are, or else somebody new of this name without an account."""
    person = queries.person_at(address)
    if person is None:
        person = Person(id=new_id(), name=name, created_at=clock.now())
        db.session.add_all([person, _signing_in(person, address, confirmed_at=None)])
        db.session.flush()
        ledger.record(events.PersonNamed(), by=by, on=person.id)
    return person


def confirm_address_on_file(person: Person) -> None:
    """Note that somebody proved to read the mail of the address they sign in with."""
    for address in person.addresses:
        if address.kind is AddressKind.SIGN_IN:
            address.confirmed_at = address.confirmed_at or clock.now()


def deactivate(person: Person, *, by: Person) -> None:
    """Keep a person from signing in, and end their sessions; nothing they recorded changes."""
    person.deactivated_at = person.deactivated_at or clock.now()
    end_sessions(person)
    ledger.record(events.PersonDeactivated(), by=by, on=person.id)


def reactivate(person: Person, *, by: Person) -> None:
    """Let a person sign in again."""
    person.deactivated_at = None
    ledger.record(events.PersonReactivated(), by=by, on=person.id)


def change_name(person: Person, name: str, *, seen: int | None, by: Person) -> None:
    """Change one's own name; raise `Moved` when it was changed since version `seen` was shown."""
    transaction.check_version(person, seen, [Difference("Your name", name, person.name)])
    person.name = name
    ledger.record(events.NameChanged(), by=by, on=person.id)


def ask_for_address(person: Person, address: str, *, by: Person) -> None:
    """Write to the old and the new address; where the new one is taken, only its owner is told."""
    for purpose in queries.ADDRESS_LINKS:
        links.revoke(purpose, person=person)
    old, change = queries.address_of(person.id), new_id()
    emails.agree_to_new_address(person, old, links.make(queries.ADDRESS_LINKS[0], person, old, change))
    token = links.make(queries.ADDRESS_LINKS[1], person, address, change)
    if queries.person_at(address) is None:
        emails.confirm_address(person, address, token)
    else:
        emails.address_taken(address)
    ledger.record(events.AddressChangeAsked(), by=by, on=person.id)


def confirm_change_of_address(token: str, purpose: LinkPurpose) -> bool | None:
    """Use one of the two links; True when that was the second and the address changed, None for a dead link.

    Raises `AddressTaken` when somebody else signs in with the new address by now.
    """
    link = links.use(token, purpose)
    if link is None:
        return None
    person = db.session.scalars(sa.select(Person).where(Person.id == link.person_id).with_for_update()).one()
    other = queries.other_link(link)
    if other is None or other.used_at is None:
        return False
    _change_address(person, link if purpose is LinkPurpose.CONFIRM_ADDRESS else other)
    return True


def _change_address(person: Person, confirmed: MailedLink) -> None:
    if queries.person_at(confirmed.address) is not None:
        raise AddressTaken
    old = queries.address_of(person.id)
    current = (address for address in person.addresses if address.kind is AddressKind.SIGN_IN)
    for address in current:
        db.session.delete(address)
    db.session.flush()
    db.session.add(_signing_in(person, confirmed.address, confirmed_at=clock.now()))
    emails.address_changed(person, old, confirmed.address)
    ledger.record(events.AddressChanged(), by=person, on=person.id)


def _signing_in(person: Person, address: str, *, confirmed_at: datetime | None) -> Address:
    return Address(
        person_id=person.id,
        kind=AddressKind.SIGN_IN,
        written=address.strip(),
        folded=rules.normal_address(address),
        confirmed_at=confirmed_at,
    )


def _terms(person_id: uuid.UUID) -> SessionTerms:
    sources: list[TermsOf] = current_app.extensions.get(TERMS, [])
    said = [terms for source in sources for terms in source(person_id)]
    staff = [terms for terms in said if terms.kind is SessionKind.STAFF]
    return min(staff or said, key=lambda terms: terms.idle_minutes, default=STRICTEST)


# Hashes and failures


def _hasher() -> PasswordHasher:
    settings = config.current()
    return PasswordHasher(settings.argon2_time, settings.argon2_memory_kib, settings.argon2_lanes)


def _dummy() -> str:
    """Return a hash that no password has, so that an unknown address takes as long as a known one."""
    settings = config.current()
    cost = f"m={settings.argon2_memory_kib},t={settings.argon2_time},p={settings.argon2_lanes}"
    return f"$argon2id$v=19${cost}${'A' * SALT_DIGITS}${'A' * HASH_DIGITS}"


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def _rehashed(stored: str, password: str) -> str | None:
    return hash_password(password) if _hasher().check_needs_rehash(stored) else None


def _account(address: str) -> str:
    return _keyed(f"account {rules.normal_address(address)}")


def _subjects(address: str, door: Door) -> dict[str, int]:
    """Return whose failures count, each with how many of them make one."""
    return {_account(address): 1, _keyed(f"network {door.network}"): NETWORK_SHARE}


def _keyed(subject: str) -> str:
    """Hash with the installation's secret, so that the table tells nobody's address."""
    return hmac.new(config.current().secret_key.encode(), subject.encode(), hashlib.sha256).hexdigest()


def _wait(subjects: dict[str, int], subject: str, failures: int, last_at: datetime) -> int:
    now = clock.now()
    if now - last_at >= rules.FAILURES_FORGOTTEN_AFTER:
        return 0
    left = last_at + rules.delay_after(failures // subjects[subject]) - now
    return max(0, math.ceil(left.total_seconds()))


def _refuse(subjects: dict[str, int], person_id: uuid.UUID | None, reason: str) -> None:
    """Count a failed try, after the request was refused."""
    refused = events.SignInRefused(reason=reason)
    transaction.remember(lambda: ledger.record(refused, by=None, on=person_id))
    transaction.remember(lambda: _count(subjects))


def _count(subjects: dict[str, int]) -> None:
    now = clock.now()
    forgotten = FailedSignIn.last_at < now - rules.FAILURES_FORGOTTEN_AFTER
    for subject in sorted(subjects):
        db.session.execute(insert_or_ignore(FailedSignIn).values(subject=subject, failures=0, last_at=now))
        more = sa.case((forgotten, 1), else_=FailedSignIn.failures + 1)
        db.session.execute(
            sa.update(FailedSignIn).where(FailedSignIn.subject == subject).values(failures=more, last_at=now)
        )


def _forgive(subject: str) -> None:
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.subject == subject))


def _execute(statement: sa.Update) -> None:
    db.session.execute(statement)
