"""A stretch of time away: from a day to a day, in whole days or parts of them, read off the clock of the setting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, TypeAlias

Point: TypeAlias = tuple[date, int]
"""A day and minutes after its midnight; local, since one is away by the clock on the wall."""

WHOLE_DAY: Final = 24 * 60
LONGEST_DAYS: Final = 60
"""Longer than this is a pause, which the programme decides. A choice of the product."""


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included; a time of day cuts the first day short, or the last."""

    starts: date
    ends: date
    from_time: time | None = None
    to_time: time | None = None

    @property
    def begin(self) -> Point:
        """When it begins."""
        return self.starts, minutes_of(self.from_time) if self.from_time else 0

    @property
    def end(self) -> Point:
        """When it is over; that minute itself is free."""
        return self.ends, minutes_of(self.to_time) if self.to_time else WHOLE_DAY

    @property
    def is_real(self) -> bool:
        """Whether it ends after it begins."""
        return self.begin < self.end

    @property
    def days(self) -> Iterator[date]:
        """Yield each day that it touches."""
        return (self.starts + timedelta(days=n) for n in range((self.ends - self.starts).days + 1))

    def overlaps(self, other: "Span") -> bool:
        """Say whether two spans share a minute; touching ends do not."""
        return self.begin < other.end and other.begin < self.end

    def covers(self, day: date, start: time, minutes: int) -> bool:
        """Say whether a session of a day falls into it, if only for a minute."""
        at = minutes_of(start)
        return self.begin < (day, at + minutes) and (day, at) < self.end

    def touches(self, day: date) -> bool:
        """Say whether it touches a day."""
        return self.starts <= day <= self.ends

    def on(self, day: date) -> str:
        """Say how much of a day it takes: "all day", "from 13:00", "until 11:00", "10:00 to 11:00"."""
        since = f"{self.from_time:%H:%M}" if self.from_time and day == self.starts else ""
        until = f"{self.to_time:%H:%M}" if self.to_time and day == self.ends else ""
        if since and until:
            return f"{since} to {until}"
        return f"from {since}" if since else f"until {until}" if until else "all day"


def minutes_of(at: time) -> int:
    """Return the minutes after midnight of a time of day."""
    return at.hour * 60 + at.minute
