"""The year strip: what became of each ISO week."""

import enum
from collections.abc import Iterable
from datetime import date
from typing import Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.progress.rules.evaluate import Fact
from placement_portal.sites.rules import monday_of


class WeekState(enum.StrEnum):
    """What the year strip shows for one ISO week."""

    VERIFIED = "verified"
    LOGGED = "logged"
    MISSING = "missing"
    CLOSED = "closed"
    PAUSED = "paused"
    FUTURE = "future"


_SHOWN: Final = frozenset({EntryStatus.DRAFT, EntryStatus.SUBMITTED, EntryStatus.QUERIED, EntryStatus.VERIFIED})


def _empty_week(week: date, calendar: Calendar, as_of: date) -> WeekState:
    if week in calendar.paused:
        return WeekState.PAUSED
    if week in calendar.closed:
        return WeekState.CLOSED
    return WeekState.MISSING if week < monday_of(as_of) else WeekState.FUTURE


def week_state(week: date, facts: Iterable[Fact], calendar: Calendar, as_of: date) -> WeekState:
    """Return what one week shows: verified only when nothing else is in it; missing only when it is over."""
    states = {f.status for f in facts if f.week == week and f.status in _SHOWN and not f.is_reversed}
    if not states:
        return _empty_week(week, calendar, as_of)
    return WeekState.VERIFIED if states == {EntryStatus.VERIFIED} else WeekState.LOGGED


def year_strip(facts: Iterable[Fact], calendar: Calendar, as_of: date) -> list[tuple[date, WeekState]]:
    """Return every week of the calendar with what it shows, oldest first."""
    known = tuple(facts)
    return [(week, week_state(week, known, calendar, as_of)) for week in calendar.weeks]
