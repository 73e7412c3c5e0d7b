"""What the calendar of some placements holds, in one statement however many there are."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.absences.models import Absence, MakeUp
from placement_portal.absences.rules import AbsenceKind, Away, Expected, Habit, Place, Planned, Span
from placement_portal.database import db
from placement_portal.placements.models import CaseloadSlot, Placement, PlacementPause, PlacementSite, TimetableRow
from placement_portal.placements.rules import SlotStatus
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sites.models import Closure, Site, SiteTerm
from placement_portal.sites.rules import HOLIDAY, DateRange, between_terms

PLACEMENTS: Final = sa.bindparam("placements", expanding=True, type_=sa.Uuid())
COLUMNS: Final[Mapping[str, Any]] = {
    "id": sa.Uuid(),
    "other": sa.Uuid(),
    "a": sa.Text(),
    "b": sa.Text(),
    "c": sa.Text(),
    "first": sa.Date(),
    "last": sa.Date(),
    "since": sa.Date(),
    "until": sa.Date(),
    "begin": sa.Time(),
    "end": sa.Time(),
    "n1": sa.Integer(),
    "n2": sa.Integer(),
}
Rows = Mapping[uuid.UUID, list[Any]]


def expected(placements: Iterable[Placement]) -> dict[uuid.UUID, Expected]:
    """Return what the calendars of placements that one may see hold, by their ids."""
    wanted = {each.id: each for each in placements}
    if not wanted:
        return {}
    parts: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
    for row in db.session.connection().execute(_everything(), {"placements": list(wanted)}).all():
        parts[row.kind][row.owner].append(row)
    return {key: _expected(placement, parts) for key, placement in wanted.items()}


def _expected(placement: Placement, parts: Mapping[str, Rows]) -> Expected:
    mine = {kind: parts[kind][placement.id] for kind in ("habit", "place", "term", "pause", "away", "planned")}
    return Expected(
        id=placement.id,
        first=placement.starts,
        last=placement.ends,
        status=placement.status,
        habits=[_habit(row) for row in mine["habit"]],
        places=_places(mine["place"], mine["term"]),
        pauses=tuple((row.first, row.last or placement.ends) for row in mine["pause"]),
        aways=[_away(row) for row in sorted(mine["away"], key=lambda row: (row.first, str(row.id)))],
        planned=[_planned(row) for row in sorted(mine["planned"], key=lambda row: (row.first, str(row.id)))],
    )


def _habit(row: Any) -> Habit:
    return Habit(row.id, row.other, row.n1, row.begin, row.n2, row.a, CategoryGroup(row.b), row.c or "")


def _places(rows: Iterable[Any], terms: Iterable[Any]) -> dict[uuid.UUID, Place]:
    """Return the settings by id, closed on their closed days and on the days between their terms."""
    by_site: dict[uuid.UUID, list[Any]] = defaultdict(list)
    spans: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    for row in terms:
        spans[row.other].append((row.first, row.last))
    for row in sorted(rows, key=lambda row: (row.n1, str(row.first or ""))):
        by_site[row.other].append(row)
    return {
        site_id: Place(
            site_id,
            of_site[0].a,
            of_site[0].since,
            of_site[0].until,
            (
                *((row.first, row.last, row.b) for row in of_site if row.first),
                *((first, last, HOLIDAY) for first, last in between_terms(spans[site_id])),
            ),
            of_site[0].c,
        )
        for site_id, of_site in by_site.items()
    }


def _away(row: Any) -> Away:
    return Away(row.id, AbsenceKind(row.a), Span(row.first, row.last, row.begin, row.end))


def _planned(row: Any) -> Planned:
    return Planned(row.id, row.other, uuid.UUID(row.a), row.first, row.begin, row.n1)


@functools.cache
def _everything() -> sa.CompoundSelect[Any]:
    """Return the statement, built once for the life of the process; it asks for `placements`, a list of ids."""
    return sa.union_all(_habits(), _sites(), _terms(), _pauses(), _aways(), _make_ups())


def _part(kind: str, owner: Any, **given: Any) -> sa.Select[Any]:
    """Return one part of the statement; what it does not give is empty."""
    empty = {name: sa.cast(sa.null(), type_) for name, type_ in COLUMNS.items() if name not in given}
    columns = ((given | empty)[name].label(name) for name in COLUMNS)
    return sa.select(sa.literal(kind, sa.Text()).label("kind"), owner.label("owner"), *columns)


def _text(column: Any) -> Any:
    return sa.cast(column, sa.Text())


def _habits() -> sa.Select[Any]:
    goes_on = sa.or_(TimetableRow.slot_id.is_(None), CaseloadSlot.status == SlotStatus.OPEN)
    return (
        _part(
            "habit",
            TimetableRow.placement_id,
            id=TimetableRow.id,
            other=TimetableRow.site_id,
            n1=TimetableRow.weekday,
            begin=TimetableRow.start,
            n2=TimetableRow.minutes,
            a=sa.type_coerce(Category.name, sa.Text()),
            b=_text(Category.group),
            c=sa.type_coerce(CaseloadSlot.code, sa.Text()),
        )
        .join(Category, Category.id == TimetableRow.category_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == TimetableRow.slot_id)
        .where(TimetableRow.placement_id.in_(PLACEMENTS), goes_on)
    )


def _sites() -> sa.Select[Any]:
    return (
        _part(
            "place",
            PlacementSite.placement_id,
            other=PlacementSite.site_id,
            n1=PlacementSite.position,
            since=PlacementSite.starts,
            until=PlacementSite.ends,
            a=sa.type_coerce(Site.name, sa.Text()),
            first=Closure.starts,
            last=Closure.ends,
            b=sa.type_coerce(Closure.name, sa.Text()),
            c=sa.type_coerce(Site.zone, sa.Text()),
        )
        .join(Site, Site.id == PlacementSite.site_id)
        .outerjoin(Closure, Closure.site_id == PlacementSite.site_id)
        .where(PlacementSite.placement_id.in_(PLACEMENTS))
    )


def _terms() -> sa.Select[Any]:
    terms = _part(
        "term", PlacementSite.placement_id, other=PlacementSite.site_id, first=SiteTerm.starts, last=SiteTerm.ends
    )
    joined = terms.join(SiteTerm, SiteTerm.site_id == PlacementSite.site_id)
    return joined.where(PlacementSite.placement_id.in_(PLACEMENTS))


def _pauses() -> sa.Select[Any]:
    pauses = _part("pause", PlacementPause.placement_id, first=PlacementPause.starts, last=PlacementPause.ends)
    return pauses.where(PlacementPause.placement_id.in_(PLACEMENTS))


def _aways() -> sa.Select[Any]:
    kept = _part(
        "away",
        Absence.placement_id,
        id=Absence.id,
        a=_text(Absence.kind),
        first=Absence.starts,
        last=Absence.ends,
        begin=Absence.from_time,
        end=Absence.to_time,
    )
    return kept.where(Absence.placement_id.in_(PLACEMENTS), Absence.cancelled_at.is_(None))


def _make_ups() -> sa.Select[Any]:
    return (
        _part(
            "planned",
            Absence.placement_id,
            id=MakeUp.id,
            other=MakeUp.absence_id,
            first=MakeUp.day,
            begin=MakeUp.start,
            n1=MakeUp.minutes,
            a=_text(MakeUp.site_id),
        )
        .join(Absence, Absence.id == MakeUp.absence_id)
        .where(Absence.placement_id.in_(PLACEMENTS), Absence.cancelled_at.is_(None))
    )
