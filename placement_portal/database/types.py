"""Column types and the column classes that decide who sees a value and how long it is kept."""

import enum
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator


class DataClass(enum.StrEnum):
    """How careful one must be with a column; every column declares one."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    SAFEGUARDING = "safeguarding"
    SECRET = "secret"  # noqa: S105 - a class of data, not a password


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Turn an aware instant into UTC; raise `ValueError` for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return the instant aware, whatever the database kept."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(members: type[enum.Enum], name: str = "") -> sa.Enum:
    """Return the column type of one of our enums: its value, in a VARCHAR with a CHECK.

    A table with two columns of one enum gives the second a `name` for its CHECK.
    """
    return sa.Enum(
        members,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name or members.__name__.lower(),
        values_callable=_values,
    )


def _values(members: Iterable[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


def column(data: DataClass, *args: Any, **kwargs: Any) -> MappedColumn[Any]:
    """Return a mapped column that says how careful one must be with it."""
    info = {**kwargs.pop("info", {}), "data": data}
    return mapped_column(*args, info=info, **kwargs)
