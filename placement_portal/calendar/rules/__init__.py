"""What is true of calendars: months and weeks, what stands on each day, what a private feed holds."""

from placement_portal.calendar.rules.feeds import (
    AN_HOUR,
    MOST_AN_HOUR,
    Of,
    counted,
    feed,
    first_day,
    may_fetch,
    planned_visit,
)
from placement_portal.calendar.rules.lines import Line, LineKind, Meeting, Visit, by_day, visits
from placement_portal.calendar.rules.windows import CalendarView, Window, week_number, window
from placement_portal.ics.rules import Planned

__all__ = [
    "AN_HOUR",
    "MOST_AN_HOUR",
    "CalendarView",
    "Line",
    "LineKind",
    "Meeting",
    "Of",
    "Planned",
    "Visit",
    "Window",
    "by_day",
    "counted",
    "feed",
    "first_day",
    "may_fetch",
    "planned_visit",
    "visits",
    "week_number",
    "window",
]
