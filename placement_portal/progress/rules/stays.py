"""From placements, their settings and terms to the calendar of a student's stage."""

import functools
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from placement_portal.progress.rules.calendar import Calendar
from placement_portal.sites.rules import DateRange, closed_weeks, monday_of, weeks_between

EVEN: Final = 2


@dataclass(frozen=True, slots=True)
class Stay:
    """One placement as the calendar sees it: its dates, its pauses, for each setting the days it is closed, its paces.

    A pace is from which day how many half days a week hold, in the order of the days.
    """

    first: date
    last: date
    pauses: tuple[DateRange, ...] = ()
    closures: tuple[tuple[DateRange, ...], ...] = ()
    paces: tuple[tuple[date, int], ...] = ()

    def runs(self, week: date) -> bool:
        """Say whether the placement runs in the week that begins on a Monday."""
        return monday_of(self.first) <= week <= self.last

    def pace(self, week: date) -> int:
        """Return the half days that the week which begins on a Monday is planned for; one without any, evenly."""
        begun = [halves for day, halves in self.paces if day <= week + timedelta(days=6)]
        return begun[-1] if begun else EVEN

    def paused(self) -> AbstractSet[date]:
        """Return the Mondays of the weeks that a pause touches."""
        return frozenset(week for first, last in self.pauses for week in weeks_between(first, last))

    def closed(self) -> AbstractSet[date]:
        """Return the Mondays of the weeks in which every setting is closed on every school day."""
        weeks = [closed_weeks(self.first, self.last, ranges) for ranges in self.closures]
        return weeks[0].intersection(*weeks[1:]) if weeks else frozenset()


def calendar_of(stays: Iterable[Stay], terms: Iterable[DateRange] = ()) -> Calendar | None:
    """Return the weeks of all placements of a stage together; None when there is no placement.

    A week is paused when every placement that runs in it is; it is closed when none runs, when each is closed or
    paused, or when it lies outside every term.
    """
    kept = tuple(stay for stay in stays if stay.first <= stay.last)
    return _calendar(kept, tuple(terms)) if kept else None


@functools.lru_cache(maxsize=128)  # a student posts again and again, and most of a cohort share their dates
def _calendar(kept: tuple[Stay, ...], terms: tuple[DateRange, ...]) -> Calendar:
    first, last = min(stay.first for stay in kept), max(stay.last for stay in kept)
    known = [(stay, stay.paused(), stay.closed()) for stay in kept]
    in_term = frozenset(week for term in terms for week in weeks_between(*term))
    closed, paused, paces = set(), set(), {}
    for week in weeks_between(first, last):
        running = [(pauses, closures) for stay, pauses, closures in known if stay.runs(week)]
        if running and all(week in pauses for pauses, _ in running):
            paused.add(week)
        elif (terms and week not in in_term) or all(week in pauses | closures for pauses, closures in running):
            closed.add(week)
        paces[week] = sum(stay.pace(week) for stay, pauses, _ in known if stay.runs(week) and week not in pauses)
    even = len({paces[week] for week in paces if week not in closed | paused}) < 2
    return Calendar(first, last, frozenset(closed), frozenset(paused), {} if even else paces)


def own_pace(terms: Sequence[DateRange], stays: Sequence[Stay]) -> Sequence[DateRange]:
    """Return the terms for somebody who studies in a mode of their own: before and after them, their placements rule.

    A part-time student of a full-time cohort works on when the year of the cohort is over.
    """
    if not terms or not stays:
        return terms
    first, last = min(stay.first for stay in stays), max(stay.last for stay in stays)
    begins, ends = min(starts for starts, _ in terms), max(ends for _, ends in terms)
    before = [(first, begins - timedelta(days=1))] if first < begins else []
    after = [(ends + timedelta(days=1), last)] if ends < last else []
    return [*before, *terms, *after]


def no_weeks(as_of: date) -> Calendar:
    """Return the calendar of somebody who has no placement: nothing is expected."""
    return Calendar(as_of, as_of - timedelta(days=1))
