"""The year strip: what became of each ISO week."""

import enum
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Final

from placement_portal.hours.rules import EntryStatus
from placement_portal.progress.rules.asked import Fact
from placement_portal.progress.rules.calendar import Calendar
from placement_portal.sites.rules import monday_of


class WeekState(enum.StrEnum):
    """What the year strip shows for one ISO week."""

    VERIFIED = "verified"
    WAITING = "waiting"
    SENT_BACK = "sent_back"
    DRAFT = "draft"
    MISSING = "missing"
    CLOSED = "closed"
    PAUSED = "paused"
    FUTURE = "future"


FIRST_SEEN: Final = (
    (EntryStatus.QUERIED, WeekState.SENT_BACK),
    (EntryStatus.DRAFT, WeekState.DRAFT),
    (EntryStatus.SUBMITTED, WeekState.WAITING),
    (EntryStatus.VERIFIED, WeekState.VERIFIED),
)
"""What a week with several entries shows: whatever the student has to do first."""


def _empty_week(week: date, calendar: Calendar, as_of: date) -> WeekState:
    if week in calendar.paused:
        return WeekState.PAUSED
    if week in calendar.closed:
        return WeekState.CLOSED
    return WeekState.MISSING if week < monday_of(as_of) else WeekState.FUTURE


def week_state(week: date, facts: Iterable[Fact], calendar: Calendar, as_of: date) -> WeekState:
    """Return what one week shows: verified only when nothing else is in it; missing only when it is over."""
    there = {fact.status for fact in facts if fact.week == week and not fact.is_reversed}
    shown = (state for status, state in FIRST_SEEN if status in there)
    return next(shown, None) or _empty_week(week, calendar, as_of)


def year_strip(facts: Iterable[Fact], calendar: Calendar, as_of: date) -> list[tuple[date, WeekState]]:
    """Return every week of the calendar with what it shows, oldest first."""
    by_week: defaultdict[date, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_week[fact.week].append(fact)
    return [(week, week_state(week, by_week[week], calendar, as_of)) for week in calendar.weeks]
