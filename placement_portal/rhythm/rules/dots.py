"""The rhythm as a line of dots: one for each week, so that one sees at a glance whether it is kept."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from placement_portal.rhythm.rules.clock import Clock
from placement_portal.rhythm.rules.pace import Pace
from placement_portal.sites.rules import monday_of

DOTS: Final = 12
"""So many past weeks are shown, and two to come."""

AHEAD: Final = 2
A_WEEK: Final = 7


class DotState(enum.StrEnum):
    """What one week of a placement was."""

    HELD = "held"
    BETWEEN = "between"
    LATE = "late"
    STILL = "still"
    PLANNED = "planned"
    TO_COME = "to_come"


@dataclass(frozen=True, slots=True)
class Dot:
    """One week, by its Monday."""

    week: date
    state: DotState


def dots(
    held: Iterable[date],
    planned: Iterable[date],
    clock: Clock,
    pace: Pace | None,
    minutes: Mapping[date, int],
    silent_after: int,
    of: tuple[date, date],
    today: date,
) -> list[Dot]:
    """Return the weeks of a placement around today; `minutes` with clients are by day, `of` its first and last day."""
    with_session = {monday_of(day) for day in held}
    to_be = {monday_of(day) for day in planned if day >= today}
    this, first, last = monday_of(today), monday_of(of[0]), monday_of(of[1])
    since = max(first, this - timedelta(weeks=DOTS - 1))
    until = min(last, this + timedelta(weeks=AHEAD))
    late = set(_late(with_session, clock, pace, minutes, silent_after, first, this))
    weeks = (since + timedelta(weeks=n) for n in range((until - since).days // A_WEEK + 1))
    return [Dot(week, _state(week, this, with_session, to_be, clock, late)) for week in weeks]


def _state(
    week: date, this: date, held: AbstractSet[date], planned: AbstractSet[date], clock: Clock, late: AbstractSet[date]
) -> DotState:
    if week in held:
        return DotState.HELD
    if week in planned:
        return DotState.PLANNED
    if week in clock.stopped:
        return DotState.STILL
    if week >= this:
        return DotState.TO_COME
    return DotState.LATE if week in late else DotState.BETWEEN


def _late(
    held: AbstractSet[date],
    clock: Clock,
    pace: Pace | None,
    minutes: Mapping[date, int],
    silent_after: int,
    first: date,
    this: date,
) -> Iterator[date]:
    """Yield the past weeks that ended with more behind them, since a session, than is agreed."""
    days = worked = 0
    week = first
    by_week: dict[date, int] = {}
    for day, n in minutes.items():
        by_week[monday_of(day)] = by_week.get(monday_of(day), 0) + n
    while week < this:
        if week in held:
            days = worked = 0
        elif week not in clock.stopped:
            days, worked = days + A_WEEK, worked + by_week.get(week, 0)
            if _beyond(days, worked, pace, silent_after):
                yield week
        week += timedelta(weeks=1)


def _beyond(days: int, worked: int, pace: Pace | None, silent_after: int) -> bool:
    if pace and pace.minutes is not None:
        return worked > pace.minutes
    return days >= (pace.days if pace and pace.days else silent_after)
