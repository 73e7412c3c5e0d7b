"""On which days work belongs to a placement, and what its timetable suggests."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Final, Protocol, TypeVar

from placement_portal.sites.rules import DateRange, is_closed

DAYS_BEFORE: Final = 28

DAYS_AFTER: Final = 14
"""How long before and after a placement visits, induction and reports are taken: a choice of the product."""


def window(
    first: date, last: date, *, client_work: bool, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
) -> DateRange:
    """Return the first and last day on which work may be logged: client work only inside the placement's dates."""
    if client_work:
        return first, last
    return first - timedelta(days=before), last + timedelta(days=after)


def may_be_worked(
    day: date, first: date, last: date, *, client_work: bool, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
) -> bool:
    """Say whether work of this kind on a day belongs to a placement from `first` to `last`."""
    opens, closes = window(first, last, client_work=client_work, before=before, after=after)
    return opens <= day <= closes


class TimetableRow(Protocol):
    """One line of a weekly timetable: a weekday (Monday is 0) and a local time."""

    @property
    def weekday(self) -> int: ...
    @property
    def start(self) -> time: ...


Row = TypeVar("Row", bound=TimetableRow)


def suggested_day(
    weekday: int, monday: date, *, first: date, last: date, closures: Iterable[DateRange] = ()
) -> date | None:
    """Return the date a timetable row suggests in the week that begins on `monday`; None when closed or outside."""
    day = monday + timedelta(days=weekday)
    return day if first <= day <= last and not is_closed(day, closures) else None


def suggestions(
    rows: Iterable[Row], monday: date, *, first: date, last: date, closures: Iterable[DateRange] = ()
) -> list[tuple[date, Row]]:
    """Return the dates and rows a timetable suggests for one week, in order of time; pauses pass as closures."""
    ranges = tuple(closures)
    dated = ((suggested_day(row.weekday, monday, first=first, last=last, closures=ranges), row) for row in rows)
    kept = [(day, row) for day, row in dated if day is not None]
    return sorted(kept, key=lambda pair: (pair[0], pair[1].start))
