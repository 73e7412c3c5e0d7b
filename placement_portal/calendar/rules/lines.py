"""What stands on each day of a calendar: who is where from when to when, who is away, what is closed, what begins."""

import enum
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from placement_portal.absences.rules import Expected, Session, minutes_of


class LineKind(enum.StrEnum):
    """What a line of a calendar is about."""

    VISIT = "visit"
    MADE_UP = "made_up"
    AWAY = "away"
    CLOSED = "closed"
    PAUSED = "paused"
    BEGINS = "begins"
    ENDS = "ends"
    SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Visit:
    """A placement at one setting on one day: from the first session's start to the last one's end, in minutes."""

    placement_id: uuid.UUID
    site_id: uuid.UUID
    day: date
    begin: int
    end: int
    made_up: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a day: what kind, on which placement, when if that is known, in which words."""

    kind: LineKind
    placement_id: uuid.UUID
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A planned supervision session as a calendar shows it: of which placement, when, with whom."""

    placement_id: uuid.UUID
    day: date
    start: time
    minutes: int
    supervisor: str


END_OF_DAY: Final = 24 * 60 - 1


def visits(expected: Expected, first: date, last: date) -> list[Visit]:
    """Return where somebody is expected on each day, sessions at one setting as one visit, and time to make up."""
    found: dict[tuple[date, uuid.UUID], Visit] = {}
    for session in expected.sessions(first, last):
        if session.held:
            key = session.day, session.habit.site_id
            found[key] = _longer(found.get(key), expected.id, session)
    return sorted([*found.values(), *_made_up(expected, first, last)], key=lambda each: (each.day, each.begin))


def at(minutes: int) -> time:
    """Return a time of day by its minutes after midnight; what goes on past midnight ends with the day."""
    return time(*divmod(min(minutes, END_OF_DAY), 60))


def in_words(visit: Visit) -> str:
    """Say when a visit is: "10:00 to 14:30", "from 10:00", or nothing when nobody knows."""
    if visit.begin == visit.end:
        return "" if not visit.begin else f"from {at(visit.begin):%H:%M}"
    return f"{at(visit.begin):%H:%M} to {at(visit.end):%H:%M}"


def by_day(
    expected: Iterable[Expected],
    first: date,
    last: date,
    *,
    site_id: uuid.UUID | None = None,
    meetings: Iterable[Meeting] = (),
) -> dict[date, list[Line]]:
    """Return the lines of every day that has any, in order of time; at one setting only, when one is given."""
    found: dict[date, list[tuple[int, Line]]] = {}
    for each in expected:
        for day, order, line in _lines(each, first, last, site_id):
            found.setdefault(day, []).append((order, line))
    for meeting in meetings:
        begin = minutes_of(meeting.start)
        when = f"{at(begin):%H:%M} to {at(begin + meeting.minutes):%H:%M}"
        line = Line(LineKind.SUPERVISION, meeting.placement_id, when, meeting.supervisor)
        found.setdefault(meeting.day, []).append((begin, line))
    return {day: [line for _, line in sorted(found[day], key=_order)] for day in sorted(found)}


def _order(pair: tuple[int, Line]) -> tuple[int, str]:
    return pair[0], str(pair[1].placement_id)


def _longer(before: Visit | None, placement_id: uuid.UUID, session: Session) -> Visit:
    begin = minutes_of(session.habit.start)
    end = begin + session.habit.minutes
    if before:
        begin, end = min(before.begin, begin), max(before.end, end)
    return Visit(placement_id, session.habit.site_id, session.day, begin, end)


def _made_up(expected: Expected, first: date, last: date) -> Iterator[Visit]:
    for plan in expected.planned:
        if max(first, expected.first) <= plan.day <= min(last, expected.last):
            begin = minutes_of(plan.start) if plan.start else 0
            end = begin + plan.minutes if plan.start else begin
            yield Visit(expected.id, plan.site_id, plan.day, begin, end, made_up=True)


def _lines(expected: Expected, first: date, last: date, site_id: uuid.UUID | None) -> Iterator[tuple[date, int, Line]]:
    for visit in visits(expected, first, last):
        if site_id in (None, visit.site_id):
            kind = LineKind.MADE_UP if visit.made_up else LineKind.VISIT
            yield visit.day, visit.begin, Line(kind, expected.id, in_words(visit), _place(expected, visit.site_id))
    for day, kind, words in _notes(expected, first, last, site_id):
        yield day, -1, Line(kind, expected.id, "", words)


def _place(expected: Expected, site_id: uuid.UUID) -> str:
    place = expected.places.get(site_id)
    return place.name if place else ""


def _notes(
    expected: Expected, first: date, last: date, site_id: uuid.UUID | None
) -> Iterator[tuple[date, LineKind, str]]:
    """Yield what is different from the timetable, on the days that have something in it: away, closed, paused."""
    hits: Mapping[date, Sequence[Session]] = _of_days(expected.sessions(first, last), site_id)
    for day, sessions in hits.items():
        reasons = sorted({each.closed for each in sessions if each.closed})
        if reasons:
            yield day, LineKind.CLOSED, ", ".join(reasons)
    for away in expected.aways:
        for day in away.span.days:
            if first <= day <= last and expected.runs(day) and (site_id is None or day in hits):
                yield day, LineKind.AWAY, away.span.on(day)
    if first <= expected.first <= last:
        yield expected.first, LineKind.BEGINS, ""
    if first <= expected.last <= last:
        yield expected.last, LineKind.ENDS, ""
    yield from ((since, LineKind.PAUSED, "") for since, _ in expected.pauses if first <= since <= last)


def _of_days(sessions: Iterable[Session], site_id: uuid.UUID | None) -> dict[date, list[Session]]:
    found: dict[date, list[Session]] = {}
    for each in sessions:
        if site_id in (None, each.habit.site_id):
            found.setdefault(each.day, []).append(each)
    return found
