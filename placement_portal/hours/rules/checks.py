"""What is refused of an entry, and what is only flagged."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from placement_portal.hours.rules.states import SessionOutcome, attended
from placement_portal.hours.rules.times import LONDON, instants
from placement_portal.placements.rules import DAYS_AFTER, DAYS_BEFORE, window
from placement_portal.sites.rules import DateRange, is_closed

FEWEST_MINUTES: Final = 1
MOST_MINUTES: Final = 720
MOST_MINUTES_A_DAY: Final = 720
FAR_FROM_TIMETABLE: Final = 120
"""More minutes than this away from every row of the timetable on that weekday is unusual: a choice of the product."""


class Refusal(enum.StrEnum):
    """Why an entry cannot be taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    STARTS_IN_FUTURE = "starts_in_future"
    OUTSIDE_PLACEMENT = "outside_placement"
    OUTSIDE_WINDOW = "outside_window"
    PAUSED = "paused"
    NO_SUCH_CATEGORY = "no_such_category"
    NO_SUCH_SITE = "no_such_site"
    NO_SUCH_SLOT = "no_such_slot"
    NEEDS_SLOT = "needs_slot"
    NEEDS_NOTE = "needs_note"
    SUPERVISION = "supervision"


REFUSAL_SENTENCES: Final[Mapping[Refusal, str]] = {
    Refusal.TOO_SHORT: "An entry has at least 1 minute.",
    Refusal.TOO_LONG: f"An entry has at most {MOST_MINUTES} minutes, which is 12 hours.",
    Refusal.STARTS_IN_FUTURE: "This starts in the future. Log it once it has begun.",
    Refusal.OUTSIDE_PLACEMENT: "Work with clients must be inside the dates of the placement.",
    Refusal.OUTSIDE_WINDOW: "This day is too far before the start or after the end of the placement.",
    Refusal.PAUSED: "The placement is paused on this day. If the pause was different, ask for its days to be changed.",
    Refusal.NO_SUCH_CATEGORY: "Choose what it was.",
    Refusal.NO_SUCH_SITE: "Choose where it was.",
    Refusal.NO_SUCH_SLOT: "Choose one of the clients and groups of this placement.",
    Refusal.NEEDS_SLOT: "Choose with which client or group.",
    Refusal.SUPERVISION: "Supervision is written down as a session, under Supervision, and counts from there.",
    Refusal.NEEDS_NOTE: "Your programme asks for a note about your own learning.",
}


class EntryFlag(enum.StrEnum):
    """What is unusual about an entry; shown to student and supervisor, never a refusal."""

    OVERLAP = "overlap"
    LONG_DAY = "long_day"
    CLOSED_DAY = "closed_day"
    OFF_TIMETABLE = "off_timetable"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the checks see it; `begin` and `end` are instants in UTC."""

    day: date
    start: time
    minutes: int
    begin: datetime
    end: datetime
    attended: bool
    client_work: bool


def line(
    day: date, start: time, planned: int, outcome: SessionOutcome, *, client_work: bool, zone: ZoneInfo = LONDON
) -> Line:
    """Build a line from what was typed, in the zone of its setting; `planned` is in minutes."""
    begin, end = instants(day, start, planned, zone)
    return Line(day, start, planned, begin, end, attended(outcome), client_work)


def _length_refusals(minutes: int) -> list[Refusal]:
    if minutes < FEWEST_MINUTES:
        return [Refusal.TOO_SHORT]
    return [Refusal.TOO_LONG] if minutes > MOST_MINUTES else []


def _date_refusals(this: Line, first: date, last: date, before: int, after: int) -> list[Refusal]:
    opens, closes = window(first, last, client_work=this.client_work, before=before, after=after)
    if opens <= this.day <= closes:
        return []
    return [Refusal.OUTSIDE_PLACEMENT if this.client_work else Refusal.OUTSIDE_WINDOW]


def refusals(
    this: Line, *, first: date, last: date, now: datetime, before: int = DAYS_BEFORE, after: int = DAYS_AFTER
) -> list[Refusal]:
    """Return every reason why a line cannot be taken on a placement from `first` to `last`; `now` is aware."""
    future = [Refusal.STARTS_IN_FUTURE] if this.begin > now else []
    return _length_refusals(this.minutes) + future + _date_refusals(this, first, last, before, after)


def overlap(one: Line, other: Line) -> bool:
    """Say whether two sessions that took place share a minute; touching ends do not."""
    return one.attended and other.attended and one.begin < other.end and other.begin < one.end


def _is_long_day(this: Line, others: Iterable[Line]) -> bool:
    same_day = (other.minutes for other in others if other.attended and other.day == this.day)
    return this.attended and this.minutes + sum(same_day) > MOST_MINUTES_A_DAY


def _clock_minutes(start: time) -> int:
    return start.hour * 60 + start.minute


def _is_off_timetable(this: Line, timetable: Iterable[tuple[int, time]]) -> bool:
    """Say whether no row is near; without a timetable nothing is far from it."""
    rows = tuple(timetable)
    starts = [_clock_minutes(start) for weekday, start in rows if weekday == this.day.weekday()]
    near = any(abs(_clock_minutes(this.start) - start) <= FAR_FROM_TIMETABLE for start in starts)
    return bool(rows) and not near


def flags(
    this: Line,
    others: Iterable[Line] = (),
    *,
    closures: Iterable[DateRange] = (),
    timetable: Iterable[tuple[int, time]] = (),
) -> frozenset[EntryFlag]:
    """Return what is unusual about a line beside the student's other lines (without itself).

    Closed days and the timetable (weekday from Monday = 0, local start) concern sessions with clients that took place.
    """
    beside = tuple(others)
    met_clients = this.attended and this.client_work
    found = {
        EntryFlag.OVERLAP: any(overlap(this, other) for other in beside),
        EntryFlag.LONG_DAY: _is_long_day(this, beside),
        EntryFlag.CLOSED_DAY: met_clients and is_closed(this.day, closures),
        EntryFlag.OFF_TIMETABLE: met_clients and _is_off_timetable(this, timetable),
    }
    return frozenset(flag for flag, raised in found.items() if raised)


def flags_now(kept: Iterable[str], *, closed: bool) -> list[EntryFlag]:
    """Return what is unusual about a line today, in the order of the alphabet.

    Whether its day is closed may be said, or taken back, long after it was logged: `closed` is what holds now of a
    session with clients that took place.
    """
    found = {EntryFlag(each) for each in kept} - {EntryFlag.CLOSED_DAY}
    return sorted(found | ({EntryFlag.CLOSED_DAY} if closed else set()))
