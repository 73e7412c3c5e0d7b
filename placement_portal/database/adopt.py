"""Objects made from rows that were read as plain values: a fifth of what loading them takes, and no less an object."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import make_transient_to_detached

from placement_portal.database.model import Base, db

Model = TypeVar("Model", bound=Base)
_NAMES: Final[dict[type[Base], tuple[str, ...]]] = {}
_KEYS: Final[dict[type[Base], tuple[str, ...]]] = {}


def columns(model: type[Base]) -> tuple[sa.ColumnElement[Any], ...]:
    """Return the columns of a model in the order in which `adopt` wants their values."""
    return tuple(getattr(model, name) for name in _names(model))


def adopt(model: type[Model], values: Sequence[Any]) -> Model:
    """Return the session's object of a row, by the values of its columns; as if the session had loaded it now."""
    names, session = _names(model), db.session()
    given = dict(zip(names, values, strict=True))
    mapper: Any = sa.inspect(model)
    key = [given[name] for name in _key_names(model)]
    known: Any = session.identity_map.get(mapper.identity_key_from_primary_key(key))
    if known is not None:
        return cast("Model", known)
    made: Model = mapper.class_manager.new_instance()
    made.__dict__.update(given)
    make_transient_to_detached(made)
    session.add(made)
    return made


def _key_names(model: type[Base]) -> tuple[str, ...]:
    if model not in _KEYS:
        mapper: Any = sa.inspect(model)
        _KEYS[model] = tuple(mapper.get_property_by_column(each).key for each in mapper.primary_key)
    return _KEYS[model]


def _names(model: type[Base]) -> tuple[str, ...]:
    if model not in _NAMES:
        _NAMES[model] = tuple(attribute.key for attribute in sa.inspect(model).column_attrs)
    return _NAMES[model]
