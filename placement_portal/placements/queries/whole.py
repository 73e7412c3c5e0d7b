"""Everything that belongs to one placement, as questions that its page asks in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal.accounts.models import Person
from placement_portal.database import Given
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    PlacementAmendment,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.queries.parts import Amended, as_amended, caseload_in_order, people_in_order
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Whole:
    """The parts of a placement, each in the order in which its page shows it."""

    sites: Sequence[Site]
    people: Sequence[Assignment]
    caseload: Sequence[CaseloadSlot]
    timetable: Sequence[TimetableRow]
    moves: Sequence[PlacementMove]
    amendments: Sequence[Amended]


def whole(found: Given, on: date) -> Whole:
    """Return the parts of a placement as `whole_parts` found them, its settings as they are on a day."""
    amended = [_tied(each.placementamendment, by=each.person) for each in found["amended"]]
    people = [_tied(each.assignment, person=each.person) for each in found["people"]]
    return Whole(
        sites=[each.site for each in sorted(found["sites"], key=lambda each: (each.position, each.site.name))],
        people=people_in_order(people, on),
        caseload=caseload_in_order(each.caseloadslot for each in found["caseload"]),
        timetable=_timetable(found["timetable"]),
        moves=_in_time(_tied(each.placementmove, by=each.person) for each in found["moves"]),
        amendments=as_amended(sorted(amended, key=lambda each: (each.from_day, each.id)), known=people),
    )


def _timetable(rows: Iterable[Any]) -> list[TimetableRow]:
    parts = [_tied(row.timetablerow, category=row.category, slot=row.caseloadslot, site=row.site) for row in rows]
    return sorted(parts, key=lambda each: (each.weekday, each.start, each.id))


def _in_time(moves: Iterable[PlacementMove]) -> list[PlacementMove]:
    return sorted(moves, key=lambda each: (each.at, each.id))


def _tied(row: Any, **others: Any) -> Any:
    """Return a row that knows what came with it, as if it had been loaded."""
    for name, other in others.items():
        set_committed_value(row, name, other)
    return row


def whole_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the questions, for a `Together` that is asked with a `placement` and the day `on`."""
    placement: sa.BindParameter[Any] = sa.bindparam("placement", type_=sa.Uuid())
    on = sa.bindparam("on", type_=sa.Date())
    return {
        "sites": sa.select(Site, PlacementSite.position)
        .join(PlacementSite, PlacementSite.site_id == Site.id)
        .where(
            PlacementSite.placement_id == placement,
            sa.or_(PlacementSite.starts.is_(None), PlacementSite.starts <= on),
            sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= on),
        ),
        "people": sa.select(Assignment, Person)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.placement_id == placement),
        "caseload": sa.select(CaseloadSlot).where(CaseloadSlot.placement_id == placement),
        "timetable": sa.select(TimetableRow, Category, CaseloadSlot, Site)
        .join(Category, Category.id == TimetableRow.category_id)
        .join(Site, Site.id == TimetableRow.site_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == TimetableRow.slot_id)
        .where(TimetableRow.placement_id == placement),
        "moves": sa.select(PlacementMove, Person)
        .join(Person, Person.id == PlacementMove.by_id)
        .where(PlacementMove.placement_id == placement),
        "amended": sa.select(PlacementAmendment, Person)
        .join(Person, Person.id == PlacementAmendment.by_id)
        .where(PlacementAmendment.placement_id == placement),
    }
