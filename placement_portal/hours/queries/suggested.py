"""What a student will most likely log: the timetable's week, the same day a week before, the kinds used most."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import rules
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome, Written
from placement_portal.placements.models import Placement, TimetableRow
from placement_portal.placements.rules import UNDER_WAY, SlotStatus, suggestions
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sites.rules import DateRange

DAYS: int = 7


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A row of the timetable on one day, which nobody logged yet."""

    day: date
    row: TimetableRow
    placement: Placement

    @property
    def key(self) -> str:
        """What a form sends to confirm it."""
        return f"{self.row.id}~{self.day.isoformat()}"

    @property
    def written(self) -> Written:
        """What it becomes when it is confirmed."""
        return Written(
            day=self.day,
            start=self.row.start,
            planned_minutes=self.row.minutes,
            outcome=SessionOutcome.TOOK_PLACE,
            note="",
            site_id=self.row.site_id,
            category_id=self.row.category_id,
            slot_id=self.row.slot_id,
        )


def week_of(viewer: Person, monday: date) -> Sequence[Entry]:
    """Return the viewer's own entries of the week that begins on `monday`, in order of day and time."""
    wanted = sa.select(Entry).where(Entry.author_id == viewer.id, Entry.week == rules.week_number(monday))
    near = wanted.where(Entry.day.between(monday, monday + timedelta(days=DAYS - 1)))
    parts = (Entry.category, Entry.slot, Entry.site, Entry.supervisor, Entry.placement, Entry.decided_by)
    ordered = near.order_by(Entry.day, Entry.start, Entry.id).options(*(joinedload(each) for each in parts))
    return db.session.scalars(ordered).all()


def suggested(placements: Iterable[Placement], monday: date, logged: Collection[Entry]) -> list[Suggestion]:
    """Return what timetables suggest for a week and nobody logged; `placements` from `for_logging` or `for_home`."""
    found = [
        Suggestion(day, row, placement)
        for placement in placements
        if placement.status in UNDER_WAY
        for site_id, closures in _closures(placement).items()
        for day, row in _of_site(placement, site_id, monday, closures)
        if not _is_logged(row, day, logged)
    ]
    return sorted(found, key=lambda each: (each.day, each.row.start))


def _of_site(
    placement: Placement, site_id: uuid.UUID, monday: date, closures: list[DateRange]
) -> list[tuple[date, TimetableRow]]:
    rows = [row for row in placement.timetable if row.site_id == site_id and _is_logged_here(row)]
    paused = [(first, until or date.max) for first, until in placement.pauses]
    return suggestions(rows, monday, first=placement.starts, last=placement.ends, closures=[*closures, *paused])


def _closures(placement: Placement) -> dict[uuid.UUID, list[DateRange]]:
    return {at.site_id: [(each.starts, each.ends) for each in at.site.closures] for at in placement.sites}


def _is_logged_here(row: TimetableRow) -> bool:
    """Say whether a row is logged as an entry: its client goes on, and it is no supervision, which is a session."""
    goes_on = row.slot is None or row.slot.status is SlotStatus.OPEN
    return goes_on and row.category.group is not CategoryGroup.SUPERVISION


def _is_logged(row: TimetableRow, day: date, logged: Iterable[Entry]) -> bool:
    """Say whether an entry of the day has the same client and kind, or begins within the row's time."""
    return any(
        each.day == day
        and (
            (each.category_id, each.slot_id) == (row.category_id, row.slot_id)
            or _minutes(row.start) <= _minutes(each.start) < _minutes(row.start) + row.minutes
        )
        for each in logged
    )


def _minutes(start: time) -> int:
    return start.hour * 60 + start.minute


def same_day_before(viewer: Person, day: date) -> Sequence[Entry]:
    """Return the viewer's own entries of the same weekday a week before `day`, in order of time."""
    wanted = sa.select(Entry).where(Entry.author_id == viewer.id, Entry.day == day - timedelta(days=DAYS))
    kept = wanted.where(Entry.status != EntryStatus.DECLINED).order_by(Entry.start, Entry.id)
    parts = (Entry.category, Entry.slot)
    return db.session.scalars(kept.options(*(joinedload(each) for each in parts))).all()


def category_use(viewer: Person, placement: Placement) -> dict[uuid.UUID, int]:
    """Return how often the viewer used each category on a placement."""
    wanted = sa.select(Entry.category_id, sa.func.count()).where(Entry.placement_id == placement.id)
    own = wanted.where(Entry.author_id == viewer.id).group_by(Entry.category_id)
    return {row[0]: row[1] for row in db.session.execute(own)}


def most_used_first(categories: Iterable[Category], use: dict[uuid.UUID, int]) -> list[Category]:
    """Return the categories that are offered, those used most first, the rest in the programme's own order."""
    offered = [each for each in categories if not each.retired and each.group is not CategoryGroup.SUPERVISION]
    return sorted(offered, key=lambda each: (-use.get(each.id, 0), each.position))
