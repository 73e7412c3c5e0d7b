"""When an entry begins and ends: instants in the zone of the setting, and ISO weeks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")


def instants(day: date, start: time, minutes: int, zone: ZoneInfo = LONDON) -> tuple[datetime, datetime]:
    """Return begin and end in UTC, `minutes` of elapsed time apart.

    A time the clocks skip is read an hour later, a time they show twice is the first of the two.
    """
    begin = datetime.combine(day, start.replace(tzinfo=None, fold=0), zone).astimezone(UTC)
    return begin, begin + timedelta(minutes=minutes)


def local_end(day: date, start: time, minutes: int, zone: ZoneInfo = LONDON) -> datetime:
    """Return what the clock on the wall shows at the end, with its date."""
    return instants(day, start, minutes, zone)[1].astimezone(zone)


def iso_week(day: date) -> tuple[int, int]:
    """Return the ISO year and week of a day; an entry belongs to the week in which it starts."""
    year, week, _ = day.isocalendar()
    return year, week


def week_number(day: date) -> int:
    """Return the ISO week of a day as one number, year × 100 + week, as it is stored."""
    year, week = iso_week(day)
    return year * 100 + week


def monday_of_number(number: int) -> date:
    """Return the Monday of a week stored as year × 100 + week."""
    return monday_of_week(*divmod(number, 100))


def monday_of_week(year: int, week: int) -> date:
    """Return the Monday of an ISO week; raise `ValueError` when the year has no such week."""
    return date.fromisocalendar(year, week, 1)
