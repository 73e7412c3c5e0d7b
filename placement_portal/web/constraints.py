"""The one place that words a broken database constraint for people, whichever database noticed it."""

import re
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal.database import Base

SENTENCES: dict[str, str] = {}
UNKNOWN: Final = "Someone saved the same thing a moment before you, or something it needs is gone."
UNIQUE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
INDEX = re.compile(r"UNIQUE constraint failed: index '(?P<name>\w+)'")
CHECK = re.compile(r"CHECK constraint failed: (?P<name>\w+)")
NOT_NULL = re.compile(r"NOT NULL constraint failed: (?P<table>\w+)\.(?P<column>\w+)")


def word(sentences: dict[str, str]) -> None:
    """Add a room's sentences, by the names of its constraints and unique indexes."""
    SENTENCES.update(sentences)


def sentence(error: IntegrityError) -> str:
    """Say for people what an integrity error means."""
    return SENTENCES.get(name(error) or "", UNKNOWN)


def name(error: IntegrityError) -> str | None:
    """Return the name of the constraint that broke; None when the database does not say (SQLite's foreign keys)."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or _not_null(diagnosis.table_name, diagnosis.column_name)
    return _from_sqlite(str(error.orig))


def _from_sqlite(message: str) -> str | None:
    if found := INDEX.search(message) or CHECK.search(message):
        return found["name"]
    if found := NOT_NULL.search(message):
        return _not_null(found["table"], found["column"])
    if found := UNIQUE.search(message):
        return _unique(found["columns"])
    return None


def _unique(columns: str) -> str | None:
    pairs = [column.split(".") for column in columns.split(", ")]
    table = Base.metadata.tables.get(pairs[0][0])
    return _named(table, {column for _, column in pairs}) if table is not None else None


def _named(table: sa.Table, columns: set[str]) -> str | None:
    unique = [index for index in table.indexes if index.unique]
    keys = [one for one in table.constraints if isinstance(one, sa.UniqueConstraint | sa.PrimaryKeyConstraint)]
    names = (str(one.name) for one in [*keys, *unique] if {column.name for column in one.columns} == columns)
    return next(names, None)


def _not_null(table: str | None, column: str | None) -> str | None:
    return f"nn_{table}_{column}" if table and column else None
