"""What a week says of absences: which sessions fall away, on which days one is away, what is to be made up."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from placement_portal.absences.rules import AbsenceKind, Expected, Planned
from placement_portal.hours.queries import Suggestion
from placement_portal.hours.rules import SessionOutcome

WEEK: Final = timedelta(days=7)
AWAY: Final = {
    AbsenceKind.AGREED: SessionOutcome.STUDENT_AWAY_AGREED,
    AbsenceKind.TOLD_ON_THE_DAY: SessionOutcome.STUDENT_AWAY_TOLD_ON_DAY,
}
"""How a session is logged from which the student was away."""


def away_from(suggestion: Suggestion, expected: Expected) -> SessionOutcome | None:
    """Return what a suggested session is logged as when its student is away; None when they are not."""
    row = suggestion.row
    hit = (each for each in expected.aways if each.span.covers(suggestion.day, row.start, row.minutes))
    return next((AWAY[each.kind] for each in hit), None)


def away_on(day: date, expected: Iterable[Expected]) -> str:
    """Return when a student is away on a day: "all day", or from when to when; nothing when they come."""
    return ", ".join(each.span.on(day) for placement in expected for each in placement.away(day))


def made_up(monday: date, expected: Iterable[Expected]) -> dict[date, list[Planned]]:
    """Return the time that is to be made up on each day of a week."""
    found: dict[date, list[Planned]] = {}
    for each in (plan for placement in expected for plan in placement.planned):
        if monday <= each.day < monday + WEEK:
            found.setdefault(each.day, []).append(each)
    return found
