"""What a private feed holds: neutral words, names of events that stay, a bound on how often it is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from placement_portal.absences.rules import Expected, Place
from placement_portal.calendar.rules.lines import Visit, at, visits
from placement_portal.ics.rules import Planned, uid

BACK: Final = timedelta(weeks=4)
AHEAD: Final = timedelta(weeks=26)
"""How far a feed looks: enough to plan by, and no more than a telephone likes to load. A choice of the product."""

AN_HOUR: Final = timedelta(hours=1)
MOST_AN_HOUR: Final = 60
"""Calendars ask every few minutes at most; several devices share one link."""

STUDENT: Final = "Placement"
SUPERVISOR: Final = "Students on placement"


@dataclass(frozen=True, slots=True)
class Of:
    """Whose visits: what stands in a placement's calendar, the zone of its provider, and whether one supervises it."""

    expected: Expected
    zone: str
    supervises: bool


def feed(all_of: Iterable[Of], today: date, *, names: bool, meetings: Iterable[Planned] = ()) -> list[Planned]:
    """Return the events of one's own feed; settings are named only when the person chose it, clients never.

    `meetings` are planned supervision sessions, as they are.
    """
    first, last = today - BACK, today + AHEAD
    found: dict[str, Planned] = {}
    for each in (event for of in all_of for event in _events(of, first, last, names)):
        found[each.uid] = _both(found[each.uid], each) if each.uid in found else each
    return sorted([*found.values(), *meetings], key=lambda each: (each.day, each.begin or time(), each.uid))


def planned_visit(of: Of, visit: Visit, *, names: bool) -> Planned:
    """Return a visit as an event of a calendar."""
    place = of.expected.places.get(visit.site_id)
    title = SUPERVISOR if of.supervises else f"{STUDENT} (made-up time)" if visit.made_up else STUDENT
    whose = visit.site_id if of.supervises else visit.placement_id
    known = visit.begin != visit.end
    return Planned(
        uid(whose, visit.site_id, visit.day, visit.made_up and not of.supervises),
        visit.day,
        at(visit.begin) if known else None,
        at(visit.end) if known else None,
        _zone(of, place),
        f"{title}, {place.name}" if names and place else title,
        place.name if names and place else "",
    )


def first_day(of: Of) -> Planned:
    """Return the first day of a placement as an event of a whole day."""
    expected = of.expected
    return Planned(uid(expected.id, "begins"), expected.first, None, None, of.zone, f"{STUDENT} begins")


def may_fetch(hour_began: datetime | None, fetches: int, now: datetime) -> bool:
    """Say whether a feed may be asked once more within the hour."""
    return hour_began is None or now - hour_began >= AN_HOUR or fetches < MOST_AN_HOUR


def counted(hour_began: datetime | None, fetches: int, now: datetime) -> tuple[datetime, int]:
    """Return when the present hour of counting began, and how often the feed was asked in it, this time included."""
    if hour_began is None or now - hour_began >= AN_HOUR:
        return now, 1
    return hour_began, fetches + 1


def _events(of: Of, first: date, last: date, names: bool) -> Iterator[Planned]:
    found = visits(of.expected, first, last)
    if not of.supervises and first <= of.expected.first <= last and not _on(found, of.expected.first):
        yield first_day(of)
    yield from (planned_visit(of, each, names=names) for each in found)


def _both(one: Planned, other: Planned) -> Planned:
    """Return two visits to one setting on one day as one; a time that nobody knows widens nothing."""
    begins = [each.begin for each in (one, other) if each.begin]
    ends = [each.end for each in (one, other) if each.end]
    return replace(one, begin=min(begins, default=None), end=max(ends, default=None))


def _on(found: Iterable[Visit], day: date) -> bool:
    return any(each.day == day for each in found)


def _zone(of: Of, place: Place | None) -> str:
    return (place.zone if place else "") or of.zone
