"""How a chain is hashed, and how it is proved to be whole."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.ledger.models import LedgerEvent, LedgerHead, LedgerPayload

ALGORITHM = "sha256-v1"
GENESIS = "0" * 64
BATCH = 5_000


class Fault(NamedTuple):
    """The first row of a chain that does not fit, and why."""

    chain: uuid.UUID
    seq: int
    reason: str


def canonical(value: Mapping[str, Any]) -> str:
    """Return the one JSON text that a mapping has: sorted keys, no spaces, no escapes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def commit_to(payload: Mapping[str, Any], salt: str) -> str:
    """Return the commitment by which an erased payload cannot be guessed from its event."""
    return hashlib.sha256(f"{salt}{canonical(payload)}".encode()).hexdigest()


def digest(row: Mapping[str, Any] | sa.RowMapping) -> str:
    """Return the hash of an event over every column of it except the hash itself."""
    at: datetime = row["at"]
    parts = (
        str(row["chain"]),
        str(row["seq"]),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(row["actor"] or ""),
        str(row["session"] or ""),
        row["request"],
        row["action"],
        str(row["object_id"] or ""),
        str(row["object_version"]),
        row["commitment"],
        row["prev"],
        row["algorithm"],
    )
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def verify() -> tuple[int, list[Fault]]:
    """Read every chain; return how many events there are and the first fault of each broken chain."""
    counted, faults = 0, []
    heads = {head.chain: head for head in db.session.scalars(sa.select(LedgerHead).order_by(LedgerHead.chain))}
    chains = db.session.scalars(sa.select(LedgerEvent.chain).distinct()).all()
    for chain in sorted({*heads, *chains}):
        events, fault = _verify_chain(chain, heads.get(chain))
        counted += events
        faults += [fault] if fault else []
    return counted, faults


def _verify_chain(chain: uuid.UUID, head: LedgerHead | None) -> tuple[int, Fault | None]:
    seq, prev = 0, GENESIS
    with db.session.execute(_events(chain)) as rows:
        for row in rows.mappings():
            seq += 1
            reason = _fault(row, seq, prev)
            if reason:
                return seq, Fault(chain, seq, reason)
            prev = row["hash"]
    if head is None or (head.seq, head.hash) != (seq, prev):
        return seq, Fault(chain, seq, "the chain does not end where its head says")
    return seq, None


def _events(chain: uuid.UUID) -> sa.Select[Any]:
    columns = [*LedgerEvent.__table__.columns, LedgerPayload.payload, LedgerPayload.salt]
    joined = sa.and_(LedgerPayload.chain == LedgerEvent.chain, LedgerPayload.seq == LedgerEvent.seq)
    return (
        sa.select(*columns)
        .outerjoin(LedgerPayload, joined)
        .where(LedgerEvent.chain == chain)
        .order_by(LedgerEvent.seq)
        .execution_options(yield_per=BATCH)
    )


def _fault(row: sa.RowMapping, seq: int, prev: str) -> str | None:
    if row["seq"] != seq:
        return f"event {seq} is missing"
    if row["prev"] != prev:
        return "it does not follow the event before it"
    if row["hash"] != digest(row):
        return "its content was changed"
    if row["salt"] is not None and row["commitment"] != commit_to(row["payload"], row["salt"]):
        return "its payload was changed"
    return None
