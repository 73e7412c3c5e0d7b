"""Every column is classified, every constraint named, every model known, every enum stored with its CHECK."""

import enum
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import placement_portal
from placement_portal.database import Base, DataClass, Instant
from tests.house.apps import plain_app

plain_app()
PACKAGE = Path(placement_portal.__file__).parent
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
LONGEST_NAME = 63
COLUMNS = [column for table in TABLES for column in table.columns]


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("models.py")), ids=str)
def test_every_model_is_known_to_the_app(file: Path) -> None:
    name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
    assert name in sys.modules


def test_every_column_says_how_careful_one_must_be() -> None:
    """Each is made with `column(DataClass.…)`."""
    assert not [str(column) for column in COLUMNS if not isinstance(column.info.get("data"), DataClass)]


def test_every_text_is_bounded_and_every_instant_aware() -> None:
    assert not [f"{column}: {wrong}" for column in COLUMNS for wrong in _wrong(column.type)]


def _wrong(kind: Any) -> Iterator[str]:
    """Say what is wrong with the type of a column."""
    if isinstance(kind, sa.Enum):
        if kind.enum_class is None or not issubclass(kind.enum_class, enum.Enum):
            yield "make it with choice(…)"
        if kind.native_enum or not kind.create_constraint:
            yield "its choices need a CHECK"
    elif isinstance(kind, sa.String) and not isinstance(kind, sa.Text) and not kind.length:
        yield "give it a length"
    if isinstance(kind, sa.DateTime):
        yield "use Instant"
    if isinstance(kind, Instant) and not kind.impl_instance.timezone:  # type: ignore[attr-defined]
        yield "its zone is lost"


def test_every_constraint_has_a_name_that_both_databases_can_hold() -> None:
    constraints = [(table.name, one.name) for table in TABLES for one in table.constraints]
    names = [*constraints, *((table.name, one.name) for table in TABLES for one in table.indexes)]
    assert len(set(names)) == len(names)
    assert not [(table, name) for table, name in names if not name or len(str(name)) > LONGEST_NAME]
