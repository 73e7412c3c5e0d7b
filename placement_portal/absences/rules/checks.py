"""What is refused of an absence, of a note that somebody was told, and of time to make up."""

from collections.abc import Iterable
from datetime import date, datetime

from placement_portal.absences.rules.expected import Expected
from placement_portal.absences.rules.spans import LONGEST_DAYS, Span
from placement_portal.absences.rules.states import AbsenceRefusal


def why_not(span: Span, expected: Expected, others: Iterable[Span] = ()) -> AbsenceRefusal | None:
    """Return why an absence cannot be noted beside the student's others on the placement; None if it can."""
    if not span.is_real:
        return AbsenceRefusal.ENDS_BEFORE_START
    if (span.ends - span.starts).days >= LONGEST_DAYS:
        return AbsenceRefusal.TOO_LONG
    if span.starts < expected.first or span.ends > expected.last:
        return AbsenceRefusal.OUTSIDE_PLACEMENT
    if all(expected.paused(day) for day in span.days):
        return AbsenceRefusal.PAUSED
    if all(expected.paused(day) or expected.closed(day) for day in span.days):
        return AbsenceRefusal.CLOSED
    return AbsenceRefusal.OVERLAPS if any(span.overlaps(other) for other in others) else None


def why_not_told(at: datetime, now: datetime) -> AbsenceRefusal | None:
    """Return why somebody cannot have been told at an instant; both are aware."""
    return AbsenceRefusal.TOLD_IN_FUTURE if at > now else None


def why_not_made_up(day: date, expected: Expected, site_closed: str, today: date) -> AbsenceRefusal | None:
    """Return why time cannot be made up on a day at a setting that is closed for a reason, or open; None if it can."""
    if day < today:
        return AbsenceRefusal.MADE_UP_IN_PAST
    if not expected.first <= day <= expected.last:
        return AbsenceRefusal.MADE_UP_OUTSIDE
    if site_closed or expected.paused(day):
        return AbsenceRefusal.MADE_UP_CLOSED
    return AbsenceRefusal.MADE_UP_AWAY if expected.away(day) else None


def is_made_up(planned: int, logged: int, usual: int) -> bool:
    """Say whether the minutes logged on a day hold what was to be made up beyond what the timetable has that day."""
    return logged >= planned + usual
