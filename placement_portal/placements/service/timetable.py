"""The weekly habits of a placement."""

import uuid
from dataclasses import dataclass
from datetime import time
from typing import Any

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import events
from placement_portal.placements.models import (
    Placement,
    TimetableRow,
)
from placement_portal.placements.service.keeping import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What a row of the timetable says; `weekday` from Monday = 0, `minutes` 1 to 720."""

    site_id: uuid.UUID
    weekday: int
    start: time
    minutes: int
    category_id: uuid.UUID
    slot_id: uuid.UUID | None


def add_row(placement: Placement, habit: Habit, *, by: Person) -> TimetableRow:
    """Add a weekly habit to the timetable."""
    row = TimetableRow(placement_id=placement.id, **_habit(habit))
    db.session.add(row)
    db.session.flush()
    added = events.TimetableRowAdded(
        weekday=habit.weekday,
        start=habit.start,
        minutes=habit.minutes,
        category=habit.category_id,
        slot=habit.slot_id,
    )
    record(placement, added, by, on=row.id)
    return row


def change_row(row: TimetableRow, habit: Habit, *, by: Person, shown: int | None = None) -> None:
    """Change a weekly habit; raise `Moved` for a stale form."""
    transaction.check_version(row, shown)
    before, after = _habit(row), _habit(habit)
    for name, value in after.items():
        setattr(row, name, value)
    record(row.placement, events.TimetableRowChanged(before=before, after=after), by, on=row.id)


def remove_row(row: TimetableRow, *, by: Person) -> None:
    """Take a weekly habit out of the timetable."""
    removed = events.TimetableRowRemoved(weekday=row.weekday, start=row.start)
    record(row.placement, removed, by, on=row.id)
    db.session.delete(row)


def _habit(habit: Habit | TimetableRow) -> dict[str, Any]:
    return {name: getattr(habit, name) for name in Habit.__dataclass_fields__}
