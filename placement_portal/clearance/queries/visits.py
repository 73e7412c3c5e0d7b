"""Where students go: the room above that keeps placements says so, as one SELECT."""

from typing import Any, Final, Protocol

import sqlalchemy as sa
from flask import Flask, current_app

VISITS: Final = "portal.visits"


class Source(Protocol):
    """What says who goes where: with `past` also who went, and with `on` as of the day that this parameter gives."""

    def __call__(self, past: bool, on: Any = None) -> sa.Select[Any]: ...


def visits_with(app: Flask, source: Source) -> None:
    """Let the room of placements say who goes where, as a SELECT made by `visit`."""
    app.extensions[VISITS] = source


def visit(
    *, person: Any, placement: Any, university: Any, provider: Any, stage: Any, site: Any, starts: Any, ends: Any
) -> sa.Select[Any]:
    """Return the SELECT of who goes where, as this room reads it."""
    ids = (("person_id", person), ("placement_id", placement), ("university_id", university), ("provider_id", provider))
    return sa.select(
        *(sa.type_coerce(column, sa.Uuid).label(name) for name, column in ids),
        sa.type_coerce(stage, sa.Integer).label("stage"),
        sa.type_coerce(site, sa.Uuid).label("site_id"),
        sa.type_coerce(starts, sa.Date).label("starts"),
        sa.type_coerce(ends, sa.Date).label("ends"),
    )


def visits(*, past: bool = False, on: Any = None) -> sa.Subquery:
    """Return everywhere that every student goes, as a table to select from; with `past`, also where they went.

    A statement that is kept gives the parameter `on` that says which day is today.
    """
    source: Source = current_app.extensions[VISITS]
    return source(past, on).subquery("visits")
