"""What a supervisor's home shows: how much waits for them, and on which placement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import few
from placement_portal.clearance.queries.asking import STUDENT, Glance, glances_among
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Placement
from placement_portal.progress import queries as progress
from placement_portal.progress.rules import Shown
from placement_portal.signing.queries import reach
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.queries import Rhythm

PREPARED: Final = "portal.home_of_a_supervisor"


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a supervisor on one placement: how many entries and sessions, how long, since which day."""

    entries: int
    minutes: int
    oldest: date
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class Around:
    """How far placements are, and, where something is in the way or ends soon, what their checks say in one line.

    And the rhythm of their supervision.
    """

    shown: dict[Placement, Shown]
    gates: dict[uuid.UUID, Glance]
    rhythms: Sequence[Rhythm]


def waits_for(viewer: Person) -> dict[uuid.UUID, Waits]:
    """Return what waits for the viewer by placement, that with the oldest line first."""
    wanted = [each for each in (_entries(viewer), _sessions(viewer)) if each is not None]
    found: dict[uuid.UUID, Waits] = {}
    for placement_id, entries, sessions, minutes, oldest in db.session.execute(sa.union_all(*wanted)) if wanted else ():
        known = found.get(placement_id, Waits(0, 0, oldest))
        since = min(known.oldest, oldest)
        found[placement_id] = Waits(known.entries + entries, known.minutes + minutes, since, known.sessions + sessions)
    return dict(sorted(found.items(), key=lambda each: (each[1].oldest, each[0])))


def around(viewer: Person, placements: Sequence[Placement]) -> Around:
    """Return how far several placements are, what their checks say, and their supervision, in one statement."""
    if not placements:
        return Around({}, {}, [])
    people, today = {each.student.person_id for each in placements}, clock.today()
    records = sorted({each.student_id for each in placements})
    asked = supervision.rhythm_values(viewer, placements, today) | few.values(people, today)
    given = few.asked_with(PREPARED, _around_parts).rows(records=records, **asked)
    stays = {each.id: each.student.person_id for each in placements}
    return Around(
        shown=progress.among(given, placements),
        gates=glances_among(stays, few.answered(given, people, today), STUDENT),
        rhythms=supervision.read_rhythms(viewer, placements, given, today),
    )


def _around_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    return {**progress.among_parts(), **supervision.rhythm_parts()}


def _entries(viewer: Person) -> sa.Select[Any] | None:
    reachable = reach.may_decide(viewer)
    if reachable is None:
        return None
    counted: tuple[Any, ...] = (sa.func.count(), sa.literal(0), sa.func.sum(Entry.minutes), sa.func.min(Entry.day))
    wanted = sa.select(Entry.placement_id, *counted).join(Entry.placement)
    return wanted.where(reachable, Entry.status == EntryStatus.SUBMITTED).group_by(Entry.placement_id)


def _sessions(viewer: Person) -> sa.Select[Any] | None:
    part = SupervisionPart
    counted: tuple[Any, ...] = (sa.literal(0), sa.func.count(), sa.func.sum(part.minutes), sa.func.min(part.day))
    wanted = supervision.waiting(viewer, sa.select(part.placement_id, *counted))
    return None if wanted is None else wanted.group_by(part.placement_id)
