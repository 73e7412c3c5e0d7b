"""Why time of a day does not count, as a column of entries; and on which days the gate was closed for somebody."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager

from placement_portal import clock
from placement_portal.clearance.models import ClearanceType, ClearanceTypeVersion, GateWindow, facts_of
from placement_portal.clearance.queries import checks, visits
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import ClearanceApplies
from placement_portal.clearance.rules.needs import Kept, Visit, of_visit
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.clearance.rules.windows import Asking, Gap, gap, windows
from placement_portal.database import db
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CategoryNeeds

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """A type as it stood from a day on."""

    code: str
    organisation: str
    organisation_name: str
    facts: TypeFacts
    since: date
    until: date | None


def why_closed(placement_id: Any, site_id: Any, category_id: Any, day: Any) -> sa.ScalarSelect[str]:
    """Return why the gate was closed for work of these columns, as a column: nothing where it was open."""
    kind = aliased(Category)
    closed = sa.and_(
        GateWindow.placement_id == placement_id,
        GateWindow.site_id == site_id,
        GateWindow.needs == kind.needs,
        GateWindow.starts <= day,
        sa.or_(GateWindow.ends.is_(None), GateWindow.ends >= day),
    )
    wanted = sa.select(GateWindow.why).select_from(kind).join(GateWindow, closed).where(kind.id == category_id)
    return wanted.correlate_except(GateWindow, kind).scalar_subquery()


def closed_at_all(placements: Any) -> sa.ColumnElement[bool]:
    """Return the condition that there is any such day on some placements: mostly there is none, and nobody looks on."""
    return sa.exists().where(GateWindow.placement_id.in_(placements)).correlate(None)


def gaps_on(placements: Collection[uuid.UUID], day: date) -> list[tuple[uuid.UUID, uuid.UUID, CategoryNeeds, Gap]]:
    """Return for which settings and answers the gate is closed on a day, and why, for some placements."""
    wanted = sa.select(GateWindow.placement_id, GateWindow.site_id, GateWindow.needs, GateWindow.why).where(
        GateWindow.placement_id.in_(placements),
        GateWindow.starts <= day,
        sa.or_(GateWindow.ends.is_(None), GateWindow.ends >= day),
    )
    rows = db.session.execute(wanted.order_by(GateWindow.placement_id, GateWindow.site_id, GateWindow.needs))
    return [(row[0], row[1], row[2], gap(row[3])) for row in rows]


def closed_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the question why time does not count, for a `Together` asked with a `placement` and the day `on`."""
    placement: sa.BindParameter[Any] = sa.bindparam("placement", type_=sa.Uuid())
    on = sa.bindparam("on", type_=sa.Date())
    still = sa.or_(GateWindow.ends.is_(None), GateWindow.ends >= on)
    here = (GateWindow.placement_id == placement, GateWindow.starts <= on, still)
    return {"gaps": sa.select(GateWindow.why).where(*here)}


def closed(found: Mapping[str, Iterable[Any]]) -> list[str]:
    """Return the sentences of what a `Together` found, each once."""
    return sorted({gap(each.why).sentence for each in found["gaps"]})


def kept(people: Collection[uuid.UUID]) -> dict[tuple[Any, ...], Row]:
    """Return the windows that are kept for some people, by their keys."""
    links = visits.visits(past=True)
    placements = sa.select(links.c.placement_id).where(links.c.person_id.in_(people))
    table: Any = GateWindow.__table__
    rows = db.session.execute(sa.select(table).where(GateWindow.placement_id.in_(placements)))
    return {_key(row): row for row in ({**each._mapping} for each in rows)}


def right(people: Collection[uuid.UUID]) -> dict[tuple[Any, ...], Row]:
    """Return the windows as the rules say them, from the first day on which anything was asked."""
    found = checks.of_past(people)
    stated = _stated(found.values())
    rows = [row for each in found.values() for visit in _once(each.visits) for row in _rows(each, visit, stated)]
    return {_key(row): row for row in rows}


def _key(row: Row) -> tuple[Any, ...]:
    return row["placement_id"], row["site_id"], row["needs"], row["starts"]


def _rows(found: Checks, visit: Visit, stated: Sequence[Stated]) -> Iterable[Row]:
    theirs = [each for each in stated if each.organisation in (visit.university, visit.provider)]
    at = {"placement_id": uuid.UUID(visit.placement), "site_id": uuid.UUID(visit.place.id)}
    for each in windows(found.held, _asking(found, visit, theirs), found.waivers):
        needs = CategoryNeeds(each.question.value)
        yield {**at, "needs": needs, "starts": each.starts, "ends": each.ends, "why": str(each.why)}


def _asking(found: Checks, visit: Visit, stated: Sequence[Stated]) -> list[Asking]:
    """Return what was needed in a setting from each day on which something changed."""
    asked = _asked(found)
    days = {day for each in stated for day in (each.since, each.until) if day} | {day for day, *_ in asked}
    return [Asking(day, _needs(visit, stated, asked, day)) for day in sorted(days)]


def _needs(visit: Visit, stated: Sequence[Stated], asked: Sequence[tuple[date, str, str]], day: date) -> Any:
    types: list[Kept] = [each for each in stated if each.since <= day and (each.until is None or day < each.until)]
    known: dict[str, set[str]] = defaultdict(set)
    for since, code, country in asked:
        if since <= day:
            known[code].add(country)
    return [each.need for each in of_visit(types, visit, known)]


def _asked(found: Checks) -> list[tuple[date, str, str]]:
    """Return what was asked of this person alone, and since when: an id tells when it was made."""
    special = [each for each in found.items if each.type_.applies is ClearanceApplies.WHEN_ASKED]
    return [(_made_on(each.id), each.code, each.country) for each in special]


def _made_on(item_id: uuid.UUID) -> date:
    return clock.local(datetime.fromtimestamp((item_id.int >> 80) / 1000, UTC)).date()


def _once(going: Iterable[Visit]) -> Iterable[Visit]:
    """Return each setting of each placement once, however often somebody came back to it."""
    return {(each.placement, each.place.id): each for each in going}.values()


def _stated(found: Iterable[Checks]) -> list[Stated]:
    """Return every type around some people as it stood from day to day, in one statement."""
    ids = {uuid.UUID(each) for one in found for visit in one.visits for each in (visit.university, visit.provider)}
    wanted = (
        sa.select(ClearanceTypeVersion, ClearanceType)
        .join(ClearanceType, ClearanceType.id == ClearanceTypeVersion.type_id)
        .join(ClearanceType.organisation)
        .options(contains_eager(ClearanceType.organisation))
        .where(ClearanceType.organisation_id.in_(ids))
        .order_by(ClearanceTypeVersion.type_id, ClearanceTypeVersion.number)
    )
    of_type: Mapping[uuid.UUID, list[tuple[ClearanceTypeVersion, ClearanceType]]] = defaultdict(list)
    for version, type_ in db.session.execute(wanted):
        of_type[type_.id].append((version, type_))
    return [each for versions in of_type.values() for each in _days_of(versions)]


def _days_of(versions: Sequence[tuple[ClearanceTypeVersion, ClearanceType]]) -> Iterable[Stated]:
    starts = [clock.local(version.at).date() for version, _ in versions]
    withdrawn = versions[0][1].withdrawn_on
    for at, (version, type_) in enumerate(versions):
        ends = [day for day in (*starts[at + 1 :][:1], withdrawn) if day is not None]
        yield Stated(
            code=type_.code,
            organisation=str(type_.organisation_id),
            organisation_name=type_.organisation.name,
            facts=facts_of(version.content),
            since=starts[at],
            until=min(ends, default=None),
        )
