"""From placements, their settings and terms to the calendar of a student's stage."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from placement_portal.progress.rules.calendar import Calendar
from placement_portal.sites.rules import DateRange, closed_weeks, monday_of, weeks_between


@dataclass(frozen=True, slots=True)
class Stay:
    """One placement as the calendar sees it: its dates, its pauses, and for each setting the days it is closed."""

    first: date
    last: date
    pauses: tuple[DateRange, ...] = ()
    closures: tuple[tuple[DateRange, ...], ...] = ()

    def runs(self, week: date) -> bool:
        """Say whether the placement runs in the week that begins on a Monday."""
        return monday_of(self.first) <= week <= self.last

    def paused(self) -> AbstractSet[date]:
        """Return the Mondays of the weeks that a pause touches."""
        return frozenset(week for first, last in self.pauses for week in weeks_between(first, last))

    def closed(self) -> AbstractSet[date]:
        """Return the Mondays of the weeks in which every setting is closed on every school day."""
        weeks = [closed_weeks(self.first, self.last, ranges) for ranges in self.closures]
        return weeks[0].intersection(*weeks[1:]) if weeks else frozenset()


def calendar_of(stays: Iterable[Stay], terms: Sequence[DateRange] = ()) -> Calendar | None:
    """Return the weeks of all placements of a stage together; None when there is no placement.

    A week is paused when every placement that runs in it is; it is closed when none runs, when each is closed or
    paused, or when it lies outside every term.
    """
    kept = [stay for stay in stays if stay.first <= stay.last]
    if not kept:
        return None
    first, last = min(stay.first for stay in kept), max(stay.last for stay in kept)
    known = [(stay, stay.paused(), stay.closed()) for stay in kept]
    in_term = frozenset(week for term in terms for week in weeks_between(*term))
    closed, paused = set(), set()
    for week in weeks_between(first, last):
        running = [(pauses, closures) for stay, pauses, closures in known if stay.runs(week)]
        if running and all(week in pauses for pauses, _ in running):
            paused.add(week)
        elif (terms and week not in in_term) or all(week in pauses | closures for pauses, closures in running):
            closed.add(week)
    return Calendar(first, last, frozenset(closed), frozenset(paused))


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
