"""The calendar of the demo world: weeks counted from this one, holidays, bank holidays; it lives on any day."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from placement_portal.sites.rules import monday_of

FRIDAY: Final = 4
HALF_TERM: Final = -5
HOLIDAY: Final = (2, 3)
NEXT_HALF_TERM: Final = 10
BUSY: Final = (-4, 1)
"""From the one week to the other there is always work."""

BANK_HOLIDAYS_FROM, BANK_HOLIDAYS_TO = -66, 40


@dataclass(frozen=True, slots=True)
class Calendar:
    """Weeks and days as seen from `today`; week 0 is this week."""

    today: date

    def day(self, week: int, weekday: int = 0) -> date:
        """Return a day of a week; Monday is 0."""
        return monday_of(self.today) + timedelta(weeks=week, days=weekday)

    def ago(self, day: date) -> dict[str, int]:
        """Return a date as a dataset says it."""
        return {"days": (day - self.today).days}

    def on(self, week: int, weekday: int = 0) -> dict[str, int]:
        """Return a day of a week as a dataset says it."""
        return self.ago(self.day(week, weekday))

    def span(self, first: int, last: int) -> dict[str, Any]:
        """Return Monday of one week to Friday of another as a dataset says it."""
        return {"starts": self.on(first), "ends": self.on(last, FRIDAY)}

    def school_holidays(self) -> Iterator[tuple[str, date, date]]:
        """Yield the holidays of schools, near enough to today to be seen and never now."""
        yield "Half-term", self.day(HALF_TERM), self.day(HALF_TERM, FRIDAY)
        yield "School holiday", self.day(HOLIDAY[0]), self.day(HOLIDAY[1], FRIDAY)
        yield "Half-term", self.day(NEXT_HALF_TERM), self.day(NEXT_HALF_TERM, FRIDAY)

    def christmas(self) -> Iterator[tuple[str, date, date]]:
        """Yield the two weeks from Christmas on, of every year near enough, unless they are now."""
        for year in range(self.today.year - 2, self.today.year + 2):
            first = monday_of(date(year, 12, 25))
            last = first + timedelta(days=11)
            if last < self.day(BUSY[0]) or first > self.day(BUSY[1], FRIDAY):
                yield "Christmas holiday", first, last

    def bank_holidays(self) -> Iterator[tuple[str, date]]:
        """Yield the bank holidays of England and Wales from a year ago to the end of the course."""
        first, last = self.day(BANK_HOLIDAYS_FROM), self.day(BANK_HOLIDAYS_TO)
        yield from ((name, day) for name, day in _bank_holidays() if first <= day <= last)


@functools.cache
def _bank_holidays() -> tuple[tuple[str, date], ...]:
    from govuk_bank_holidays.bank_holidays import BankHolidays

    kept = BankHolidays(use_cached_holidays=True).get_holidays(BankHolidays.ENGLAND_AND_WALES)
    return tuple((each["title"], each["date"]) for each in kept)
