"""Handing over: what waits passes to whoever stands in, back to who is back, and to who goes on for a leaver."""

import uuid
from collections.abc import Mapping
from datetime import date

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.changes import emails
from placement_portal.changes import queries as changes
from placement_portal.changes import service as change_service
from placement_portal.changes.models import Away
from placement_portal.changes.service import Standin
from placement_portal.database import db
from placement_portal.handover import queries
from placement_portal.handover.events import SupervisorLeft
from placement_portal.handover.models import Departure
from placement_portal.hours import service as hours
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.rhythm import service as rhythm
from placement_portal.supervision import service as supervision


def send_away(
    person: Person,
    provider: Organisation,
    standins: list[Standin],
    *,
    starts: date,
    ends: date | None,
    meanwhile: str,
    by: Person,
) -> Away:
    """Write down that somebody is away; what waits with them moves to each stand-in on the stand-in's first day."""
    made = change_service.send_away(person, provider, standins, starts=starts, ends=ends, meanwhile=meanwhile, by=by)
    db.session.flush()
    _pass_to_covers(clock.today())
    return made


def back(away: Away, first: date, *, by: Person, shown: int | None = None) -> None:
    """Let somebody be back: those who stood in stop, and what they did not decide returns."""
    for assignment in change_service.back(away, first, by=by, shown=shown):
        _hand_over(assignment.placement, assignment.person, away.person, by=by)


def leave(
    person: Person, provider: Organisation, successors: Mapping[uuid.UUID, Person], last: date, *, by: Person
) -> Departure:
    """Let somebody leave a provider after their last day, each student going on with a named person.

    `successors` name somebody for each assignment. Raises `Refused` when one is missing or cannot take over: nobody
    is left waiting for somebody who is gone, and nothing is done by halves.
    """
    found = changes.placements_with(person.id, provider, last)
    silent = [each.placement.student.person.name for each in found if each.id not in successors]
    if silent:
        raise Refused(f"Say who goes on with {', '.join(silent)}.")
    lines = [_hand_on(each, successors[each.id], last, by) for each in found]
    made = Departure(person=person, provider=provider, last=last, lines=lines, by=by, at=clock.now())
    db.session.add(made)
    left = SupervisorLeft(person=person.id, last=last, placements=len(found))
    ledger.record(left, by=by, on=provider.id, chain=provider.id)
    db.session.flush()
    _pass_to_successors(clock.today())
    return made


def pass_on(today: date) -> None:
    """Pass on what waits with those who are away or gone, where the day for it has come."""
    _pass_to_covers(today)
    _pass_to_successors(today)


def _hand_on(assignment: Assignment, successor: Person, last: date, by: Person) -> dict[str, str]:
    placement, leaver = assignment.placement, assignment.person
    going_on = any(_goes_on(each, assignment, successor, last) for each in placement.assignments)
    ends = max(last, assignment.starts)
    placements.end_assignment(assignment, ends=ends, successor=None if going_on else successor, by=by)
    emails.goes_on_with(placement, leaver, successor, last, by=by)
    return {"placement": str(placement.id), "successor": str(successor.id)}


def _goes_on(each: Assignment, assignment: Assignment, successor: Person, last: date) -> bool:
    """Say whether the successor supervises the placement anyway, so that only what waits needs to move."""
    is_theirs = each.person_id == successor.id and each.capacity is assignment.capacity
    return is_theirs and (each.ends is None or each.ends > last)


def _pass_to_covers(today: date) -> None:
    for cover in queries.covers_due(today):
        assert cover.assignment is not None  # only covers with somebody are due
        away = cover.away
        _hand_over(cover.placement, away.person, cover.assignment.person, until=away.ends, by=away.by)
        cover.passed_on_at = clock.now()


def _pass_to_successors(today: date) -> None:
    for departure in queries.departures_due(today):
        for line in departure.lines:
            placement = db.session.get_one(Placement, uuid.UUID(line["placement"]))
            successor = db.session.get_one(Person, uuid.UUID(line["successor"]))
            _hand_over(placement, departure.person, successor, by=departure.by)
        departure.passed_on_at = clock.now()


def _hand_over(
    placement: Placement, leaver: Person, successor: Person, *, until: date | None = None, by: Person
) -> None:
    """Pass on hours and supervision that wait, and what is planned until somebody is back."""
    hours.hand_over(placement, leaver, successor, by=by)
    supervision.hand_over(placement, leaver, successor, by=by)
    rhythm.hand_over(placement, leaver, successor, until=until, by=by)
