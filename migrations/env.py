"""How migrations run: in one transaction, on SQLite with foreign keys off so that a rebuilt table loses no rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

import placement_portal.app  # noqa: F401 -- it names every room, so the metadata is whole
from placement_portal.database import Base, Instant, db


def render_item(kind: str, item: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types as plain SQLAlchemy, so that migrations import no application code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


@contextmanager
def without_foreign_keys(connection: sa.Connection) -> Iterator[None]:
    """Switch SQLite's foreign keys off before BEGIN; a batch rebuild would delete child rows otherwise."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def check_foreign_keys(connection: sa.Connection) -> None:
    """Raise `RuntimeError` when a row points at nothing; the migration is rolled back then."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"{len(broken)} rows point at nothing, the first in {broken[0][0]}")


def run(connection: sa.Connection) -> None:
    """Run what was asked for in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=render_item,
        render_as_batch=context.config.attributes.get("batch", True),
        transactional_ddl=True,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        check_foreign_keys(connection)


with db.engine.connect() as opened, without_foreign_keys(opened):
    run(opened)
