"""What can be done with links: make one, use it up, revoke what was made."""

import secrets
import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.database import db
from placement_portal.links.models import MailedLink
from placement_portal.links.queries import hashed
from placement_portal.links.rules import LIFETIME, LinkPurpose

TOKEN_BYTES = 32
KEPT = timedelta(days=180)


class DeadLink(Exception):
    """The link opens nothing: unknown, used, revoked or too old; which of them is nobody's business."""


def make(purpose: LinkPurpose, person: ledger.Actor, address: str, subject_id: uuid.UUID | None = None) -> str:
    """Store a new link for one purpose and return its token; the token goes into the mail and nowhere else."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = clock.now()
    link = MailedLink(
        token_hash=hashed(token),
        purpose=purpose,
        person_id=person.id,
        address=address,
        subject_id=subject_id,
        made_at=now,
        expires_at=now + LIFETIME[purpose],
    )
    db.session.add(link)
    return token


def use(token: str, purpose: LinkPurpose) -> MailedLink:
    """Use the link up and return it; of two clicks only one wins, the other raises `DeadLink`."""
    now = clock.now()
    taken = (
        sa.update(MailedLink)
        .where(MailedLink.token_hash == hashed(token), MailedLink.purpose == purpose)
        .where(MailedLink.used_at.is_(None), MailedLink.revoked_at.is_(None), MailedLink.expires_at > now)
        .values(used_at=now)
        .returning(MailedLink)
        .execution_options(populate_existing=True)
    )
    link = db.session.scalars(taken).one_or_none()
    if link is None:
        raise DeadLink
    return link


def forget(now: datetime) -> None:
    """Delete links that ended long ago; until then a dead one can still send a new one to the address on file."""
    db.session.execute(sa.delete(MailedLink).where(MailedLink.expires_at < now - KEPT))


def revoke(purpose: LinkPurpose, *, person: ledger.Actor | None = None, subject_id: uuid.UUID | None = None) -> None:
    """Kill every living link of this purpose to a person, or about a subject, or both."""
    living = sa.update(MailedLink).where(
        MailedLink.purpose == purpose, MailedLink.used_at.is_(None), MailedLink.revoked_at.is_(None)
    )
    if person is not None:
        living = living.where(MailedLink.person_id == person.id)
    if subject_id is not None:
        living = living.where(MailedLink.subject_id == subject_id)
    db.session.execute(living.values(revoked_at=clock.now()))
