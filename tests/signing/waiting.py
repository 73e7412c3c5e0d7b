"""Entries that were handed in, for the tests of the waiting room: written as students do, through the services."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.hours import queries, rules, service
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import SessionOutcome, Written
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.placements.rules import SUPERVISING
from tests import world

MONDAY = rules.monday_of(world.in_days(-7))
KNOWN = {"known_by": "own_knowledge"}


def hand_in(
    placement: Placement,
    slot: CaseloadSlot,
    day: date | None = None,
    *,
    at: time = time(10),
    minutes: int = 45,
    outcome: SessionOutcome = SessionOutcome.TOOK_PLACE,
    note: str = "",
) -> Entry:
    """Log and hand in one session with a client, as the placement's student; on Tuesday of last week at ten."""
    student: Person = placement.student.person
    written = Written(
        day=day or MONDAY + timedelta(days=1),
        start=at,
        planned_minutes=minutes,
        outcome=outcome,
        note=note,
        site_id=placement.sites[0].site_id,
        category_id=world.category(placement.student.cohort.version_of, "DIR-I").id,
        slot_id=slot.id,
    )
    chosen = queries.chosen(student, placement.id, written)
    assert chosen
    entry = service.log(written, chosen, by=student, now=clock.now(), key=uuid.uuid4(), send=True)
    stayed = next(each for each in placement.assignments if each.ends is None and each.capacity in SUPERVISING)
    entry.supervisor_id = stayed.person_id  # another was assigned on the day as well, and left since
    return entry


def flagged(placement: Placement, slot: CaseloadSlot, day: date | None = None, **said: Any) -> Entry:
    """Hand in a session on a day on which the setting is closed."""
    day = day or MONDAY + timedelta(days=2)
    world.closure(placement.sites[0].site, day)
    entry = hand_in(placement, slot, day, at=time(11), **said)
    assert "closed_day" in entry.flags
    return entry


def ask_to_change(entry: Entry, *, reason: str = "I wrote the wrong length.", **different: Any) -> None:
    """Ask to change a verified entry."""
    values = {name: getattr(rules.written(entry), name) for name in Written.__dataclass_fields__}
    service.amend(entry, Written(**(values | different)), reason=reason, shown=None, by=entry.author, now=clock.now())


def verified(entry: Entry, by: Person, *, minutes_ago: int = 60) -> Entry:
    """Verify an entry some minutes ago."""
    now = clock.now() - timedelta(minutes=minutes_ago)
    lines = {entry.id: rules.seen(entry)}
    assert service.verify(lines, known_by=rules.KnownBy.OWN_KNOWLEDGE, by=by, now=now).done
    return entry
