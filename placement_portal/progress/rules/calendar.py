"""The weeks a student has: those open for work, those closed, those paused."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from placement_portal.sites.rules import ONE_DAY, monday_of, weeks_between

TO_SUNDAY: Final = timedelta(days=6)
ONE_WEEK: Final = timedelta(weeks=1)
NO_WEEKS: Final[AbstractSet[date]] = frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """From the first day of work to the last; weeks are named by their Mondays.

    `paces` are how much each week is planned for beside the others; all alike when there are none.
    `closed` and `paused` are the weeks in which nothing is expected: holidays of the setting, pauses and leave.
    """

    first: date
    last: date
    closed: AbstractSet[date] = NO_WEEKS
    paused: AbstractSet[date] = NO_WEEKS
    paces: Mapping[date, int] = field(default_factory=dict)
    still: AbstractSet[date] = field(init=False, compare=False)
    weeks: Sequence[date] = field(init=False, compare=False)
    open_weeks: Sequence[date] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once, oldest first: weeks in which no clock runs, all weeks, those in which work is expected."""
        still, weeks = self.closed | self.paused, weeks_between(self.first, self.last)
        object.__setattr__(self, "still", still)
        object.__setattr__(self, "weeks", weeks)
        object.__setattr__(self, "open_weeks", tuple(week for week in weeks if week not in still))

    def expected(self, planned: int, as_of: date) -> int:
        """Return how much of what is planned is expected by the weeks that are over, each by its own pace."""
        weeks = self.open_weeks
        paces = {week: self.paces.get(week, 1) for week in weeks}
        whole = sum(paces.values())
        return planned * sum(pace for week, pace in paces.items() if week < monday_of(as_of)) // whole if whole else 0

    def left(self, as_of: date) -> int:
        """Return how many open weeks are left, with the week of `as_of`, until the last day."""
        return sum(week >= monday_of(as_of) for week in self.open_weeks) if as_of <= self.last else 0

    def is_paused(self, as_of: date) -> bool:
        """Say whether a day lies in a paused week."""
        return monday_of(as_of) in self.paused

    def running_days(self, since: date, until: date, quiet: Iterable[date] = ()) -> int:
        """Return the days after `since` up to `until`, without those in weeks that do not run."""
        stopped = self.still | frozenset(quiet)
        week, gone = monday_of(since + ONE_DAY), 0
        while week <= until:
            if week not in stopped:
                gone += (min(until, week + TO_SUNDAY) - max(since, week - ONE_DAY)).days
            week += ONE_WEEK
        return gone

    def due_by(self, since: date, days: int, quiet: Iterable[date] = ()) -> date:
        """Return the last day on which no more than `days` running days have gone by after `since`."""
        stopped = self.still | frozenset(quiet)
        day, gone = since, 0
        while gone < days:
            day += ONE_DAY
            gone += monday_of(day) not in stopped
        return day
