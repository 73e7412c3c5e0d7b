"""What there will be at the end, at the pace of the last four weeks in which work was expected."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from placement_portal.progress.rules.calendar import Calendar
from placement_portal.sites.rules import monday_of

WEEKS_LOOKED_AT: Final = 4
LEAST_WEEKS: Final = 2
"""Before so many weeks a pace says nothing. A choice of the product."""


def latest_weeks(calendar: Calendar, as_of: date) -> Sequence[date]:
    """Return the Mondays of the last four open weeks that are over; fewer when there are not so many."""
    return [week for week in calendar.open_weeks if week < monday_of(as_of)][-WEEKS_LOOKED_AT:]


def projected(there: int, latest: int | None, calendar: Calendar, as_of: date) -> int | None:
    """Return what there will be on the last day, when `latest` was logged in the last weeks; None when too early.

    The present week says no more than what is logged in it already.
    """
    weeks = latest_weeks(calendar, as_of)
    if latest is None or len(weeks) < LEAST_WEEKS:
        return None
    to_come = sum(week > monday_of(as_of) for week in calendar.open_weeks)
    return there + latest * to_come // len(weeks)
