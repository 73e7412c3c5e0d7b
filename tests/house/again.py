"""A world that many tests begin with: built once by its functions, then written again in a few statements."""

import contextlib
import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event

from placement_portal import clock
from placement_portal.database import Base, db

World = TypeVar("World")


@dataclass
class Kept:
    """Every row of a world, in the order of their tables, and the world itself as its builder returned it.

    `texts` are what the driver was told when the rows were first written, so that SQLAlchemy need not say it again.
    """

    at: datetime
    rows: list[tuple[sa.Table, list[dict[str, Any]]]]
    world: bytes
    texts: list[tuple[str, Any, bool]] = field(default_factory=list)


def built_once(build: Callable[[], World]) -> Callable[[], World]:
    """Build a world in an empty database once a day for each kind of database; afterwards write the same rows.

    In a database that holds something, or at a time before the world was built, it is built as if for the first time.
    """
    kept: dict[tuple[str, date], Kept] = {}

    @functools.wraps(build)
    def world() -> World:
        key = (db.session.connection().dialect.name, clock.today())
        known = kept.get(key)
        if known and clock.now() >= known.at:
            return cast(World, _written(known))
        was_empty = not _rows()
        made = build()
        if was_empty:
            db.session.flush()
            kept[key] = Kept(clock.now(), _rows(), pickle.dumps(made))
        return made

    return world


def _rows() -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    found = ((table, db.session.execute(table.select()).mappings().all()) for table in Base.metadata.sorted_tables)
    return [(table, [dict(row) for row in rows]) for table, rows in found if rows]


def _written(kept: Kept) -> Any:
    if kept.texts:
        _tell(db.session.connection(), kept.texts)
    else:
        kept.texts = _write(db.session.connection(), kept.rows)
    world = pickle.loads(kept.world)
    db.session.add_all(each for each in vars(world).values() if isinstance(each, Base))
    return world


def _write(connection: sa.Connection, rows: list[tuple[sa.Table, list[dict[str, Any]]]]) -> list[tuple[str, Any, bool]]:
    """Write rows; return what the driver was told."""
    told: list[tuple[str, Any, bool]] = []

    def listen(_connection: object, _cursor: object, sql: str, values: Any, _context: object, many: bool) -> None:
        told.append((sql, values, many))

    event.listen(connection, "before_cursor_execute", listen)
    for table, some in rows:
        connection.execute(table.insert(), some)
    event.remove(connection, "before_cursor_execute", listen)
    return told


def _tell(connection: sa.Connection, texts: list[tuple[str, Any, bool]]) -> None:
    """Tell the driver the same again; PostgreSQL all at once, without waiting for each answer."""
    driver: Any = connection.connection.driver_connection
    with (
        driver.pipeline() if hasattr(driver, "pipeline") else contextlib.nullcontext(),
        contextlib.closing(driver.cursor()) as cursor,
    ):
        for sql, values, many in texts:
            (cursor.executemany if many else cursor.execute)(sql, values)
