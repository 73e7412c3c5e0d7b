"""A world that many tests begin with: built once by its functions, then written again in a few statements."""

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import Base, db

World = TypeVar("World")


@dataclass(frozen=True)
class Kept:
    """Every row of a world, in the order of their tables, and the world itself as its builder returned it."""

    at: datetime
    rows: list[tuple[sa.Table, list[dict[str, Any]]]]
    world: bytes


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
    for table, rows in kept.rows:
        db.session.execute(table.insert(), rows)
    world = pickle.loads(kept.world)
    db.session.add_all(each for each in vars(world).values() if isinstance(each, Base))
    return world
