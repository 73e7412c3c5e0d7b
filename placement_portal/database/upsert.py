"""INSERT that leaves a row alone, or replaces it, when its key is there already; the same on both databases."""

import functools
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from placement_portal.database.model import Base, db
from placement_portal.database.prepared import Prepared


def insert_or_ignore(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that does nothing where a unique key is taken."""
    return _ignoring(_is_postgresql(), model)


def replacing(model: type[Base], key: tuple[str, ...], columns: tuple[str, ...], since: tuple[str, str]) -> Prepared:
    """Return an INSERT of whole rows that sets `columns` anew where `key` is taken.

    `since` names a column that keeps its value for as long as another one does.
    """
    return _replacing(_is_postgresql(), model, key, columns, since)


@functools.cache
def _ignoring(is_postgresql: bool, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return _insert(is_postgresql, model).on_conflict_do_nothing()


@functools.cache
def _replacing(
    is_postgresql: bool,
    model: type[Base],
    key: tuple[str, ...],
    columns: tuple[str, ...],
    since: tuple[str, str],
) -> Prepared:
    statement = _insert(is_postgresql, model)
    changed: dict[str, Any] = {name: statement.excluded[name] for name in columns}
    stays, as_long_as = (model.__table__.c[name] for name in since)
    same = as_long_as == statement.excluded[since[1]]
    changed[since[0]] = sa.case((same, stays), else_=statement.excluded[since[0]])
    return Prepared(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


def _insert(is_postgresql: bool, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    return postgresql.insert(model) if is_postgresql else sqlite.insert(model)


def _is_postgresql() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
