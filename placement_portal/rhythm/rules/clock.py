"""The clock between two sessions: it stands in whole weeks without client work, in closures, leave and pauses."""

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from placement_portal.sites.rules import ONE_DAY, SCHOOL_WEEK, monday_of, weeks_between

TO_SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Clock:
    """The weeks, by their Mondays, in which days between two sessions are not counted."""

    stopped: AbstractSet[date]

    def stands(self, day: date) -> bool:
        """Say whether the clock stands on a day."""
        return monday_of(day) in self.stopped

    def gone(self, since: date, until: date) -> int:
        """Return how many counted days have gone by after `since`, up to `until`."""
        days = 0
        for week in weeks_between(since + ONE_DAY, until):
            if week not in self.stopped:
                days += (min(until, week + TO_SUNDAY) - max(since, week - ONE_DAY)).days
        return days

    def after(self, since: date, days: int, last: date) -> date:
        """Return the day on which so many counted days have gone by after `since`; `last` at the latest."""
        day, gone = since, 0
        while gone < days and day < last:
            day += ONE_DAY
            gone += not self.stands(day)
        return day


def whole_weeks_off(
    first: date, last: date, today: date, worked: AbstractSet[date], is_off: Callable[[date], bool]
) -> Clock:
    """Return the clock of a placement from its first day to its last.

    `worked` are the Mondays of weeks with client work. What is past and was not worked does not count; what is not
    past yet does not when every school day is off: closed, paused, or on leave.
    """
    this = monday_of(today)
    weeks = weeks_between(first, max(last, today))
    return Clock(frozenset(week for week in weeks if _stands(week, week < this, worked, is_off, (first, last))))


def _stands(
    week: date, is_past: bool, worked: AbstractSet[date], is_off: Callable[[date], bool], of: tuple[date, date]
) -> bool:
    if week in worked:
        return False
    return is_past or all(is_off(day) for day in _school_days(week, of))


def _school_days(week: date, of: tuple[date, date]) -> Iterable[date]:
    days = (week + timedelta(days=weekday) for weekday in SCHOOL_WEEK)
    return (day for day in days if of[0] <= day <= of[1])
