"""The week: days across, what was logged, what the timetable suggests, what is missing, and one act to send it."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.absences import queries as absences
from placement_portal.access import signed_in, viewer
from placement_portal.hours import queries as hours
from placement_portal.hours import rules
from placement_portal.hours.forms import as_monday
from placement_portal.hours.models import Entry, EntryVersion
from placement_portal.hours.queries import Suggestion
from placement_portal.hours.rules import Counted, CountedSum, EntryStatus
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import Verdict, parts, verdict
from placement_portal.record import queries
from placement_portal.record.views.answers import blueprint
from placement_portal.record.views.away import away_from, away_on, made_up
from placement_portal.rhythm import queries as rhythm
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.queries import OfWeek
from placement_portal.transaction import Difference

WEEK = timedelta(days=7)
SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week as the page shows it."""

    date: date
    today: bool
    closed: str
    entries: list[Entry] = field(default_factory=list)
    suggestions: list[Suggestion] = field(default_factory=list)
    gap: bool = False
    away: str = ""
    supervision: Sequence[OfWeek] = ()
    planned: Sequence[PlannedSupervision] = ()

    @property
    def minutes(self) -> int:
        """Minutes that were recorded."""
        return sum(each.minutes for each in self.entries) + sum(each.part.minutes for each in self.supervision)


@dataclass(frozen=True, slots=True)
class Offered:
    """What a supervisor offers instead, and the hash by which it is accepted as shown."""

    version: EntryVersion
    seen: str
    differences: Sequence[Difference]


@blueprint.get("/week")
@signed_in
def week() -> ResponseReturnValue:
    """Show one's own week."""
    person, today, now = viewer(), clock.today(), clock.now()
    monday = as_monday(request.args.get("starting"), today)
    entries = hours.week_of(person, monday)
    running = placements.for_logging(person)
    suggested = hours.suggested(running, monday, entries)
    begun = [each for each in suggested if has_begun(each, now)]
    expected = absences.expected(running)
    held = supervision.week_of(person, monday)
    to_come = rhythm.planned_between(person, running, monday, monday + SUNDAY)
    away = {each.key: kind for each in suggested if (kind := away_from(each, expected[each.placement.id]))}
    verdicts = judged(entries)
    return render_template(
        "record/week.html",
        monday=monday,
        today=today,
        days=[
            replace(
                each,
                away=away_on(each.date, expected.values()),
                supervision=[one for one in held if one.part.day == each.date],
                planned=_still_planned(to_come, held, each.date),
            )
            for each in _days(monday, today, entries, suggested, running)
        ],
        begun=begun,
        took_place=[each for each in begun if each.key not in away],
        away=away,
        made_up=made_up(monday, expected.values()),
        totals=rules.total([*counted(entries, verdicts), *_as_hours(held)]),
        drafts=sum(each.status is EntryStatus.DRAFT for each in entries),
        offers=offered(entries),
        verdicts=verdicts,
        running=running,
        before=monday - WEEK,
        after=monday + WEEK if monday + WEEK <= today else None,
    )


def judged(entries: Sequence[Entry]) -> dict[uuid.UUID, Verdict]:
    """Return whether entries count and why not; the rules of a year are asked only where some are verified."""
    verified = [each for each in entries if each.status is EntryStatus.VERIFIED]
    holds = progress.holds_of({each.placement_id for each in verified})
    held = {each.id: holds.of(each.placement_id, each, each.category.group, each.category.code) for each in verified}
    return {each.id: verdict(each, each.gap, held.get(each.id)) for each in entries}


def counted(entries: Sequence[Entry], verdicts: Mapping[uuid.UUID, Verdict]) -> Iterator[Counted]:
    """Yield entries as the totals take them: what a rule keeps from counting is a part of its own."""
    for each in entries:
        held = verdicts[each.id].held
        if held is None:
            yield each
            continue
        kept = each.minutes - held.minutes
        gated, capped = (kept, 0) if held.hold.is_gate else (0, kept)
        yield from parts(CountedSum(each.status, each.minutes, each.outcome), gated, capped)


def _as_hours(held: Sequence[OfWeek]) -> list[CountedSum]:
    """Return the sessions of a week as its totals take them."""
    return [
        one
        for part, counted in held
        for one in progress.as_hours(part.status, part.minutes, counted, is_reversed=part.reversed_at is not None)
    ]


def _still_planned(
    planned: Sequence[PlannedSupervision], held: Sequence[OfWeek], day: date
) -> list[PlannedSupervision]:
    """Return what is planned for a day, and not written down yet."""
    written = {(each.part.placement_id, each.part.day) for each in held}
    return [each for each in planned if each.day == day and (each.placement_id, day) not in written]


def offered(entries: Sequence[Entry]) -> dict[object, Offered]:
    """Return what supervisors offer on the entries that came back, by entry."""
    found = queries.offers(entries)
    return {each.id: _offer(each, found[each.id]) for each in entries if each.id in found}


def has_begun(suggestion: Suggestion, now: datetime) -> bool:
    """Say whether a suggested session has begun, so that it can be logged."""
    zone = ZoneInfo(suggestion.row.site.zone or suggestion.placement.provider.zone)
    return rules.instants(suggestion.day, suggestion.row.start, suggestion.row.minutes, zone)[0] <= now


def _offer(entry: Entry, version: EntryVersion) -> Offered:
    seen = rules.hash_shown(entry.id, version.number, version)
    return Offered(version, seen, hours.differences(entry, version))


def _days(
    monday: date, today: date, entries: Sequence[Entry], suggested: list[Suggestion], running: list[Placement]
) -> list[Day]:
    return [
        _day(
            monday + timedelta(days=number),
            today,
            [each for each in entries if each.day == monday + timedelta(days=number)],
            [each for each in suggested if each.day == monday + timedelta(days=number)],
            running,
        )
        for number in range(7)
    ]


def _day(day: date, today: date, entries: list[Entry], suggested: list[Suggestion], running: list[Placement]) -> Day:
    closed = _closed(day, running)
    is_school_day = day.weekday() in range(5) and any(each.starts <= day <= each.ends for each in running)
    gap = is_school_day and not entries and not suggested and not closed and day <= today
    return Day(day, day == today, closed, entries, suggested, gap)


def _closed(day: date, running: list[Placement]) -> str:
    """Return why every setting is closed on a day; nothing when one of them is open."""
    sites = {at.site for each in running if each.starts <= day <= each.ends for at in each.sites}
    names = [next((c.name for c in site.closures if c.starts <= day <= c.ends), "") for site in sites]
    return ", ".join(sorted(set(names))) if names and all(names) else ""
