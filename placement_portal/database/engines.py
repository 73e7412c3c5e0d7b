"""How a connection is opened: durable, foreign keys on, and one writer at a time on SQLite."""

from contextvars import ContextVar
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event

from placement_portal.config import Settings
from placement_portal.database.model import db

writing: ContextVar[bool] = ContextVar("writing", default=True)

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000")


def init_app(app: Flask, settings: Settings) -> None:
    """Bind the database to the app and prepare every connection it will open."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options(settings)
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def options(settings: Settings) -> dict[str, Any]:
    """Return the engine options of either database; values are hidden so that no log line holds personal data."""
    if settings.is_sqlite:
        return {"connect_args": {"timeout": 5}, "hide_parameters": True}
    return {"pool_pre_ping": True, "pool_size": 8, "max_overflow": 4, "hide_parameters": True}


def prepare(engine: sa.Engine) -> None:
    """Make SQLite durable, strict and serial; PostgreSQL is so already."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _open_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN below replaces the driver's own
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")
