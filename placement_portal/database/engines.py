"""How a connection is opened: durable, foreign keys on, and one writer at a time on SQLite."""

import select
from contextvars import ContextVar
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from placement_portal.config import Settings
from placement_portal.database.model import db
from placement_portal.database.turns import begin_exclusively, take_turns

writing: ContextVar[bool] = ContextVar("writing", default=True)
late: ContextVar[bool] = ContextVar("late", default=False)  # SQLite's one writer begins with its first lock or write

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "cache_size=-500")
POOL: Final = {"pool_size": 8, "max_overflow": 4, "pool_use_lifo": True}  # a connection for each thread of a worker
IN_MEMORY: Final = frozenset({"sqlite://", "sqlite:///:memory:"})  # one connection, no pool


class WroteWhileReading(RuntimeError):
    """A page that only reads tried to write; the mistake is in the view."""


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the database to the app and prepare every connection it will open."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def options(settings: Settings) -> dict[str, Any]:
    """Return the engine options of either database; values are hidden so that no log line holds personal data."""
    pool = {} if settings.database_url in IN_MEMORY else POOL
    own = {"connect_args": {"timeout": 5}} if settings.is_sqlite else {}
    return {"hide_parameters": True, **pool, **own}


def prepare(engine: sa.Engine) -> None:
    """Make SQLite durable, strict and serial; let PostgreSQL answer pages without needless round trips."""
    event.listen(engine, "before_execute", _judge)
    if engine.dialect.name == "sqlite":
        take_turns(engine)
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        event.listen(engine, "savepoint", _begin_with_the_savepoint)
    else:
        event.listen(engine, "checkout", _expect_silence)
        event.listen(engine, "begin", _begin_postgresql)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below replaces the driver's own
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _expect_silence(connection: Any, _record: object, _proxy: object) -> None:
    """Open another connection instead of one that the server closed: it has something to read while nobody asked."""
    if connection.pgconn.socket < 0 or _has_something_to_read(connection.pgconn.socket):
        raise sa.exc.DisconnectionError


def _has_something_to_read(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))


def _begin_postgresql(connection: sa.Connection) -> None:
    """Spare a page that only reads its BEGIN and ROLLBACK: each statement sees what is committed either way."""
    if "isolation_level" not in connection.get_execution_options():  # else somebody chose already
        driver: Any = connection.connection.dbapi_connection
        driver.autocommit = not writing.get()


def _begin_sqlite(connection: sa.Connection) -> None:
    """Let one writer in at a time; a page that only reads needs no BEGIN, as on PostgreSQL."""
    if writing.get() and not late.get():
        begin_exclusively(connection)


def begin_writing(connection: sa.Connection) -> None:
    """Become SQLite's one writer now, where that was left for later; PostgreSQL locks rows by itself."""
    if connection.dialect.name == "sqlite" and writing.get() and late.get():
        driver: Any = connection.connection.driver_connection
        if not driver.in_transaction:
            begin_exclusively(connection)


def locks_or_writes(statement: Any) -> bool:
    """Say whether a statement is anything but a plain SELECT."""
    return not isinstance(statement, sa.SelectBase) or getattr(statement, "_for_update_arg", None) is not None


def _judge(connection: sa.Connection, statement: Any, *_rest: Any) -> None:
    """Refuse what writes while only reading is allowed, since nothing would roll it back; else begin in time."""
    if isinstance(statement, sa.UpdateBase) and not writing.get():
        raise WroteWhileReading("a page that only reads tried to write; use a POST or transaction.remember")
    if locks_or_writes(statement):
        begin_writing(connection)


def _begin_with_the_savepoint(connection: sa.Connection, _name: str) -> None:
    begin_writing(connection)
