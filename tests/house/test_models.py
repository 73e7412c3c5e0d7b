"""Every column is classified, every constraint named, every model known, every enum stored with its CHECK."""

import enum
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa

import placement_portal
from placement_portal.database import Base, DataClass, Instant
from tests.house.apps import plain_app

plain_app()
PACKAGE = Path(placement_portal.__file__).parent
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
COLUMNS = [column for table in TABLES for column in table.columns]


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("models.py")), ids=str)
def test_every_model_is_known_to_the_app(file: Path) -> None:
    name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts)
    assert name in sys.modules


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_says_how_careful_one_must_be(column: sa.Column[object]) -> None:
    assert isinstance(column.info.get("data"), DataClass), "make it with column(DataClass.…)"


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_text_is_bounded_and_every_instant_aware(column: sa.Column[object]) -> None:
    kind = column.type
    if isinstance(kind, sa.String) and not isinstance(kind, sa.Enum | sa.Text):
        assert kind.length, "give it a length"
    assert not isinstance(kind, sa.DateTime), "use Instant"
    if isinstance(kind, sa.Enum):
        assert kind.enum_class is not None, "make it with choice(…)"
        assert issubclass(kind.enum_class, enum.Enum)
        assert not kind.native_enum
        assert kind.create_constraint
    if isinstance(kind, Instant):
        assert kind.impl_instance.timezone  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_constraint_has_a_name_that_both_databases_can_hold(table: sa.Table) -> None:
    names = [*(one.name for one in table.constraints), *(one.name for one in table.indexes)]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(len(str(name)) <= 63 for name in names)
