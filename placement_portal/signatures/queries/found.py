"""Signatures and disputes, as they are read."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.links.queries import peek
from placement_portal.links.rules import LinkPurpose
from placement_portal.signatures.models import SealedContent, Signature, SignatureDispute, SignatureEnding, SigningCode
from placement_portal.signatures.policy import Disputed
from placement_portal.signatures.queries.kinds import find
from placement_portal.signatures.rules import DisputeStatus, SignatureState, canonical, digest, state_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A signature as its readers see it: under the signer's present name, and whether it stands."""

    signature: Signature
    state: SignatureState

    @property
    def dispute(self) -> SignatureDispute | None:
        """The dispute that is open, if any."""
        return next((each for each in self.signature.disputes if each.status is DisputeStatus.OPEN), None)


class Known(NamedTuple):
    """What a page behind a mailed link may say of a signature: to its signer, and to nobody else."""

    id: uuid.UUID
    name: str
    title: str
    capacity: str
    at: datetime
    disputed: bool


def signatures_of(subject_id: uuid.UUID, content: Mapping[str, Any]) -> list[Shown]:
    """Return who signed a thing that says `content` now, the first first; one statement however many there are."""
    now = digest(canonical(content))
    return [Shown(each, state(each, now)) for each in db.session.scalars(_of(subject_id)).unique()]


def state(signature: Signature, now: str) -> SignatureState:
    """Return whether a signature stands when a content with the fingerprint `now` is shown."""
    ended = signature.ending.reason if signature.ending else None
    return state_of(signature.content, now, ended, {each.status for each in signature.disputes})


def content_of(fingerprint: str) -> Mapping[str, Any] | None:
    """Return a content that was put forward for signature."""
    text = db.session.scalar(sa.select(SealedContent.text).where(SealedContent.digest == fingerprint))
    found: Mapping[str, Any] | None = json.loads(text) if text else None
    return found


def code_of(person: Person, seen: str) -> SigningCode | None:
    """Return the newest code that was sent to somebody for exactly this content, good or not."""
    wanted = sa.select(SigningCode).where(SigningCode.person_id == person.id, SigningCode.seen == seen)
    return db.session.scalars(wanted.order_by(SigningCode.made_at.desc(), SigningCode.id.desc()).limit(1)).first()


def recent_codes(person: Person, since: datetime) -> int:
    """Return how many codes were sent to somebody since an instant."""
    wanted = sa.select(sa.func.count()).where(SigningCode.person_id == person.id, SigningCode.made_at > since)
    return db.session.scalar(wanted) or 0


def find_dispute(viewer: Person, dispute_id: uuid.UUID) -> Disputed | None:
    """Return a dispute about a thing that the viewer may see."""
    parts = joinedload(SignatureDispute.signature).joinedload(Signature.signer)
    found = db.session.scalar(
        sa.select(SignatureDispute)
        .where(SignatureDispute.id == dispute_id)
        .options(parts, joinedload(SignatureDispute.resolved_by))
    )
    paper = find(viewer, found.signature.kind, found.signature.subject_id) if found else None
    return Disputed(found, paper) if found and paper else None


def known_by(token: str) -> Known | None:
    """Return the signature that a living "this wasn't me" link is about."""
    link = peek(token, LinkPurpose.DISPUTE_SIGNATURE)
    if link is None or link.subject_id is None:
        return None
    parts = (joinedload(Signature.signer), joinedload(Signature.disputes))
    wanted = sa.select(Signature).where(Signature.id == link.subject_id).options(*parts)
    found = db.session.scalars(wanted).unique().one()
    return Known(found.id, found.signer.name, found.title, found.capacity, found.at, bool(found.disputes))


def _of(subject_id: uuid.UUID) -> sa.Select[Signature]:
    return (
        sa.select(Signature)
        .outerjoin(Signature.ending)
        .outerjoin(Signature.disputes)
        .where(Signature.subject_id == subject_id)
        .options(
            joinedload(Signature.signer),
            contains_eager(Signature.ending).joinedload(SignatureEnding.by),
            contains_eager(Signature.disputes).joinedload(SignatureDispute.resolved_by),
        )
        .order_by(Signature.number, SignatureDispute.opened_at)
        .execution_options(populate_existing=True)
    )
