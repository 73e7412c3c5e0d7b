"""Which journeys the entries of a day tell of: from setting to setting, with the minutes logged as travel."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from typing import Final

TRAVEL: Final = "TRV"
"""The code of the category in which travel is logged, in the preset that every programme starts from."""

NOT_KEPT: Final = ""
"""Where somebody comes from in the morning is not kept here."""

MOST_DAYS: Final = 731
"""A claim covers two years at most."""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry as a journey sees it: when, at which setting of which provider, how long, and whether it is travel."""

    day: date
    start: time
    site_id: uuid.UUID
    site: str
    provider: str
    minutes: int
    travels: bool


@dataclass(frozen=True, slots=True)
class Leg:
    """One journey: the day, for which provider, from where to where (empty when not kept), minutes logged."""

    day: date
    provider: str
    start: str
    end: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Spell:
    """From a day to a day, both included."""

    first: date
    last: date


def legs(entries: Iterable[Logged]) -> list[Leg]:
    """Return the journeys of each day, the first day first; no logged minute is lost."""
    ordered = sorted(entries, key=lambda each: (each.day, each.start, str(each.site_id)))
    return [leg for _, of_day in groupby(ordered, key=lambda each: each.day) for leg in _of_day(list(of_day))]


def total(found: Iterable[Leg]) -> int:
    """Return the minutes of all journeys."""
    return sum(each.minutes for each in found)


def days(found: Iterable[Leg]) -> int:
    """Return on how many days there was a journey."""
    return len({each.day for each in found})


def spell(month: str, first: date | None, last: date | None, today: date) -> Spell:
    """Return what is asked for: a month such as 2026-11, or from a day to a day; the present month where it is neither.

    What is out of order is turned round, and what is too long is cut at its end.
    """
    if first and last:
        early, late = min(first, last), max(first, last)
        return Spell(early, min(late, early + timedelta(days=MOST_DAYS - 1)))
    begins = _month(month) or today.replace(day=1)
    return Spell(begins, (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _of_day(entries: Sequence[Logged]) -> Iterator[Leg]:
    """Yield a leg for each change of setting; what was logged as travel since the last setting belongs to it."""
    here, pending, provider = NOT_KEPT, 0, entries[0].provider
    for each in entries:
        provider = each.provider
        if each.travels:
            pending += each.minutes
        elif each.site != here:
            yield Leg(each.day, provider, here, each.site, pending)
            here, pending = each.site, 0
    if pending and here:
        yield Leg(entries[0].day, provider, here, NOT_KEPT, pending)
    elif pending:
        yield Leg(entries[0].day, provider, NOT_KEPT, entries[-1].site, pending)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
