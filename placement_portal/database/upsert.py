"""INSERT that leaves a row alone, or replaces it, when its key is there already; the same on both databases."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from placement_portal.database.model import Base, db


def insert_or_ignore(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that does nothing where a unique key is taken."""
    return _insert(model).on_conflict_do_nothing()


def insert_or_replace(
    model: type[Base], key: Sequence[str], columns: Sequence[str]
) -> postgresql.Insert | sqlite.Insert:
    """Return an INSERT that sets `columns` anew where `key` is taken."""
    statement = _insert(model)
    changed: dict[str, Any] = {name: statement.excluded[name] for name in columns}
    return statement.on_conflict_do_update(index_elements=list(key), set_=changed)


def _insert(model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(model) if is_postgresql else sqlite.insert(model)
