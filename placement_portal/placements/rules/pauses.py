"""Pauses of a placement, as many as life asks for, and when one is silent: until two weeks before the return."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeAlias

Pause: TypeAlias = tuple[date, date | None]
"""Its first and last day; both count, and without a last one it goes on until somebody ends it."""

WAKES_BEFORE: Final = timedelta(days=14)
"""How long before the return letters begin again: a choice of the product."""


def pause_on(pauses: Iterable[Pause], on: date) -> Pause | None:
    """Return the pause that a day lies in."""
    return next((each for each in pauses if each[0] <= on and (each[1] is None or on <= each[1])), None)


def pause_in_the_way(pauses: Iterable[Pause], first: date, last: date | None) -> Pause | None:
    """Return a pause that shares a day with days that are asked for; those that merely follow each other share none."""
    return next(
        (each for each in pauses if each[0] <= (last or date.max) and first <= (each[1] or date.max)),
        None,
    )


def pause_before(pauses: Iterable[Pause], back: date) -> Pause | None:
    """Return the pause after which somebody comes back on a day: the last one that begins before it."""
    return max((each for each in pauses if each[0] < back), key=lambda each: each[0], default=None)


def back_on(pauses: Iterable[Pause], on: date) -> date | None:
    """Return the first day from a day on that no pause covers; None while there is no such day.

    Pauses that follow each other without a day between them are one.
    """
    day = on
    for first, last in sorted(pauses, key=lambda each: each[0]):
        if first <= day and (last is None or last >= day):
            if last is None:
                return None
            day = last + timedelta(days=1)
    return day


def is_silent(pauses: Iterable[Pause], on: date) -> bool:
    """Say whether letters to or about somebody wait on a day: they pause, and come back in more than two weeks."""
    back = back_on(pauses, on)
    return back is None or back - on > WAKES_BEFORE
