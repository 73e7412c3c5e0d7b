"""Signing: rows locked, the content read anew and compared with what was shown, proof used up, the signature kept."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.accounts.service import NotRight, Proof
from placement_portal.database import db, insert_or_ignore, new_id
from placement_portal.signatures import emails, events, queries, rules
from placement_portal.signatures.models import SealedContent, Signature, SignatureEnding
from placement_portal.signatures.policy import Paper
from placement_portal.signatures.rules import EndReason, Offer, ProofKind
from placement_portal.signatures.service import codes
from placement_portal.transaction import Difference, Moved


class CodeTyped(NamedTuple):
    """A mailed code as somebody typed it, to be checked against what they sign."""

    code: str


def put_forward(content: Mapping[str, Any]) -> str:
    """Keep a content word by word before it is shown for signature, and return its fingerprint."""
    text = rules.canonical(content)
    fingerprint = rules.digest(text)
    row = {"digest": fingerprint, "text": text, "kept_at": clock.now()}
    db.session.execute(insert_or_ignore(SealedContent).values(row))
    return fingerprint


def sign(paper: Paper, *, shown: str, content: str, proof: Proof | CodeTyped, by: Person) -> Signature:
    """Sign what was shown; `shown` is the fingerprint of the whole page, `content` that of the thing alone.

    Raises `Moved` with the differences when it changed since, `NotNow` when nothing can be signed any more,
    `WrongCode` and `NotRight` for a proof that does not fit.
    """
    paper.signable.hold(paper.thing)
    offer = paper.signable.offer(by, paper.thing)
    if rules.seen(offer) != shown:
        raise Moved(differences(content, offer))
    kind = _check(offer, proof, by)
    signature = keep(offer, proof=kind, at=clock.now(), by=by)
    emails.receipt(signature)
    paper.signable.signed(paper.thing, signature, by=by)
    return signature


def keep(offer: Offer, *, proof: ProofKind, at: datetime, by: Person) -> Signature:
    """Keep a signature with its seal in the ledger; whoever calls has locked the thing and checked the proof."""
    signature = Signature(
        id=new_id(),
        kind=offer.kind,
        subject_id=offer.subject,
        number=_next_number(offer.subject),
        signer=by,
        signer_id=by.id,
        printed_name=offer.name,
        printed_number=offer.number,
        title=offer.title,
        capacity=offer.capacity,
        meaning=offer.meaning,
        at=at,
        assurance=SessionAssurance.ACCOUNT,
        proof=proof,
        content=put_forward(offer.content),
        chain=offer.chain,
    )
    db.session.add(signature)
    db.session.flush()
    made = events.SignatureMade(
        kind=offer.kind,
        subject=offer.subject,
        content=signature.content,
        seal=queries.seal(signature),
        assurance=signature.assurance,
        proof=proof,
    )
    ledger.record(made, by=by, on=signature.id, chain=offer.chain)
    return signature


def end_changed(subject_id: uuid.UUID, *, by: Person) -> list[Signature]:
    """End every signature on a thing whose text is about to change, visibly and for good; tell each signer."""
    standing = sa.select(Signature).outerjoin(Signature.ending).options(joinedload(Signature.signer))
    wanted = standing.where(Signature.subject_id == subject_id, SignatureEnding.id.is_(None))
    found = list(db.session.scalars(wanted.order_by(Signature.number)))
    for each in found:
        end(each, EndReason.CHANGED, by=by)
        emails.text_changed(each, by=by)
    return found


def end(signature: Signature, reason: EndReason, *, by: Person) -> None:
    """Note that a signature no longer stands."""
    db.session.add(SignatureEnding(signature_id=signature.id, reason=reason, at=clock.now(), by_id=by.id))
    db.session.flush()
    db.session.expire(signature, ["ending"])
    ledger.record(events.SignatureEnded(reason=reason), by=by, on=signature.id, chain=signature.chain)


def differences(content: str, offer: Offer) -> list[Difference]:
    """Return what moved since a content was shown; how one would sign may have moved, too."""
    before = queries.content_of(content)
    found = [Difference(*each) for each in rules.changes(before, offer.content)] if before is not None else []
    return found or [Difference("How you sign", "As it was shown", f"{offer.name}, {offer.capacity}. {offer.meaning}")]


def _check(offer: Offer, proof: Proof | CodeTyped, by: Person) -> ProofKind:
    if isinstance(proof, CodeTyped):
        codes.use(offer, proof.code, by=by)
        return ProofKind.MAILED_CODE
    if proof.person_id != by.id:
        raise NotRight
    return ProofKind.PASSWORD


def _next_number(subject_id: uuid.UUID) -> int:
    last = db.session.scalar(sa.select(sa.func.max(Signature.number)).where(Signature.subject_id == subject_id))
    return (last or 0) + 1
