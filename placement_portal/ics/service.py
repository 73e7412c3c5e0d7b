"""How events become an iCalendar file: the library writes it, times carry the zone of their setting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from placement_portal.ics.rules import Planned

PRODUCT: Final = "-//Placement Portal//EN"
TYPE: Final = "text/calendar"
PUBLISH, CANCEL = "PUBLISH", "CANCEL"
REFRESH: Final = "PT6H"
A_YEAR: Final = timedelta(days=366)
"""So far around its events a file says when the clocks change."""


def write(events: Iterable[Planned], stamp: datetime, name: str = "Placement", *, method: str = "") -> bytes:
    """Return events as a file; `stamp` is when it was drawn up, so that the same calendar is the same bytes.

    With a `method` it goes with a letter: it adds an event to a calendar, or takes it out of it.
    """
    from icalendar import Calendar, Event  # eighty modules, for a file that few workers ever write

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", REFRESH)
    held = list(events)
    for each in held:
        calendar.add_component(_filled(Event(), each, stamp, is_off=method == CANCEL))
    days = [each.day for each in held] or [stamp.date()]
    calendar.add_missing_timezones(min(days) - A_YEAR, max(days) + A_YEAR)
    written: bytes = calendar.to_ical()
    return written


def _filled(event: Any, planned: Planned, stamp: datetime, *, is_off: bool) -> Any:
    event.add("uid", planned.uid)
    event.add("dtstamp", stamp)
    event.add("summary", planned.title)
    event.add("class", "PRIVATE")
    if planned.sequence or is_off:
        event.add("sequence", planned.sequence + is_off)
    if is_off:
        event.add("status", "CANCELLED")
    if planned.place:
        event.add("location", planned.place)
    if planned.begin is None:
        event.add("dtstart", planned.day)
        event.add("dtend", planned.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        begin, end = planned.instants
        event.add("dtstart", begin)
        event.add("dtend", end)
    return event
