"""How sessions begin, go on and end; each is a row, and the token is all that a browser keeps."""

import secrets
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask, current_app

from placement_portal import clock, ledger, transaction
from placement_portal.accounts import events, queries, rules
from placement_portal.accounts.models import Credential, FailedSignIn, Person, SignInSession
from placement_portal.accounts.rules import SessionAssurance, SessionKind
from placement_portal.accounts.service.tries import Door, Proof, forgive
from placement_portal.database import db, new_id
from placement_portal.links.queries import hashed

TOKEN_BYTES = 32


TERMS = "portal.session_terms"


SEEN_AT_MOST_EVERY = timedelta(minutes=5)


PROOF_LASTS = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(days=30)
LONGEST_OVER = rules.KEPT_AT_MOST + FORGOTTEN_AFTER


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


STRICTEST = SessionTerms(SessionKind.STAFF, int(rules.STAFF_IDLE.total_seconds() // 60))


TermsOf = Callable[[uuid.UUID], Iterable[SessionTerms]]


def terms_with(app: Flask, source: TermsOf) -> None:
    """Let a room above say what it knows of a person's sessions; asked once, when one starts."""
    app.extensions.setdefault(TERMS, []).append(source)


def sign_in(proof: Proof, *, address: str, keep: bool, door: Door) -> Started:
    """Start a session for whoever proved to be there."""
    person = db.session.get_one(Person, proof.person_id)
    if proof.rehashed:
        db.session.execute(sa.update(Credential).where(Credential.person_id == person.id).values(hash=proof.rehashed))
    forgive(address)
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


def end_every_session(*, now: datetime) -> int:
    """End every session of everybody, as after a restore; return how many were open."""
    ended = sa.update(SignInSession).where(SignInSession.ended_at.is_(None)).values(ended_at=now)
    return len(db.session.scalars(ended.returning(SignInSession.id)).all())


def forget(now: datetime) -> None:
    """Delete what is of no use any more: sessions that are over for 30 days, failed tries that do not count."""
    over = sa.or_(SignInSession.ended_at < now - FORGOTTEN_AFTER, SignInSession.started_at < now - LONGEST_OVER)
    db.session.execute(sa.delete(SignInSession).where(over))
    db.session.execute(sa.delete(FailedSignIn).where(FailedSignIn.last_at <= now - rules.FAILURES_FORGOTTEN_AFTER))


def _terms(person_id: uuid.UUID) -> SessionTerms:
    sources: list[TermsOf] = current_app.extensions.get(TERMS, [])
    said = [terms for source in sources for terms in source(person_id)]
    staff = [terms for terms in said if terms.kind is SessionKind.STAFF]
    return min(staff or said, key=lambda terms: terms.idle_minutes, default=STRICTEST)


def _execute(statement: sa.Update) -> None:
    db.session.execute(statement)
