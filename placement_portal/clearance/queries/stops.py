"""Where work with clients is stopped: the room above that keeps stops says so, as one SELECT."""

from collections.abc import Callable
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask, current_app

STOPS: Final = "portal.stops"
Source = Callable[[], sa.Select[Any] | sa.CompoundSelect[Any]]


def stops_with(app: Flask, source: Source) -> None:
    """Let the room of stops say whom each touches, as a SELECT made of `stop`."""
    app.extensions[STOPS] = source


def stop(
    *, person: Any = None, placement: Any = None, site: Any = None, since: Any, lifted: Any, last: Any = None
) -> sa.Select[Any]:
    """Return a SELECT of whom stops touch, as this room reads it: a person, on a placement, in a setting, or a setting.

    `lifted` is the first day on which work goes on, `last` the last on which the stop touches somebody.
    """
    ids = (("person_id", person), ("placement_id", placement), ("site_id", site))
    days = (("since", since), ("lifted", lifted), ("last", last))
    return sa.select(
        *(_typed(column, sa.Uuid()).label(name) for name, column in ids),
        *(_typed(column, sa.Date()).label(name) for name, column in days),
    )


def _typed(column: Any, type_: Any) -> Any:
    """Return a column of a type; what is not given is an empty one, of which PostgreSQL must be told the type."""
    return sa.cast(sa.null(), type_) if column is None else sa.type_coerce(column, type_)


def stops() -> sa.Subquery:
    """Return everything that is or was stopped, as a table to select from."""
    source: Source = current_app.extensions[STOPS]
    return source().subquery("stops")
