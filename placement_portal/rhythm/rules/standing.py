"""Where the rhythm of a placement stands on a day, and why, in words."""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from placement_portal.rhythm.rules.clock import Clock
from placement_portal.rhythm.rules.dots import Dot, dots
from placement_portal.rhythm.rules.pace import Pace


class RhythmState(enum.StrEnum):
    """Where the rhythm of supervision stands."""

    KEPT = "kept"
    DUE = "due"
    LATE = "late"
    SILENT = "silent"
    STANDS = "stands"
    NOT_RUNNING = "not_running"


@dataclass(frozen=True, slots=True)
class Standing:
    """The rhythm of one placement: state, the last session, counted days and minutes with clients since, next due."""

    state: RhythmState
    pace: Pace | None
    last: date | None
    days: int
    minutes: int
    word_after: int
    due: date | None
    dots: Sequence[Dot]

    @property
    def is_silent(self) -> bool:
        """Whether a word has to be said."""
        return self.state is RhythmState.SILENT


def standing(
    held: Sequence[date],
    planned: Sequence[date],
    clock: Clock,
    pace: Pace | None,
    minutes: Mapping[date, int],
    silent_after: int,
    of: tuple[date, date],
    today: date,
    *,
    runs: bool = True,
) -> Standing:
    """Return where it stands; `minutes` with clients are by day, `of` is the placement's first and last day.

    `runs` is false for a placement that has not begun, is over, or whose student interrupts their studies.
    """
    last = max((day for day in held if day <= today), default=None)
    since = last or of[0]
    until = min(today, of[1])
    gone = clock.gone(since, until) if since <= until else 0
    worked = sum(n for day, n in minutes.items() if day > since or (last is None and day == since))
    line = dots(held, planned, clock, pace, minutes, silent_after, of, today)
    due = clock.after(since, pace.days, of[1]) if pace and pace.days else None
    state = _state(gone, worked, clock.stands(today), pace, silent_after, due, today, runs and of[0] <= today <= of[1])
    return Standing(state, pace, last, gone, worked, silent_after, due, line)


def _state(
    gone: int,
    worked: int,
    stands: bool,
    pace: Pace | None,
    silent_after: int,
    due: date | None,
    today: date,
    runs: bool,
) -> RhythmState:
    if not runs:
        return RhythmState.NOT_RUNNING
    if gone >= silent_after:
        return RhythmState.SILENT
    if stands:
        return RhythmState.STANDS
    if pace and pace.minutes is not None:
        return RhythmState.LATE if worked > pace.minutes else RhythmState.KEPT
    if due is None or today < due:
        return RhythmState.KEPT
    return RhythmState.DUE if today == due else RhythmState.LATE
