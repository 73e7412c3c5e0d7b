"""How events become an iCalendar file: the library writes it, times carry the zone of their setting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Response

from placement_portal.calendar.rules import Planned

PRODUCT: Final = "-//Placement Portal//EN"
TYPE: Final = "text/calendar"
REFRESH: Final = "PT6H"
A_YEAR: Final = timedelta(days=366)
"""So far around its events a file says when the clocks change."""


def write(events: Iterable[Planned], stamp: datetime, name: str = "Placement") -> bytes:
    """Return events as a file; `stamp` is when it was drawn up, so that the same calendar is the same bytes."""
    from icalendar import Calendar, Event  # eighty modules, for a file that few workers ever write

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", REFRESH)
    held = list(events)
    for each in held:
        calendar.add_component(_filled(Event(), each, stamp))
    days = [each.day for each in held] or [stamp.date()]
    calendar.add_missing_timezones(min(days) - A_YEAR, max(days) + A_YEAR)
    written: bytes = calendar.to_ical()
    return written


def answer(body: bytes, file_name: str) -> Response:
    """Return a file to be opened by a calendar."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.ics"'}
    return Response(body, content_type=f"{TYPE}; charset=utf-8", headers=headers)


def _filled(event: Any, planned: Planned, stamp: datetime) -> Any:
    event.add("uid", planned.uid)
    event.add("dtstamp", stamp)
    event.add("summary", planned.title)
    event.add("class", "PRIVATE")
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
