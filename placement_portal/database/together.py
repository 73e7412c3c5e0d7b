"""Several questions asked in one statement: a page that shows ten small things need not ask ten times."""

import collections
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal.database.adopt import adopt, columns
from placement_portal.database.prepared import Prepared
from placement_portal.database.types import Instant

KINDS: Final = (Instant, sa.Uuid, sa.Date, sa.Time, sa.Boolean, sa.Integer, sa.Numeric, sa.JSON, sa.Text)
"""The kinds of columns that share a place in the rows of the statement; words and choices are all text in it."""

Given = dict[str, list[Any]]
make_row: Final[Callable[[str, Sequence[str]], Any]] = collections.namedtuple  # its fields are known only then


class Together:
    """Constant questions, each a SELECT of named columns and of models, answered together by one `Prepared`.

    What holds of a `Prepared` holds here. A part's own order does not outlive the union: sort what comes back.
    """

    def __init__(self, **parts: sa.Select[*tuple[Any, ...]]) -> None:
        asked = {name: list(_asked(part)) for name, part in parts.items()}
        self._readers: Final = {name: _reader(name, fields) for name, fields in asked.items()}
        places = _places([column.type for field in fields for column in field.columns] for fields in asked.values())
        selects = (_select(name, part, asked[name], places) for name, part in parts.items())
        self._prepared: Final = Prepared(sa.union_all(*selects))
        self._order: Final = {name: _order(asked[name], places) for name in parts}

    def rows(self, **values: Any) -> Given:
        """Return the rows of each part by its name, as named tuples; a model that an outer join left out is None."""
        found: Given = {name: [] for name in self._readers}
        for name, *row in self._prepared.rows(**values):
            found[name].append(self._readers[name]([row[at] for at in self._order[name]]))
        return found


class _Field(NamedTuple):
    """Something that a part asks for: a column, or a model with all its columns."""

    name: str
    model: Any
    columns: Sequence[Any]


def _asked(part: sa.Select[*tuple[Any, ...]]) -> Iterator[_Field]:
    for each in part.column_descriptions:
        if isinstance(each["type"], type):
            yield _Field(each["name"].lower(), each["type"], columns(each["expr"]))
        else:
            yield _Field(each["name"], None, [each["expr"]])


def _kind(type_: Any) -> int:
    """Return which kind a column is of; what is no other kind is text."""
    return next((at for at, kind in enumerate(KINDS) if isinstance(type_, kind)), len(KINDS) - 1)


def _places(parts: Any) -> list[tuple[int, Any]]:
    """Return the places of a row, each with its kind and type: of every kind as many as the part with the most has."""
    types: dict[int, list[Any]] = defaultdict(list)
    for part in parts:
        of_part: dict[int, list[Any]] = defaultdict(list)
        for type_ in part:
            of_part[_kind(type_)].append(type_)
        for kind, found in of_part.items():
            types[kind] += found[len(types[kind]) :]
    text = len(KINDS) - 1
    return [(kind, sa.Text() if kind == text else type_) for kind in sorted(types) for type_ in types[kind]]


def _order(fields: Sequence[_Field], places: Sequence[tuple[int, Any]]) -> list[int]:
    """Return in which place each column of a part stands: the next of its kind."""
    free = {kind: iter([at for at, place in enumerate(places) if place[0] == kind]) for kind, _ in places}
    return [next(free[_kind(column.type)]) for field in fields for column in field.columns]


def _select(
    name: str, part: sa.Select[*tuple[Any, ...]], fields: Sequence[_Field], places: Sequence[tuple[int, Any]]
) -> sa.Select[*tuple[Any, ...]]:
    wanted = [column for field in fields for column in field.columns]
    taken = dict(zip(_order(fields, places), wanted, strict=True))
    shown = (
        sa.type_coerce(taken[at], type_) if at in taken else sa.cast(sa.null(), type_)
        for at, (_, type_) in enumerate(places)
    )
    labelled = (column.label(f"c{at}") for at, column in enumerate(shown))
    kind = sa.literal(name, sa.Text()).label("part")
    return part.with_only_columns(kind, *labelled)


def _reader(name: str, fields: Sequence[_Field]) -> Callable[[list[Any]], Any]:
    """Return what makes a named tuple of the values of a part's columns."""
    made: Any = make_row(name, [field.name for field in fields])
    parts = [(field.model, [_choice_of(column.type) for column in field.columns]) for field in fields]

    def read(values: list[Any]) -> Any:
        left = iter(values)
        return made(*(_value(model, choices, left) for model, choices in parts))

    return read


def _value(model: Any, choices: Sequence[Any], left: Iterator[Any]) -> Any:
    """Return a column's value, or an object of a model, from the next values of a row."""
    read = [_chosen(choice, next(left)) for choice in choices]
    if model is None:
        return read[0]
    return None if all(value is None for value in read) else adopt(model, read)


def _choice_of(type_: Any) -> Any:
    """Return the enum whose members a column holds; None for any other: asked once, since a page reads thousands."""
    return type_.enum_class if isinstance(type_, sa.Enum) else None


def _chosen(choice: Any, value: Any) -> Any:
    return value if choice is None or value is None else choice(value)
