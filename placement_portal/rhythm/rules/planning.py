"""The next session: when it could be, and what is refused of it."""

import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final, Protocol

from placement_portal.ics.rules import Planned, uid

MOST_MINUTES: Final = 720
FAR_AHEAD: Final = timedelta(weeks=26)
"""Further ahead than this is a slip of a finger."""

END_OF_DAY: Final = 24 * 60 - 1
A_WEEK: Final = timedelta(weeks=1)
LOOKS: Final = 10
"""So many weeks ahead a day is looked for that is neither closed nor on leave."""


TITLE: Final = "Supervision"


class Session(Protocol):
    """A planned session, and how often it was changed."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time: ...
    @property
    def minutes(self) -> int: ...
    @property
    def version(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Slot:
    """When a session could be, with whom, how long."""

    day: date
    start: time
    minutes: int
    supervisor_id: uuid.UUID


class PlanRefusal(enum.StrEnum):
    """Why a session cannot be planned."""

    LENGTH = "length"
    PAST = "past"
    TOO_FAR = "too_far"
    OUTSIDE = "outside"
    NOT_SUPERVISED_BY = "not_supervised_by"
    TAKEN = "taken"


PLAN_REFUSALS: Final[Mapping[PlanRefusal, str]] = {
    PlanRefusal.LENGTH: f"A session has from 1 to {MOST_MINUTES} minutes.",
    PlanRefusal.PAST: "This is in the past. Write down what was held instead.",
    PlanRefusal.TOO_FAR: "Plan half a year ahead at most.",
    PlanRefusal.OUTSIDE: "This day is outside the placement.",
    PlanRefusal.NOT_SUPERVISED_BY: "They do not supervise this placement on that day.",
    PlanRefusal.TAKEN: "A session is planned on this day already.",
}


def plan_refusals(
    day: date, minutes: int, *, first: date, last: date, today: date, supervises: bool, taken: bool
) -> list[PlanRefusal]:
    """Return every reason why a session cannot be planned on a placement from `first` to `last`."""
    found = {
        PlanRefusal.LENGTH: not 1 <= minutes <= MOST_MINUTES,
        PlanRefusal.PAST: day < today,
        PlanRefusal.TOO_FAR: day > today + FAR_AHEAD,
        PlanRefusal.OUTSIDE: not first <= day <= last,
        PlanRefusal.NOT_SUPERVISED_BY: not supervises,
        PlanRefusal.TAKEN: taken,
    }
    return [refusal for refusal, holds in found.items() if holds]


def next_day(before: date, every: timedelta, today: date, last: date, is_off: Callable[[date], bool]) -> date | None:
    """Return the day of the next session after today, on the weekday of the one before, not off; None without any."""
    day = before + every
    while day <= today:
        day += A_WEEK
    for _ in range(LOOKS):
        if day <= last and not is_off(day):
            return day
        day += A_WEEK
    return None


def ends_at(start: time, minutes: int) -> time:
    """Return when a session ends on its day; what goes on past midnight ends with the day, as calendars show it."""
    return time(*divmod(min(start.hour * 60 + start.minute + minutes, END_OF_DAY), 60))


def as_event(planned: Session, zone: str) -> Planned:
    """Return a planned session as an event of a calendar, in words that tell nobody whose it is."""
    end = ends_at(planned.start, planned.minutes)
    name = uid("supervision", planned.id)
    return Planned(name, planned.day, planned.start, end, zone, TITLE, sequence=planned.version)
