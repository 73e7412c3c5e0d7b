"""Where a link is found again by the token that was mailed."""

import hashlib

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.links.models import MailedLink
from placement_portal.links.rules import LinkPurpose, is_live


def hashed(token: str) -> str:
    """Return what is stored of a token: 64 hexadecimal digits, from which nobody finds the token again."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def find(token: str, purpose: LinkPurpose) -> MailedLink | None:
    """Return the link for this purpose, living or dead; a dead one still knows whom to write to."""
    wanted = sa.select(MailedLink).where(MailedLink.token_hash == hashed(token), MailedLink.purpose == purpose)
    return db.session.scalars(wanted).one_or_none()


def peek(token: str, purpose: LinkPurpose) -> MailedLink | None:
    """Return the link when it still opens, without using it up."""
    link = find(token, purpose)
    if link is None or not is_live(link.expires_at, link.used_at, link.revoked_at, now=clock.now()):
        return None
    return link
