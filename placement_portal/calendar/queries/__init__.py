"""What can be found for calendars."""

from placement_portal.calendar.queries.feeds import Opened, contents, feed_of, meetings, of_placement, opened_by
from placement_portal.calendar.queries.holidays import bank_holidays
from placement_portal.calendar.queries.placements import (
    MOST,
    Supervisor,
    expected,
    find_supervisor,
    of_site,
    of_student,
    of_supervisor,
    of_viewer,
    sites_hosted,
)

__all__ = [
    "MOST",
    "Opened",
    "Supervisor",
    "bank_holidays",
    "contents",
    "expected",
    "feed_of",
    "find_supervisor",
    "meetings",
    "of_placement",
    "of_site",
    "of_student",
    "of_supervisor",
    "of_viewer",
    "opened_by",
    "sites_hosted",
]
