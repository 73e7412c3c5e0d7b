"""A supervisor is away and somebody stands in; a supervisor is back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import emails, events, queries
from placement_portal.changes.models import Away, Cover
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.profiles.queries import working_days_at
from placement_portal.profiles.rules import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Standin:
    """Who stands in for one assignment, if anybody does, and from which day."""

    assignment: Assignment
    person: Person | None
    since: date


def send_away(
    person: Person,
    provider: Organisation,
    standins: Sequence[Standin],
    *,
    starts: date,
    ends: date | None,
    meanwhile: str,
    by: Person,
) -> Away:
    """Write down that somebody is away, and let others stand in; `meanwhile` looks after client work until then.

    Raises `Refused` when these days touch others on which they are away, or when a stand-in is the student.
    """
    db.session.execute(sa.select(Organisation.id).where(Organisation.id == provider.id).with_for_update())
    _refuse_overlap(person, provider, starts, ends)
    made = Away(person=person, provider=provider, starts=starts, ends=ends, by_id=by.id, at=clock.now(), covers=[])
    db.session.add(made)
    db.session.flush()
    _record(made, events.SupervisorAway(person=person.id, starts=starts, ends=ends), by)
    known = working_days_at(provider)
    for each in standins:
        _cover(made, each, meanwhile, known, by)
    return made


def back(away: Away, first: date, *, by: Person, shown: int | None = None) -> list[Assignment]:
    """Let somebody be back on a day; return the assignments of those who stood in, which end the day before.

    Raises `Moved` when stale, `Refused` for a day before the first day away.
    """
    transaction.check_version(away, shown)
    if first < away.starts:
        raise Refused("This is before the first day away.")
    last = first - timedelta(days=1)
    ended = []
    for cover in queries.covers_of(away):
        if cover.assignment:
            ended.append(cover.assignment)
            cover.assignment.ends = max(last, cover.assignment.starts)
            transaction.touch(cover.placement_id)
        emails.is_back(away, cover.placement, by=by)
    away.ends = max(last, away.starts)
    _record(away, events.SupervisorBack(person=away.person_id, last=last), by)
    return ended


def _cover(away: Away, standin: Standin, meanwhile: str, known: Mapping[uuid.UUID, frozenset[int]], by: Person) -> None:
    assignment = standin.assignment
    placement = assignment.placement
    stands_in = _assign(placement, standin, away, by) if standin.person else None
    cover = Cover(away_id=away.id, placement_id=placement.id, assignment=stands_in, meanwhile=meanwhile)
    away.covers.append(cover)
    who, since = (standin.person, standin.since) if standin.person else (None, None)
    named = events.CoverNamed(person=who.id if who else None, starts=since)
    ledger.record(named, by=by, on=placement.id, chain=placement.university_id, version=placement.version)
    transaction.touch(placement.id)
    stands_in_on = known.get(who.id, frozenset()) if who else frozenset()
    named_cover = emails.Cover(who.name if who else "", since, stands_in_on)
    presence = Presence(known.get(away.person_id, frozenset()), [(away.starts, away.ends)])
    emails.is_away(away, placement, named_cover, presence, meanwhile, by=by)


def _assign(placement: Placement, standin: Standin, away: Away, by: Person) -> Assignment:
    person = standin.person
    assert person is not None
    here = next((each for each in placement.assignments if _is_there(each, person.id, standin)), None)
    if here:
        return here
    made = placements.assign(placement, person, standin.assignment.capacity, starts=standin.since, by=by)
    made.ends = away.ends
    return made


def _is_there(each: Assignment, person_id: uuid.UUID, standin: Standin) -> bool:
    """Say whether who stands in supervises the placement anyway, for as long as it matters."""
    same = each.person_id == person_id and each.capacity is standin.assignment.capacity
    return same and each.starts <= standin.since and each.ends is None


def _refuse_overlap(person: Person, provider: Organisation, starts: date, ends: date | None) -> None:
    touching = sa.select(Away.id).where(
        Away.person_id == person.id,
        Away.provider_id == provider.id,
        sa.or_(Away.ends.is_(None), Away.ends >= starts),
        Away.starts <= (ends or date.max),
    )
    if db.session.scalar(touching.limit(1)):
        raise Refused(f"{person.name} is away on some of these days already. Say when they are back first.")


def _record(away: Away, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=away.id, chain=away.provider_id, version=away.version)
