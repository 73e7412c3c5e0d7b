"""The typed base that every model inherits, and what most rows share."""

import uuid
from datetime import date, datetime, time
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, registry

from placement_portal.database.ids import new_id
from placement_portal.database.types import DataClass, Instant, column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table's parent: named constraints, and Python types that mean one column type each."""

    registry = registry(
        metadata=sa.MetaData(naming_convention=NAMES),
        type_annotation_map={
            datetime: Instant(),
            date: sa.Date(),
            time: sa.Time(),
            uuid.UUID: sa.Uuid(),
            dict[str, Any]: sa.JSON(),
            list[Any]: sa.JSON(),
        },
    )


class Keyed:
    """A row with a UUIDv7 of its own, which is also its address."""

    id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True, default=new_id)


class Versioned:
    """A row that people edit: a stale form meets a 409, not a lost update."""

    version: Mapped[int] = column(DataClass.INTERNAL, nullable=False, default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Let SQLAlchemy check and raise the version with every UPDATE."""
        return {"version_id_col": cls.version}


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
