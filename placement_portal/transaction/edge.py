"""Where transactions begin and end; nothing else commits."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import structlog
from flask import Flask, Response, current_app, g, has_request_context, request
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from placement_portal.database import db
from placement_portal.database.engines import WroteWhileReading, late, writing

T = TypeVar("T")
Write = Callable[[], None]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REFUSED = 400
log = structlog.get_logger()


@dataclass
class Edge:
    """What runs just before a commit: the recounter of totals first, the ledger's seal last."""

    recount: Callable[[frozenset[uuid.UUID]], None] | None = None
    seal: list[Write] = field(default_factory=list)


def init_app(app: Flask) -> None:
    """Prepare the edge: safe methods read, unsafe ones write."""
    app.extensions["portal.edge"] = Edge()
    app.before_request(_begin)
    app.teardown_request(_end)


def recount_with(app: Flask, recount: Callable[[frozenset[uuid.UUID]], None]) -> None:
    """Register the one function that recounts touched placements before each commit."""
    _edge(app).recount = recount


def seal_with(app: Flask, seal: Write) -> None:
    """Register a function that runs last before each commit."""
    _edge(app).seal.append(seal)


def touch(placement_id: uuid.UUID) -> None:
    """Say that the facts of a placement changed, so that its totals are recounted before the commit."""
    db.session.info.setdefault("touched", set()).add(placement_id)


def remember(write: Write, *, or_refuse: bool = False) -> None:
    """Keep a write for after this request, whatever its end: refusals, staff reads, counters, last seen.

    With `or_refuse` the answer of this request is not shown when the write fails: nobody reads unseen.
    """
    g.setdefault("remembered", []).append(write)
    g.or_refuse = or_refuse or g.get("or_refuse", False)


def must_be_remembered() -> bool:
    """Say whether what this request remembers must be kept for its answer to be shown."""
    return bool(g.get("or_refuse", False))


def commit() -> None:
    """Recount what was touched, seal the ledger, and commit once."""
    edge = _edge(current_app)
    touched = frozenset(db.session.info.pop("touched", ()))
    if touched and edge.recount:
        db.session.flush()
        edge.recount(touched)
    db.session.flush()
    for seal in edge.seal:
        seal()
    db.session.commit()


def roll_back() -> None:
    """Forget everything that was not committed."""
    db.session.rollback()
    db.session.info.clear()


@contextmanager
def unit() -> Iterator[None]:
    """Run a job's or a command's piece of work as one transaction."""
    before = writing.set(True)
    try:
        yield
        commit()
    except BaseException:
        roll_back()
        raise
    finally:
        writing.reset(before)


def look(read: Callable[[], T]) -> T:
    """Read in a short transaction of its own before the request's write begins, as before hashing a password."""
    before = writing.set(False)
    try:
        return read()
    finally:
        roll_back()
        writing.reset(before)


def settle(response: Response) -> Response:
    """Commit when the method was unsafe and nothing was refused; else roll back.

    A page that only read has nothing to roll back: its connection goes when its session does, at the request's end.
    """
    if request.method in SAFE:
        return response
    if response.status_code < REFUSED:
        commit()
    else:
        roll_back()
    return response


def settle_remembered() -> None:
    """Run each remembered write in a short transaction of its own, after the main one ended."""
    remembered: list[Write] = g.pop("remembered", [])
    if remembered:
        db.session.rollback()
        with unit():
            for write in remembered:
                write()


def _begin() -> None:
    """Let a form read first, as any transaction of PostgreSQL does, and hold SQLite's one lock only while it writes.

    What was read before the lock is read again under it, or the row's version is compared, on both databases.
    """
    writing.set(request.method not in SAFE)
    late.set(True)


def _end(_error: BaseException | None) -> None:
    writing.set(True)
    late.set(False)


def _edge(app: Flask) -> Edge:
    edge: Edge = app.extensions["portal.edge"]
    return edge


def _refuse_writes(session: Session) -> None:
    if has_request_context() and not writing.get():
        session.rollback()
        raise WroteWhileReading("a page that only reads tried to write; use a POST or transaction.remember")


@event.listens_for(Session, "before_flush")
def _flush_only_when_writing(session: Session, _context: UOWTransaction, _instances: object) -> None:
    _refuse_writes(session)


@event.listens_for(Session, "do_orm_execute")
def _execute_only_when_writing(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        _refuse_writes(state.session)
