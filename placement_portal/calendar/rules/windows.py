"""Months and weeks: which days they have, what comes before and after, what they are called."""

import enum
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from placement_portal.sites.rules import monday_of

FAR_YEARS: Final = 50
"""No course is further away than this: what lies beyond is a slip of a finger."""

WEEK: Final = timedelta(days=7)


class CalendarView(enum.StrEnum):
    """How much of a calendar a page shows."""

    MONTH = "month"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Window:
    """The month or the ISO week around a day."""

    view: CalendarView
    on: date

    @property
    def first(self) -> date:
        """The first day: of the month, or the Monday."""
        return self.on.replace(day=1) if self.view is CalendarView.MONTH else monday_of(self.on)

    @property
    def last(self) -> date:
        """The last day: of the month, or the Sunday."""
        return self.after - timedelta(days=1)

    @property
    def before(self) -> date:
        """The first day of the month or week before."""
        return Window(self.view, self.first - timedelta(days=1)).first

    @property
    def after(self) -> date:
        """The first day of the month or week after."""
        if self.view is CalendarView.WEEK:
            return self.first + WEEK
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def weeks(self) -> list[list[date]]:
        """Its days as ISO weeks, Monday to Sunday; those of a month begin and end in the months beside it."""
        mondays = [monday_of(self.first)]
        while mondays[-1] + WEEK <= self.last:
            mondays.append(mondays[-1] + WEEK)
        return [[monday + timedelta(days=n) for n in range(7)] for monday in mondays]

    def has(self, day: date) -> bool:
        """Say whether a day lies in it."""
        return self.first <= day <= self.last


def window(view: str, on: str, today: date) -> Window:
    """Return what an address asks for; the present month where it makes no sense, or lies beyond any course."""
    chosen = next((each for each in CalendarView if each.value == view), CalendarView.MONTH)
    try:
        asked = date.fromisoformat(on)
    except ValueError:
        return Window(chosen, today)
    near = abs(asked.year - today.year) < FAR_YEARS and MINYEAR < asked.year < MAXYEAR
    return Window(chosen, asked if near else today)


def week_number(day: date) -> int:
    """Return the number of the ISO week of a day, 1 to 53."""
    return day.isocalendar().week
