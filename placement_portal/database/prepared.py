"""Statements that never vary, for pages that everybody opens all day: worked out once, plain text after that."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.visitors import iterate

from placement_portal.database.engines import begin_writing, locks_or_writes
from placement_portal.database.model import db
from placement_portal.database.types import Instant

Process: TypeAlias = Callable[[Any], Any]
Row: TypeAlias = tuple[Any, ...]
Statement: TypeAlias = sa.Select[*tuple[Any, ...]] | sa.CompoundSelect[*tuple[Any, ...]] | sa.UpdateBase
Shape: TypeAlias = tuple[str, tuple[int, ...]]
"""For which database a text was written, and for how many values in each of its lists."""

CONNECTION: Final = "portal.connection"
ONCE: Final = (sa.Uuid, sa.Enum, sa.Date, Instant)
"""Types of which a column says few things again and again, and mostly nothing at all."""

NUMERIC: Final = 1700
"""What PostgreSQL calls decimal numbers: the only ones whose reader asks how they are sent."""


class Prepared:
    """A constant statement with named parameters; lists of ids may be of any length.

    SQLAlchemy writes the text, and says how each value is bound and read; what it does at each execution is spared.
    What is constant stands in the text itself: SQLite plans a statement again at each execution when a partial index
    might fit a value that is bound, and PostgreSQL plans better for a status that it sees.
    It runs on the session's connection, so it does not see what the session has not flushed.
    """

    def __init__(self, statement: Statement) -> None:
        self.statement: Final = _with_literals(statement) if isinstance(statement, sa.SelectBase) else statement
        self._locks: Final = locks_or_writes(statement)
        binds = (each for each in iterate(statement) if isinstance(each, sa.BindParameter))
        self._lists: Final = tuple(sorted({str(each.key) for each in binds if each.expanding}))
        self._texts: Final[dict[Shape, _Text]] = {}

    def rows(self, **values: Any) -> Sequence[Row]:
        """Return all rows as plain tuples of Python values."""
        connection = _connection()
        if self._locks:
            begin_writing(connection)
        text = self._text(connection.dialect, values)
        return text.read(_run(connection, text.sql, text.bind(values)))

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows that all give the same columns; no default of the model is added."""
        connection = _connection()
        begin_writing(connection)
        text = self._text(connection.dialect, rows[0])
        _run(connection, text.sql, [text.bind(row) for row in rows])

    def _text(self, dialect: sa.Dialect, values: Mapping[str, Any]) -> "_Text":
        sizes = (len(values[name]) for name in self._lists if name in values)
        shape = dialect.name, tuple(sizes)
        text = self._texts.get(shape)
        if text is None:
            text = self._texts[shape] = _write(self.statement, dialect, values)
        return text


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as one driver wants it."""

    sql: str
    names: Sequence[str]  # in the order of the driver's positions; empty when the driver takes names
    constants: Mapping[str, Any]  # ready for the driver
    lists: Mapping[str, Sequence[str]]  # what each value of a list is called
    binders: Mapping[str, Process]
    readers: Sequence[Process | None]  # of whole columns

    def bind(self, values: Mapping[str, Any]) -> Any:
        """Return the parameters in the driver's own types and order."""
        given = dict(self.constants)
        for name, value in values.items():
            binder = self.binders.get(name, _as_it_is)
            if name in self.lists:
                given.update(zip(self.lists[name], map(binder, value), strict=True))
            else:
                given[name] = None if value is None else binder(value)
        return tuple([given[name] for name in self.names]) if self.names else given

    def read(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Return rows as Python values, column by column, which is quicker than row by row."""
        if not rows or not any(self.readers):
            return rows
        columns = zip(*rows, strict=True)
        return list(zip(*map(_column, self.readers, columns), strict=True))


def _connection() -> sa.Connection:
    """Return the session's connection; to find it takes as long as asking SQLite for a row, so it is kept."""
    session = db.session()
    kept: sa.Connection | None = session.info.get(CONNECTION)
    if kept is None or kept.closed or kept.invalidated:
        kept = session.info[CONNECTION] = session.connection()
    return kept


def _run(connection: sa.Connection, sql: str, parameters: Any) -> Sequence[Row]:
    """Run a text on the driver's own cursor; whoever listens hears of it, and a failure is SQLAlchemy's as ever."""
    dialect: Any = connection.dialect
    listeners: Any = connection.dispatch.before_cursor_execute
    try:
        cursor = connection.connection.cursor()
        if listeners:
            listeners(connection, cursor, sql, parameters, None, False)
        found = _write_all(cursor, sql, parameters) if isinstance(parameters, list) else _all(cursor, sql, parameters)
    except dialect.loaded_dbapi.Error as error:
        if dialect.is_disconnect(error, connection.connection, None):
            connection.invalidate(error)
        wrapped: Exception = DBAPIError.instance(sql, parameters, error, dialect.loaded_dbapi.Error, True)
        raise wrapped from error
    cursor.close()
    return found


def _all(cursor: Any, sql: str, parameters: Any) -> Sequence[Row]:
    cursor.execute(sql, parameters)
    found: Sequence[Row] = cursor.fetchall()
    return found


def _write_all(cursor: Any, sql: str, rows: list[Any]) -> Sequence[Row]:
    if len(rows) == 1:
        cursor.execute(sql, rows[0])
    else:
        cursor.executemany(sql, rows)
    return ()


def _column(reader: Process | None, values: Iterable[Any]) -> Iterable[Any]:
    return values if reader is None else reader(values)


class _Once(dict[Any, Any]):
    """Reads each value of a column once: one parent's id and the members of an enum come again and again."""

    def __init__(self, reader: Process) -> None:
        super().__init__()
        self.reader = reader

    def __missing__(self, value: Any) -> Any:
        read = self[value] = self.reader(value)
        return read


def _as_it_is(value: Any) -> Any:
    return value


def _with_literals(statement: Any) -> Any:
    """Return the statement with its own constants as literals; what has a name is a parameter, and stays one.

    It is not copied: a copy of an alias of a model lies beside its columns, and everything is joined with both.
    """
    for each in iterate(statement):
        if isinstance(each, sa.BindParameter):
            if each.callable:
                raise ValueError(f"{each.key} is worked out at each execution; a prepared statement would keep it")
            each.literal_execute = each.unique
    return statement


def _write(statement: Statement, dialect: sa.Dialect, values: Mapping[str, Any]) -> _Text:
    """Let SQLAlchemy write a statement for a database, and say how what goes in and comes out is turned."""
    given_columns = list(values) if isinstance(statement, sa.Insert) else None
    compiled: Any = statement.compile(dialect=dialect, column_keys=given_columns)
    state = compiled.construct_expanded_state(dict(values))
    lists = {name: names for name, names in state.parameter_expansion.items() if name in values}
    given = {*values, *(name for names in lists.values() for name in names)}
    binders = {name: binder for name, bind in compiled.binds.items() if (binder := _binder(bind.type, dialect))}
    constants = {name: value for name, value in state.parameters.items() if name not in given}
    return _Text(
        sql=state.statement,
        names=state.positiontup if compiled.positional else (),
        constants={name: _ready(name, value, binders, state) for name, value in constants.items()},
        lists=lists,
        binders={name: binder for name, binder in binders.items() if name in values},
        readers=[_reader(column.type, dialect) for column in getattr(statement, "selected_columns", ())],
    )


def _ready(name: str, value: Any, binders: Mapping[str, Process], state: Any) -> Any:
    """Return a constant as the driver takes it; a value of a constant list is bound as its list is."""
    whole = next((of for of, names in state.parameter_expansion.items() if name in names), name)
    return binders.get(whole, _as_it_is)(value)


def _binder(type_: Any, dialect: sa.Dialect) -> Process | None:
    binder: Process | None = type_.dialect_impl(dialect).bind_processor(dialect)
    return binder


def _reader(type_: Any, dialect: sa.Dialect) -> Process | None:
    """Return what reads a whole column; what is known of it is forgotten with the answer, so that nothing piles up."""
    reader: Process | None = type_.dialect_impl(dialect).result_processor(dialect, NUMERIC)
    if reader is None:
        return None
    if isinstance(type_, ONCE):
        return lambda values: map(_Once(reader).__getitem__, values)
    return lambda values: map(reader, values)
