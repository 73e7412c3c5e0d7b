"""What a timetable expects on each day: which sessions, which of them fall away, and because of what."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from placement_portal.absences.rules.spans import Span
from placement_portal.absences.rules.states import AbsenceKind
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sites.rules import DateRange

SHOWN: Final = frozenset(PlacementStatus) - {
    PlacementStatus.PROPOSED,
    PlacementStatus.SITE_AGREED,
    PlacementStatus.DECLINED,
    PlacementStatus.WITHDRAWN,
}
"""States in which a placement has days that somebody plans by."""


@dataclass(frozen=True, slots=True)
class Habit:
    """One row of a weekly timetable with everything that is said of it; Monday is 0."""

    id: uuid.UUID
    site_id: uuid.UUID
    weekday: int
    start: time
    minutes: int
    what: str
    group: CategoryGroup
    code: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A setting of a placement, since when and until when it belongs to it, and when it is closed, with why."""

    id: uuid.UUID
    name: str
    starts: date | None = None
    ends: date | None = None
    closures: tuple[tuple[date, date, str], ...] = ()
    zone: str = ""

    def holds(self, day: date) -> bool:
        """Say whether it belongs to the placement on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def closed(self, day: date) -> str:
        """Return why it is closed on a day; nothing when it is open."""
        return next((name for first, last, name in self.closures if first <= day <= last), "")


@dataclass(frozen=True, slots=True)
class Away:
    """An absence as it was noted."""

    id: uuid.UUID
    kind: AbsenceKind
    span: Span


@dataclass(frozen=True, slots=True)
class Planned:
    """Time to be made up: on which day, when if that is known, how long, where, for which absence."""

    id: uuid.UUID
    absence_id: uuid.UUID
    site_id: uuid.UUID
    day: date
    start: time | None
    minutes: int


@dataclass(frozen=True, slots=True)
class Session:
    """One session that the timetable has on a day, and what stands in its way, if anything."""

    day: date
    habit: Habit
    site: str
    closed: str = ""
    away: Away | None = None

    @property
    def held(self) -> bool:
        """Whether it can take place."""
        return not self.closed and self.away is None

    @property
    def missed(self) -> bool:
        """Whether it falls away because the student is away, and for no other reason."""
        return not self.closed and self.away is not None


@dataclass(frozen=True, slots=True)
class Expected:
    """One placement as its calendar knows it: dates, timetable, settings, pauses, absences, time to make up."""

    id: uuid.UUID
    first: date
    last: date
    status: PlacementStatus = PlacementStatus.ACTIVE
    habits: Sequence[Habit] = ()
    places: Mapping[uuid.UUID, Place] = field(default_factory=dict)
    pauses: Sequence[DateRange] = ()
    aways: Sequence[Away] = ()
    planned: Sequence[Planned] = ()

    def runs(self, day: date) -> bool:
        """Say whether somebody is expected at all on a day: inside the dates and not paused."""
        return self.status in SHOWN and self.first <= day <= self.last and not self.paused(day)

    def paused(self, day: date) -> bool:
        """Say whether a day lies in a pause."""
        return any(first <= day <= last for first, last in self.pauses)

    def closed(self, day: date) -> str:
        """Return why every setting of a day is closed; nothing when one of them is open."""
        reasons = [place.closed(day) for place in self.places.values() if place.holds(day)]
        return ", ".join(sorted(set(reasons))) if reasons and all(reasons) else ""

    def away(self, day: date) -> list[Away]:
        """Return the absences that touch a day."""
        return [each for each in self.aways if each.span.touches(day)]

    def sessions(self, first: date, last: date) -> list[Session]:
        """Return what the timetable has from a day to a day, both included, in order of time."""
        since, until = max(first, self.first), min(last, self.last)
        days = (since + timedelta(days=n) for n in range((until - since).days + 1))
        found = [each for day in days if self.runs(day) for each in self._of(day)]
        return sorted(found, key=lambda each: (each.day, each.habit.start))

    def missed(self, span: Span) -> list[Session]:
        """Return the sessions that an absence costs: neither those on closed days nor those in a pause."""
        found = self.sessions(span.starts, span.ends)
        hit = (each for each in found if span.covers(each.day, each.habit.start, each.habit.minutes))
        return [each for each in hit if not each.closed]

    def _of(self, day: date) -> Iterator[Session]:
        for habit in self.habits:
            place = self.places.get(habit.site_id)
            if habit.weekday == day.weekday() and (place is None or place.holds(day)):
                names = (place.name, place.closed(day)) if place else ("", "")
                yield Session(day, habit, *names, self._away_from(day, habit))

    def _away_from(self, day: date, habit: Habit) -> Away | None:
        return next((each for each in self.aways if each.span.covers(day, habit.start, habit.minutes)), None)
