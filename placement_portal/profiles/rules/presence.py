"""When a supervisor is there: the weekdays on which they work, and the days on which they are away; never why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeAlias

AwayDays: TypeAlias = tuple[date, date | None]
"""The first and the last day away; both count, and without a last one nobody knows yet."""

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOOK_AHEAD: Final = timedelta(days=366)
"""So far ahead the next day is looked for."""
LEAST_RUN: Final = 3
"""From so many weekdays in a row on, the first and the last say it."""


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of when somebody is there; no weekdays when nobody said."""

    weekdays: frozenset[int] = frozenset()
    aways: Sequence[AwayDays] = ()

    def away_on(self, day: date) -> AwayDays | None:
        """Return the days away that a day lies in."""
        return next((each for each in self.aways if each[0] <= day and (each[1] is None or day <= each[1])), None)

    def is_there(self, day: date) -> bool:
        """Say whether they work on a day and are not away, as far as anybody said."""
        return self.away_on(day) is None and (not self.weekdays or day.weekday() in self.weekdays)

    def next_day(self, on: date) -> date | None:
        """Return the first day from a day on when they are there; None while nobody can know it."""
        if not self.weekdays:
            return None
        days = (on + timedelta(days=number) for number in range(LOOK_AHEAD.days))
        return next((day for day in days if self.is_there(day)), None)


def works_on(weekdays: Collection[int]) -> str:
    """Say on which days of the week somebody works: "Tuesdays and Thursdays", "Mondays to Fridays"."""
    days = sorted(weekdays)
    words = [f"{WEEKDAYS[each]}s" for each in days]
    if len(days) >= LEAST_RUN and days == list(range(days[0], days[-1] + 1)):
        return f"{words[0]} to {words[-1]}"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
