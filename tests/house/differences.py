"""What Alembic leaves out of a generated migration: changed CHECKs, and values for columns that may not be empty."""

import enum
from typing import Any

import sqlalchemy as sa
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy.sql.naming import conv

from placement_portal.database import Base

Checks = dict[str, str]  # by name: what must hold


class Completed:
    """Completes the operations that Alembic found, and notes what a person must decide."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def __call__(self, context: MigrationContext, _revision: object, directives: list[Any]) -> None:
        """Be Alembic's `process_revision_directives`; write nothing when there is no difference."""
        up, down = directives[0].upgrade_ops, directives[0].downgrade_ops
        connection = context.connection
        assert connection is not None
        inspector = sa.inspect(connection)
        for name in sorted(set(inspector.get_table_names()) & set(Base.metadata.tables)):
            before = {str(each["name"]): each["sqltext"] for each in inspector.get_check_constraints(name)}
            self._complete(name, before, up, down)
        if up.is_empty():
            directives.clear()

    def _complete(self, name: str, before: Checks, up: Any, down: Any) -> None:
        after = checks(Base.metadata.tables[name])
        gone = {key: text for key, text in before.items() if _flat(after.get(key)) != _flat(text)}
        new = {key: text for key, text in after.items() if _flat(before.get(key)) != _flat(text)}
        there, back = _changes(name, up), _changes(name, down)
        added = [each for each in there if isinstance(each, ops.AddColumnOp)]
        later = [step for each in added for step in self._filled(name, each)]
        up.ops += _batches(name, [*_drops(name, gone), *there, *_creates(name, new)], later)
        down.ops[:0] = _batches(name, [*_drops(name, new), *back, *_creates(name, gone)])

    def _filled(self, table: str, added: Any) -> list[Any]:
        """Let a new column that may not be empty have a value in rows that exist; say what comes after."""
        column: sa.Column[Any] = added.column._copy()  # the model keeps its own
        added.column = column
        if isinstance(column.type, sa.Enum):
            column.type = sa.String(column.type.length)  # its CHECK is written by itself
        if column.nullable or column.server_default is not None:
            return []
        value = getattr(column.default, "arg", None)
        known: dict[str, Any] = {"existing_type": column.type}
        if isinstance(value, (bool, int, str)):
            column.server_default = sa.DefaultClause(_literal(value))
            return [ops.AlterColumnOp(table, column.name, existing_nullable=False, modify_server_default=None, **known)]
        self.notes.append(f"Rows of {table} need a value for {column.name}: fill it before it is made NOT NULL.")
        column.nullable = True
        return [ops.AlterColumnOp(table, column.name, existing_nullable=True, modify_nullable=False, **known)]


def checks(table: sa.Table) -> Checks:
    """Return the CHECKs of a model's table as they are written in SQL, those of its enums too."""
    dialect = sa.create_mock_engine("sqlite://", lambda *_: None).dialect
    compiler: Any = dialect.ddl_compiler(dialect, None)  # type: ignore[arg-type]
    found = [each for each in table.constraints if isinstance(each, sa.CheckConstraint)]
    return {
        str(compiler.preparer.format_constraint(each)): compiler.sql_compiler.process(
            each.sqltext, include_table=False, literal_binds=True
        )
        for each in found
    }


def _flat(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())


def _literal(value: bool | int | str) -> sa.TextClause:
    if isinstance(value, str):
        value = str(value.value if isinstance(value, enum.Enum) else value)
        return sa.text("'{}'".format(value.replace("'", "''")))
    return sa.text(str(value).lower())


def _drops(table: str, of: Checks) -> list[Any]:
    return [ops.DropConstraintOp(conv(name), table, type_="check") for name in sorted(of)]


def _creates(table: str, of: Checks) -> list[Any]:
    return [ops.CreateCheckConstraintOp(conv(name), table, of[name]) for name in sorted(of)]


def _changes(table: str, container: Any) -> list[Any]:
    """Return what Alembic found for a table that stays, and take it out."""
    found = [each for each in container.ops if isinstance(each, ops.ModifyTableOps) and each.table_name == table]
    container.ops = [each for each in container.ops if each not in found]
    return [step for each in found for step in each.ops]


def _batches(table: str, *batches: list[Any]) -> list[Any]:
    return [ops.ModifyTableOps(table, batch) for batch in batches if batch]
