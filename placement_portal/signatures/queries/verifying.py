"""Whether every signature is what it was: its row against the ledger, its content against what the thing says now."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from itertools import groupby
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerPayload
from placement_portal.signatures.events import SignatureEnded, SignatureMade
from placement_portal.signatures.models import SealedContent, Signature
from placement_portal.signatures.queries.kinds import signable
from placement_portal.signatures.rules import canonical, digest

BATCH: Final = 500
Payloads = dict[uuid.UUID, Mapping[str, Any] | None]


class Fault(NamedTuple):
    """A signature that is not what it was: of which thing, and what is wrong."""

    kind: str
    subject: uuid.UUID
    signature: uuid.UUID
    reason: str


def seal(signature: Signature) -> str:
    """Return the fingerprint of a whole signature, over every column of its row; the ledger keeps it."""
    parts = {
        "id": str(signature.id),
        "kind": signature.kind,
        "subject": str(signature.subject_id),
        "number": signature.number,
        "signer": str(signature.signer_id),
        "printed_name": signature.printed_name,
        "printed_number": signature.printed_number,
        "title": signature.title,
        "capacity": signature.capacity,
        "meaning": signature.meaning,
        "at": signature.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "assurance": signature.assurance.value,
        "proof": signature.proof.value,
        "content": signature.content,
        "chain": str(signature.chain),
    }
    return digest(canonical(parts))


def verify() -> tuple[int, list[Fault]]:
    """Read every signature; return how many there are, and what is wrong with those that are not what they were."""
    counted, faults = 0, []
    for batch in _batches():
        counted += len(batch)
        faults += list(_faults(batch))
    return counted, [*faults, *_missing()]


def _batches() -> Iterator[Sequence[Signature]]:
    last: uuid.UUID | None = None
    while True:
        wanted = sa.select(Signature).options(joinedload(Signature.ending)).order_by(Signature.id).limit(BATCH)
        found = db.session.scalars(wanted.where(Signature.id > last) if last else wanted).all()
        if not found:
            return
        yield found
        last = found[-1].id


def _faults(batch: Sequence[Signature]) -> Iterator[Fault]:
    made, ended = _payloads(batch, SignatureMade.action), _payloads(batch, SignatureEnded.action)
    texts = _texts(batch)
    now = _now(batch)
    for each in batch:
        reason = (
            _wrong_row(each, made)
            or _wrong_text(each, texts)
            or _wrong_ending(each, ended)
            or _wrong_thing(each, now.get(each.subject_id))
        )
        if reason:
            yield Fault(each.kind, each.subject_id, each.id, reason)


def _wrong_row(each: Signature, made: Payloads) -> str | None:
    if each.id not in made:
        return "the ledger knows nothing of this signature"
    payload = made[each.id]
    return "the signature was changed" if payload is not None and payload["seal"] != seal(each) else None


def _wrong_text(each: Signature, texts: Mapping[str, str]) -> str | None:
    text = texts.get(each.content)
    return None if text is not None and digest(text) == each.content else "the text kept with the signature was changed"


def _wrong_ending(each: Signature, ended: Payloads) -> str | None:
    if (each.ending is not None) == (each.id in ended):
        return None
    return "whether the signature still stands was changed"


def _wrong_thing(each: Signature, now: str | None) -> str | None:
    if now is None:
        return "what was signed is gone"
    return None if each.ending or each.content == now else "what was signed does not say what was signed"


def _payloads(batch: Sequence[Signature], action: str) -> Payloads:
    joined = sa.and_(LedgerPayload.chain == LedgerEvent.chain, LedgerPayload.seq == LedgerEvent.seq)
    wanted = (
        sa.select(LedgerEvent.object_id, LedgerPayload.payload)
        .outerjoin(LedgerPayload, joined)
        .where(LedgerEvent.object_id.in_([each.id for each in batch]), LedgerEvent.action == action)
    )
    return {row.object_id: row.payload for row in db.session.execute(wanted) if row.object_id}


def _texts(batch: Sequence[Signature]) -> dict[str, str]:
    wanted = sa.select(SealedContent.digest, SealedContent.text)
    rows = db.session.execute(wanted.where(SealedContent.digest.in_({each.content for each in batch})))
    return {row.digest: row.text for row in rows}


def _now(batch: Iterable[Signature]) -> dict[uuid.UUID, str]:
    """Return the fingerprint of what each thing says now, asked of its room kind by kind."""
    found: dict[uuid.UUID, str] = {}
    for kind, each in groupby(sorted(batch, key=lambda one: one.kind), key=lambda one: one.kind):
        told_by = signable(kind)
        contents = told_by.contents({one.subject_id for one in each}) if told_by else {}
        found |= {subject: digest(canonical(content)) for subject, content in contents.items()}
    return found


def _missing() -> Iterator[Fault]:
    """Yield what the ledger saw signed and nobody finds any more."""
    joined = sa.and_(LedgerPayload.chain == LedgerEvent.chain, LedgerPayload.seq == LedgerEvent.seq)
    wanted = (
        sa.select(LedgerEvent.object_id, LedgerPayload.payload)
        .outerjoin(LedgerPayload, joined)
        .outerjoin(Signature, Signature.id == LedgerEvent.object_id)
        .where(LedgerEvent.action == SignatureMade.action, Signature.id.is_(None))
        .order_by(LedgerEvent.chain, LedgerEvent.seq)
    )
    for object_id, payload in db.session.execute(wanted):
        said = payload or {"kind": "unknown", "subject": str(uuid.UUID(int=0))}
        yield Fault(said["kind"], uuid.UUID(said["subject"]), object_id, "the signature is gone")
