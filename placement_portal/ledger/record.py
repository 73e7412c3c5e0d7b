"""How an act becomes an event: declared shapes, kept until the transaction's end, sealed under the head's lock."""

import dataclasses
import re
import secrets
import uuid
from contextvars import ContextVar
from datetime import date, datetime, time
from enum import Enum
from typing import Any, ClassVar, Final, NamedTuple, Protocol

import sqlalchemy as sa
from flask import Flask

from placement_portal import clock, transaction
from placement_portal.database import Prepared, db, insert_or_ignore
from placement_portal.ledger.chain import ALGORITHM, GENESIS, commit_to, digest
from placement_portal.ledger.models import INSTALLATION, LedgerEvent, LedgerHead, LedgerPayload

PENDING = "ledger"


_HEADS: Final = Prepared(
    sa.select(LedgerHead.chain, LedgerHead.seq, LedgerHead.hash)
    .where(LedgerHead.chain.in_(sa.bindparam("chains", expanding=True)))
    .order_by(LedgerHead.chain)
    .with_for_update()
)
_ADD_EVENTS: Final = Prepared(sa.insert(LedgerEvent))
_ADD_PAYLOADS: Final = Prepared(sa.insert(LedgerPayload))
_MOVE_HEADS: Final = Prepared(
    sa.update(LedgerHead)
    .where(LedgerHead.chain == sa.bindparam("head"))
    .values(seq=sa.bindparam("new_seq"), hash=sa.bindparam("new_hash"))
)
"""They run before each commit, under the head's lock."""


class Actor(Protocol):
    """Anyone who acts; the ledger needs no more than an id."""

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        ...


class Circumstances(NamedTuple):
    """In which session and request something happened."""

    session: uuid.UUID | None = None
    request: str = ""


NOWHERE = Circumstances()
circumstances: ContextVar[Circumstances] = ContextVar("circumstances", default=NOWHERE)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """A past-tense fact with a declared shape; a wrong field raises `TypeError` when it is made."""

    action: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        """Name the action after the class: `HoursVerified` is `hours_verified`."""
        cls.action = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", cls.__name__).lower()


def init_app(app: Flask) -> None:
    """Seal the ledger at the end of each transaction."""
    transaction.seal_with(app, seal)


def record(
    event: Event,
    *,
    by: Actor | None,
    on: uuid.UUID | None = None,
    chain: uuid.UUID = INSTALLATION,
    version: int = 0,
) -> None:
    """Keep an event about object `on` for `chain` (an organisation's id); it is written when the transaction ends."""
    around = circumstances.get()
    payload = {field.name: _plain(getattr(event, field.name)) for field in dataclasses.fields(event)}
    salt = secrets.token_hex(16)
    row = {
        "chain": chain,
        "at": clock.now(),
        "actor": by.id if by else None,
        "session": around.session,
        "request": around.request,
        "action": event.action,
        "object_id": on,
        "object_version": version,
        "commitment": commit_to(payload, salt),
        "algorithm": ALGORITHM,
    }
    db.session.info.setdefault(PENDING, []).append((row, payload, salt))


def seal() -> None:
    """Write the pending events: lock the heads in id order, chain the hashes, move the heads."""
    pending = db.session.info.pop(PENDING, [])
    if not pending:
        return
    heads = _lock({row["chain"] for row, _, _ in pending})
    events, payloads = [], []
    for row, payload, salt in pending:
        seq, prev = heads[row["chain"]]
        row |= {"seq": seq + 1, "prev": prev}
        row["hash"] = digest(row)
        heads[row["chain"]] = (seq + 1, row["hash"])
        events.append(row)
        payloads.append({"chain": row["chain"], "seq": seq + 1, "payload": payload, "salt": salt})
    _write(heads, events, payloads)


def _lock(chains: set[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str]]:
    found = _heads(chains)
    missing = chains - found.keys()
    if missing:
        _begin(missing)
        found = _heads(chains)
    return found


def _heads(chains: set[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str]]:
    return {chain: (seq, end) for chain, seq, end in _HEADS.rows(chains=list(chains))}


def _begin(chains: set[uuid.UUID]) -> None:
    rows = [{"chain": chain, "seq": 0, "hash": GENESIS} for chain in sorted(chains)]
    db.session.execute(insert_or_ignore(LedgerHead), rows)


def _write(
    heads: dict[uuid.UUID, tuple[int, str]], events: list[dict[str, Any]], payloads: list[dict[str, Any]]
) -> None:
    _ADD_EVENTS.write(events)
    _ADD_PAYLOADS.write(payloads)
    ends = [{"head": chain, "new_seq": seq, "new_hash": end} for chain, (seq, end) in sorted(heads.items())]
    _MOVE_HEADS.write(ends)


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, uuid.UUID | datetime | date | time):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [_plain(each) for each in value]
    return value
