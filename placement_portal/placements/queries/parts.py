"""What belongs to a placement: people, clients and groups, timetable, settings, history."""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementAmendment,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.queries.found import find
from placement_portal.placements.rules import AssignmentCapacity, ChangeKind, ChangeStatus, SlotStatus, in_force_on
from placement_portal.programmes.models import Category
from placement_portal.sites.models import Site

ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CAPACITIES: Final = frozenset(each.value for each in AssignmentCapacity)


def people_of(placement: Placement) -> list[Assignment]:
    """Return who is or was assigned to a placement, those in force first, then by capacity and first day."""
    wanted = sa.select(Assignment).where(Assignment.placement_id == placement.id).options(joinedload(Assignment.person))
    return people_in_order(db.session.scalars(wanted.order_by(Assignment.id)), clock.today())


def people_in_order(found: Iterable[Assignment], on: date) -> list[Assignment]:
    """Return people of a placement, those in force on a day first, then by capacity and first day."""
    return sorted(
        found, key=lambda each: (each.ends is not None and each.ends < on, each.capacity, each.starts, each.id)
    )


def caseload_of(placement: Placement) -> list[CaseloadSlot]:
    """Return the clients and groups of a placement, the open ones first, C2 before C10."""
    wanted = sa.select(CaseloadSlot).where(CaseloadSlot.placement_id == placement.id)
    return caseload_in_order(db.session.scalars(wanted.order_by(CaseloadSlot.code)))


def caseload_in_order(found: Iterable[CaseloadSlot]) -> list[CaseloadSlot]:
    """Return clients and groups, the open ones first, C2 before C10."""
    return sorted(found, key=lambda each: (each.status is SlotStatus.CLOSED, len(each.code), each.code))


def timetable_of(placement: Placement) -> list[TimetableRow]:
    """Return the weekly timetable of a placement, Monday first, with what and whom."""
    parts = (TimetableRow.category, TimetableRow.slot, TimetableRow.site)
    wanted = sa.select(TimetableRow).where(TimetableRow.placement_id == placement.id)
    ordered = wanted.order_by(TimetableRow.weekday, TimetableRow.start, TimetableRow.id)
    return list(db.session.scalars(ordered.options(*(joinedload(each) for each in parts))))


def find_assignment(viewer: Person, assignment_id: uuid.UUID) -> Assignment | None:
    """Return an assignment to a placement that the viewer has to do with."""
    found = db.session.get(Assignment, assignment_id, options=[joinedload(Assignment.person)])
    return found if found and find(viewer, found.placement_id) else None


def find_slot(viewer: Person, slot_id: uuid.UUID) -> CaseloadSlot | None:
    """Return a client or group of a placement that the viewer has to do with."""
    found = db.session.get(CaseloadSlot, slot_id)
    return found if found and find(viewer, found.placement_id) else None


def find_row(viewer: Person, row_id: uuid.UUID) -> TimetableRow | None:
    """Return a row of the timetable of a placement that the viewer has to do with."""
    found = db.session.get(TimetableRow, row_id)
    return found if found and find(viewer, found.placement_id) else None


def sites_of(placement: Placement, on: date | None = None) -> list[Site]:
    """Return the settings of a placement on a day, today when none is given, the main one first."""
    on = on or clock.today()
    wanted = (
        sa.select(Site)
        .join(PlacementSite, PlacementSite.site_id == Site.id)
        .where(
            PlacementSite.placement_id == placement.id,
            sa.or_(PlacementSite.starts.is_(None), PlacementSite.starts <= on),
            sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= on),
        )
    )
    return list(db.session.scalars(wanted.order_by(PlacementSite.position, Site.name)))


def categories_of(placement: Placement) -> list[Category]:
    """Return what hours of a placement can be spent on now, in the order of its programme version."""
    version_id = placement.student.cohort.programme_version_id
    wanted = sa.select(Category).where(Category.programme_version_id == version_id, Category.retired.is_(False))
    return list(db.session.scalars(wanted.order_by(Category.position, Category.id)))


def moves_of(placement: Placement) -> list[PlacementMove]:
    """Return what happened to the state of a placement, oldest first."""
    wanted = sa.select(PlacementMove).where(PlacementMove.placement_id == placement.id)
    return list(
        db.session.scalars(wanted.options(joinedload(PlacementMove.by)).order_by(PlacementMove.at, PlacementMove.id))
    )


@dataclass(frozen=True, slots=True)
class Amended:
    """A change of a placement as it reads today: people by the name that they have now."""

    id: uuid.UUID
    from_day: date
    by: Person
    at: datetime
    changes: list[dict[str, Any]]
    kind: ChangeKind
    status: ChangeStatus
    days_a_week: Decimal | None
    settled_at: datetime | None


def amendments_of(placement: Placement) -> list[Amended]:
    """Return how the dates, settings, days and people of a placement were changed, oldest first."""
    wanted = sa.select(PlacementAmendment).where(PlacementAmendment.placement_id == placement.id)
    parts = wanted.options(joinedload(PlacementAmendment.by))
    return as_amended(db.session.scalars(parts.order_by(PlacementAmendment.from_day, PlacementAmendment.id)).all())


def as_amended(rows: Sequence[PlacementAmendment], known: Iterable[Assignment] = ()) -> list[Amended]:
    """Return changes as they read today; of people who are `known` nothing is asked."""
    named = named_changes(rows, {str(each.person_id): each.person.name for each in known})
    return [
        Amended(
            id=row.id,
            from_day=row.from_day,
            by=row.by,
            at=row.at,
            changes=named[row.id],
            kind=row.kind,
            status=row.status,
            days_a_week=row.days_a_week,
            settled_at=row.settled_at,
        )
        for row in rows
    ]


def named_changes(
    rows: Iterable[PlacementAmendment], known: Mapping[str, str] = MappingProxyType({})
) -> dict[uuid.UUID, list[dict[str, Any]]]:
    """Return what changed, by the id of the change, with people by the name that they have now."""
    kept = list(rows)
    names = {**known, **_names_now({*_people(kept)} - known.keys())}
    return {row.id: [_named(each, names) for each in row.changes] for row in kept}


def _people(rows: Iterable[PlacementAmendment]) -> Iterator[str]:
    return (value for row in rows for each in row.changes for value in _people_in(each))


def _people_in(change: dict[str, Any]) -> list[str]:
    """Return the ids of people in a change; an older row may still hold a name, which stays as it was written."""
    kept = [change["old"], change["new"]] if change["what"] in CAPACITIES else []
    return [each for each in kept if each and ID.fullmatch(each)]


def _names_now(ids: Iterable[str]) -> dict[str, str]:
    wanted = {uuid.UUID(each) for each in ids}
    if not wanted:
        return {}
    rows = db.session.execute(sa.select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {str(row.id): row.name for row in rows}


def _named(change: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {key: names.get(value, value) if value else value for key, value in change.items()}


def days_on(placement: Placement, on: date) -> Decimal:
    """Return how many days a week hold on a day."""
    return days_among(placement, amendments_of(placement), on)


def days_among(placement: Placement, amendments: Iterable[Amended], on: date) -> Decimal:
    """Return how many days a week hold on a day, when the changes of the placement are known."""
    agreed = [each for each in amendments if each.status is ChangeStatus.AGREED and each.days_a_week is not None]
    in_order = sorted(agreed, key=lambda each: (each.from_day, each.settled_at or each.at))
    steps: dict[date, Decimal] = {each.from_day: each.days_a_week for each in in_order if each.days_a_week is not None}
    return in_force_on(placement.days_a_week, steps.items(), on)
