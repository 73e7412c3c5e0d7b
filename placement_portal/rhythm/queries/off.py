"""On which days nothing is expected of a student on a placement: closed, paused, on leave."""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal.absences.models import Absence
from placement_portal.absences.rules import Expected, Place, Span
from placement_portal.placements.models import Placement, PlacementPause, PlacementSite
from placement_portal.sites.models import Closure, SiteTerm
from placement_portal.sites.rules import HOLIDAY, between_terms

Rows = Mapping[uuid.UUID, list[Any]]
PLACEMENTS: sa.BindParameter[Any] = sa.bindparam("placements", expanding=True, type_=sa.Uuid())


def parts_of_off() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the parts of a statement that ask for closures, terms, pauses and leave."""
    at = PlacementSite
    return {
        "closures": sa.select(
            *(at.placement_id, at.site_id, at.starts.label("since"), at.ends.label("until")),
            *(Closure.starts.label("first"), Closure.ends.label("last")),
        )
        .outerjoin(Closure, Closure.site_id == at.site_id)
        .where(at.placement_id.in_(PLACEMENTS)),
        "terms": sa.select(at.placement_id, at.site_id, SiteTerm.starts, SiteTerm.ends)
        .join(SiteTerm, SiteTerm.site_id == at.site_id)
        .where(at.placement_id.in_(PLACEMENTS)),
        "pauses": sa.select(PlacementPause.placement_id, PlacementPause.starts, PlacementPause.ends).where(
            PlacementPause.placement_id.in_(PLACEMENTS)
        ),
        "leave": sa.select(
            Absence.placement_id, Absence.starts, Absence.ends, Absence.from_time, Absence.to_time
        ).where(Absence.placement_id.in_(PLACEMENTS), Absence.cancelled_at.is_(None)),
    }


def by_placement(rows: Iterable[Any]) -> Rows:
    """Return rows by their placement."""
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.placement_id].append(row)
    return found


def off(placement: Placement, closures: Rows, terms: Rows, pauses: Rows, leave: Rows) -> Callable[[date], bool]:
    """Return what says whether a day of a placement is closed, paused or on leave."""
    key = placement.id
    pauses_ = tuple((row.starts, row.ends or placement.ends) for row in pauses[key])
    around = Expected(key, placement.starts, placement.ends, places=_places(closures[key], terms[key]), pauses=pauses_)
    spans = [Span(row.starts, row.ends, row.from_time, row.to_time) for row in leave[key]]

    def is_off(day: date) -> bool:
        return around.paused(day) or bool(around.closed(day)) or any(_whole(each, day) for each in spans)

    return is_off


def _places(closures: Iterable[Any], terms: Iterable[Any]) -> dict[uuid.UUID, Place]:
    spans: dict[uuid.UUID, list[tuple[date, date]]] = defaultdict(list)
    for row in terms:
        spans[row.site_id].append((row.starts, row.ends))
    of_site: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in closures:
        of_site[row.site_id].append(row)
    return {key: _place(key, rows, between_terms(spans[key])) for key, rows in of_site.items()}


def _place(key: uuid.UUID, rows: list[Any], holidays: Iterable[tuple[date, date]]) -> Place:
    closed = [*((row.first, row.last) for row in rows if row.first), *holidays]
    return Place(key, "", rows[0].since, rows[0].until, tuple((first, last, HOLIDAY) for first, last in closed))


def _whole(span: Span, day: date) -> bool:
    """Say whether an absence takes all of a day."""
    cut_short = (span.from_time and day == span.starts) or (span.to_time and day == span.ends)
    return span.touches(day) and not cut_short
