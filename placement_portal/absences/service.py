"""What a student does about being away: note it, note whom they told, change or cancel it, plan to make it up."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from placement_portal import ledger, transaction
from placement_portal.absences import events, queries, rules
from placement_portal.absences.models import Absence, AbsenceTold, MakeUp
from placement_portal.absences.rules import AbsenceKind, AbsenceRefusal, Span, ToldWhom
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.placements.models import Placement
from placement_portal.transaction import Difference, Moved
from placement_portal.web.formats import day as short_day
from placement_portal.web.labels import label


class Refused(ValueError):
    """Something cannot be noted; carries why."""

    def __init__(self, why: AbsenceRefusal) -> None:
        super().__init__(rules.REFUSAL_SENTENCES[why])
        self.why = why


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a student told, and when."""

    whom: Collection[ToldWhom]
    at: datetime


def note(placement: Placement, span: Span, kind: AbsenceKind, told: Told, *, by: Person, now: datetime) -> Absence:
    """Note an absence and whom the student told of it; raise `Refused` where it makes no sense."""
    _check(placement, span)
    _check_told(told, now)
    absence = Absence(id=new_id(), placement_id=placement.id, placement=placement, noted_at=now, noted_by_id=by.id)
    _put(absence, span, kind)
    absence.told = [AbsenceTold(whom=whom, at=told.at) for whom in told.whom]
    db.session.add(absence)
    db.session.flush()
    whom = sorted(told.whom)
    noted = events.AbsenceNoted(placement=placement.id, starts=span.starts, ends=span.ends, kind=kind, told=whom)
    _record(absence, noted, by)
    return absence


def change(absence: Absence, span: Span, kind: AbsenceKind, *, shown: int | None, by: Person) -> None:
    """Make an absence shorter, longer or another one; raise `Moved` when stale, `Refused` where it makes no sense."""
    absence = _alive(absence)
    before, after = _facts(absence.span, absence.kind), _facts(span, kind)
    transaction.check_version(absence, shown, _differences(after, before))
    _check(absence.placement, span, besides=absence)
    if before != after:
        _put(absence, span, kind)
        _record(absence, events.AbsenceChanged(before=before, after=after), by)


def cancel(absence: Absence, *, by: Person, now: datetime) -> None:
    """Come after all: the absence stays readable, what was planned to make it up falls away."""
    absence = _alive(absence)
    absence.cancelled_at = now
    planned = len(absence.make_ups)
    absence.make_ups.clear()
    _record(absence, events.AbsenceCancelled(make_ups=planned), by)


def tell(absence: Absence, told: Told, *, by: Person, now: datetime) -> None:
    """Note that somebody was told, at an instant; of each role the last time counts."""
    _check_told(told, now)
    absence = _alive(absence)
    kept = {each.whom: each for each in absence.told}
    for whom in told.whom:
        if whom in kept:
            kept[whom].at = told.at
        else:
            absence.told.append(AbsenceTold(whom=whom, at=told.at))
        _record(absence, events.AbsenceToldNoted(whom=whom, at=told.at), by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A day on which time is to be made up, when if that is known, how many minutes, at which setting."""

    day: date
    start: time | None
    minutes: int
    site_id: uuid.UUID


def plan_make_up(absence: Absence, plan: Plan, *, by: Person, today: date) -> MakeUp:
    """Plan a day to make an absence up; raise `Refused` where nobody could come."""
    absence = _alive(absence)
    around = queries.expected([absence.placement])[absence.placement_id]
    place = around.places.get(plan.site_id)
    why = rules.why_not_made_up(plan.day, around, place.closed(plan.day) if place else "", today)
    if why:
        raise Refused(why)
    made = MakeUp(id=new_id(), day=plan.day, start=plan.start, minutes=plan.minutes, site_id=plan.site_id)
    absence.make_ups.append(made)
    db.session.flush()
    planned = events.MakeUpPlanned(absence=absence.id, day=plan.day, minutes=plan.minutes)
    _record(absence, planned, by, on=made.id)
    return made


def remove_make_up(made: MakeUp, *, by: Person) -> None:
    """Take back a plan to make an absence up."""
    removed = events.MakeUpRemoved(absence=made.absence_id, day=made.day)
    _record(made.absence, removed, by, on=made.id)
    db.session.delete(made)


def _alive(absence: Absence) -> Absence:
    """Lock an absence; raise `Moved` when it was cancelled meanwhile."""
    found = queries.locked(absence)
    if found.cancelled_at:
        raise Moved([Difference("This absence", "Stands", "Cancelled")])
    return found


def _check(placement: Placement, span: Span, besides: Absence | None = None) -> None:
    others = queries.others(placement, besides)
    why = rules.why_not(span, queries.expected([placement])[placement.id], others)
    if why:
        raise Refused(why)


def _check_told(told: Told, now: datetime) -> None:
    why = rules.why_not_told(told.at, now) if told.whom else None
    if why:
        raise Refused(why)


def _put(absence: Absence, span: Span, kind: AbsenceKind) -> None:
    absence.starts, absence.ends, absence.from_time, absence.to_time = span.starts, span.ends, *_times(span)
    absence.kind = kind


def _times(span: Span) -> tuple[time | None, time | None]:
    return span.from_time, span.to_time


def _facts(span: Span, kind: AbsenceKind) -> dict[str, Any]:
    return {"starts": span.starts, "ends": span.ends, "from": span.from_time, "to": span.to_time, "kind": kind}


def _differences(after: dict[str, Any], before: dict[str, Any]) -> list[Difference]:
    return [Difference(WORDS[name], _said(after[name]), _said(before[name])) for name in after if after != before]


WORDS = {"starts": "First day", "ends": "Last day", "from": "From", "to": "Until", "kind": "How it was told"}


def _said(value: Any) -> str:
    if isinstance(value, AbsenceKind):
        return label(value).text
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return short_day(value) if value else "The whole day"


def _record(absence: Absence, event: ledger.Event, by: Person, on: uuid.UUID | None = None) -> None:
    chain, version = absence.placement.university_id, absence.version
    ledger.record(event, by=by, on=on or absence.id, chain=chain, version=version)
