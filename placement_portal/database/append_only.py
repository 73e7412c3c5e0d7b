"""Triggers that make a table refuse what must not happen to it, on both databases."""

import sqlalchemy as sa
from sqlalchemy import DDL, event


def statements(table: str, verbs: tuple[str, ...], dialect: str) -> tuple[str, ...]:
    """Return the DDL that makes `table` refuse `verbs` (such as update, delete); migrations write the same."""
    message = f"{table} is append-only"
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
            for verb in verbs
        )
    acts = " OR ".join(verb.upper() for verb in verbs)
    return (
        f"CREATE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE {acts} ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuses()",
    )


def append_only(table: sa.Table, verbs: tuple[str, ...] = ("update", "delete")) -> None:
    """Create the triggers whenever the table is created from the models."""
    for dialect in ("sqlite", "postgresql"):
        for statement in statements(table.name, verbs, dialect):
            event.listen(table, "after_create", _ddl(statement).execute_if(dialect=dialect))
    drop = _ddl(f"DROP FUNCTION IF EXISTS {table.name}_refuses()")
    event.listen(table, "after_drop", drop.execute_if(dialect="postgresql"))


def _ddl(statement: str) -> DDL:
    return DDL(statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
