"""Who is at the door: people by address, sessions by token, and how often signing in failed."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts import rules
from placement_portal.accounts.models import Address, Credential, FailedSignIn, Person, SignInSession, WorkPhone
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import Prepared, adopt, columns, db
from placement_portal.links.models import MailedLink
from placement_portal.links.queries import hashed, peek
from placement_portal.links.rules import LinkPurpose


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in, and by which session; what Flask-Login calls the current user."""

    person: Person
    session: SignInSession
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False


_SESSION: Final = columns(SignInSession)
_BY_TOKEN: Final = Prepared(
    sa.select(*_SESSION, *columns(Person))
    .join(Person, Person.id == SignInSession.person_id)
    .where(SignInSession.token_hash == sa.bindparam("token"), SignInSession.ended_at.is_(None))
    .where(Person.deactivated_at.is_(None))
)
"""Every request asks this."""


def signed_in(token: str) -> SignedIn | None:
    """Return who is signed in by this token now, in one statement; None once the session is over."""
    for row in _BY_TOKEN.rows(token=hashed(token)):
        session, person = adopt(SignInSession, row[: len(_SESSION)]), adopt(Person, row[len(_SESSION) :])
        return SignedIn(person, session) if clock.now() < ends_at(session) else None
    return None


def ends_at(session: SignInSession) -> datetime:
    """Return when a session is over if nothing more is seen of it."""
    idle = timedelta(minutes=session.idle_minutes)
    return rules.session_ends(session.kind, session.started_at, session.last_seen_at, session.kept, idle=idle)


def sessions_of(person: Person) -> Sequence[SignInSession]:
    """Return the sessions by which a person is signed in now, the newest first."""
    wanted = (
        sa.select(SignInSession)
        .where(SignInSession.person_id == person.id, SignInSession.ended_at.is_(None))
        .order_by(SignInSession.id.desc())
    )
    now = clock.now()
    return [session for session in db.session.scalars(wanted) if now < ends_at(session)]


def session_of(viewer: Person, session_id: uuid.UUID) -> SignInSession | None:
    """Return one of the viewer's own sessions."""
    wanted = sa.select(SignInSession).where(SignInSession.id == session_id, SignInSession.person_id == viewer.id)
    return db.session.scalars(wanted).one_or_none()


def person_at(address: str) -> Person | None:
    """Return who signs in with an address, whatever its case."""
    wanted = sa.select(Person).join(Person.addresses).where(*_signs_in(address))
    return db.session.scalars(wanted).one_or_none()


def account_at(address: str) -> Person | None:
    """Return who may sign in with an address: somebody with a password who is not deactivated."""
    wanted = sa.select(Person).join(Person.addresses).join(Person.credential)
    return db.session.scalars(wanted.where(*_signs_in(address), Person.deactivated_at.is_(None))).one_or_none()


def credential_at(address: str) -> Mapping[str, Any] | None:
    """Return `person_id`, `hash` and `deactivated_at` of whoever signs in with an address, as plain values."""
    wanted = (
        sa.select(Person.id.label("person_id"), Credential.hash, Person.deactivated_at)
        .join(Person.addresses)
        .join(Person.credential)
        .where(*_signs_in(address))
    )
    found = db.session.execute(wanted).one_or_none()
    return found._asdict() if found else None


def has_account(person_id: uuid.UUID) -> bool:
    """Say whether a person has a password, and so an account."""
    found = sa.select(Credential.id).where(Credential.person_id == person_id)
    return db.session.scalar(sa.select(found.exists())) is True


def address_of(person_id: uuid.UUID) -> str:
    """Return the address on file of a person, as written; empty when there is none."""
    wanted = sa.select(Address.written).where(Address.person_id == person_id, Address.kind == AddressKind.SIGN_IN)
    return db.session.scalars(wanted.order_by(Address.id)).first() or ""


def addresses_of(people: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Return the addresses on file of some people, in one statement; who has none is left out."""
    wanted = sa.select(Address.person_id, Address.written).where(
        Address.person_id.in_(people), Address.kind == AddressKind.SIGN_IN
    )
    rows = db.session.execute(wanted.order_by(Address.id.desc()))
    return {row.person_id: row.written for row in rows}


def failures(subjects: Collection[str]) -> Mapping[str, tuple[int, datetime]]:
    """Return how often signing in failed lately for each subject, and when last."""
    wanted = sa.select(FailedSignIn.subject, FailedSignIn.failures, FailedSignIn.last_at)
    rows = db.session.execute(wanted.where(FailedSignIn.subject.in_(subjects)))
    return {row.subject: (row.failures, row.last_at) for row in rows}


class Pending(NamedTuple):
    """A change of address under way: the new one, and which side has said yes."""

    new: str
    agreed: bool
    confirmed: bool


def pending_address(person: Person) -> Pending | None:
    """Return the change of address that is under way, if any; it is given up when either link is too old."""
    wanted = (
        sa.select(MailedLink)
        .where(MailedLink.person_id == person.id, MailedLink.purpose.in_(ADDRESS_LINKS))
        .where(MailedLink.expires_at > clock.now(), MailedLink.revoked_at.is_(None))
    )
    links = {link.purpose: link for link in db.session.scalars(wanted.order_by(MailedLink.id))}
    if not any(link.used_at is None for link in links.values()):
        return None
    agree, confirm = (links[purpose] for purpose in ADDRESS_LINKS)
    return Pending(confirm.address, agree.used_at is not None, confirm.used_at is not None)


class Known(NamedTuple):
    """Who a living link was mailed to: their name, and the address it went to."""

    name: str
    address: str


def behind(token: str, purpose: LinkPurpose) -> Known | None:
    """Return who a living link was mailed to, as plain values; None for a dead one, and for somebody deactivated."""
    link = peek(token, purpose)
    person = db.session.get(Person, link.person_id) if link else None
    if link is None or person is None or person.deactivated_at is not None:
        return None
    return Known(person.name, link.address)


def other_link(link: MailedLink) -> MailedLink | None:
    """Return the link to the other address of the same change."""
    wanted = sa.select(MailedLink).where(MailedLink.subject_id == link.subject_id, MailedLink.id != link.id)
    return db.session.scalars(wanted).one_or_none()


ADDRESS_LINKS = (LinkPurpose.AGREE_TO_NEW_ADDRESS, LinkPurpose.CONFIRM_ADDRESS)


def _signs_in(address: str) -> tuple[sa.ColumnElement[bool], ...]:
    return Address.folded == rules.normal_address(address), Address.kind == AddressKind.SIGN_IN


def phone_of(person: Person) -> WorkPhone | None:
    """Return the number at which somebody wants to be reached, if they gave one."""
    return db.session.get(WorkPhone, person.id)
