"""What a student's day is: which placement it is about, whether they are expected, and when next."""

import enum
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from placement_portal.absences.rules import Expected, Session

LOOK_AHEAD: Final = timedelta(weeks=8)
"""So far ahead the next day on placement is looked for."""


class DayKind(enum.StrEnum):
    """What sort of day it is for a student."""

    EXPECTED = "expected"
    AWAY = "away"
    CLOSED = "closed"
    PAUSED = "paused"
    NOT_BEGUN = "not_begun"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Today:
    """One day of one placement: what sort it is, the words for it, its sessions, its settings, the next day."""

    kind: DayKind
    words: str
    sessions: Sequence[Session]
    sites: Sequence[uuid.UUID]
    next_day: date | None


def chosen(expected: Mapping[uuid.UUID, Expected], asked: str, today: date) -> uuid.UUID | None:
    """Return the placement that the page is about: the one asked for, else one with sessions today, else the first."""
    named = next((key for key in expected if str(key) == asked), None)
    busy = (key for key, each in expected.items() if each.sessions(today, today))
    return named or next(busy, None) or next(iter(expected), None)


def of_day(expected: Expected, today: date) -> Today:
    """Return what a day is for the student of a placement."""
    sessions = expected.sessions(today, today)
    to_come = expected.sessions(today + timedelta(days=1), today + LOOK_AHEAD)
    next_day = next((each.day for each in to_come if each.held), None)
    kind, words = _kind(expected, sessions, today)
    on = [each for each in to_come if each.day == next_day] if kind is not DayKind.EXPECTED else sessions
    return Today(kind, words, sessions, tuple(dict.fromkeys(each.habit.site_id for each in on)), next_day)


def _kind(expected: Expected, sessions: Sequence[Session], today: date) -> tuple[DayKind, str]:
    aways = [each.span.on(today) for each in expected.away(today)]
    if today < expected.first:
        return DayKind.NOT_BEGUN, ""
    if expected.paused(today):
        return DayKind.PAUSED, ""
    if any(each.held for each in sessions) or any(plan.day == today for plan in expected.planned):
        return DayKind.EXPECTED, ", ".join(aways)
    if aways:
        return DayKind.AWAY, ", ".join(aways)
    reasons = sorted({each.closed for each in sessions if each.closed} or {expected.closed(today)} - {""})
    return (DayKind.CLOSED, ", ".join(reasons)) if reasons else (DayKind.FREE, "")
