"""Migrations: run by Alembic, which is imported when asked for and not before; a web worker never needs it."""

import functools
import re
from typing import Final

import sqlalchemy as sa
from flask import current_app

from placement_portal import config
from placement_portal.database.model import db

REVISION: Final = re.compile(r'^(down_)?revision = "(\w+)"', re.MULTILINE)
TABLE: Final = sa.table("alembic_version", sa.column("version_num"))


def prepare() -> None:
    """Tell Flask-Migrate where our migrations are; needs an app context."""
    from flask_migrate import Migrate  # brings Alembic: a tenth of a worker's memory

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, directory=str(config.folder("migrations")))


def upgrade() -> None:
    """Bring the database to the newest version; needs an app context."""
    from flask_migrate import upgrade  # brings Alembic: a tenth of a worker's memory

    prepare()
    upgrade()


def are_done() -> bool:
    """Say whether the database is at the newest version."""
    connection = db.session.connection()
    if not sa.inspect(connection).has_table(TABLE.name):
        return False
    return set(connection.scalars(sa.select(TABLE.c.version_num))) == newest()


@functools.cache
def newest() -> frozenset[str]:
    """Return the migrations that no other follows: what a database must have reached."""
    texts = [file.read_text(encoding="utf-8") for file in config.folder("migrations").glob("versions/*.py")]
    found = [match for text in texts for match in REVISION.findall(text)]
    return frozenset(name for down, name in found if not down) - {name for down, name in found if down}
