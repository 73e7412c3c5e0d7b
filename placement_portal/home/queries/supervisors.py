"""What a supervisor's home shows: how much waits for them, and on which placement."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.signing.queries import reach
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a supervisor on one placement: how many entries and sessions, how long, since which day."""

    entries: int
    minutes: int
    oldest: date
    sessions: int = 0


def waits_for(viewer: Person) -> dict[uuid.UUID, Waits]:
    """Return what waits for the viewer by placement, that with the oldest line first."""
    wanted = [each for each in (_entries(viewer), _sessions(viewer)) if each is not None]
    found: dict[uuid.UUID, Waits] = {}
    for placement_id, entries, sessions, minutes, oldest in db.session.execute(sa.union_all(*wanted)) if wanted else ():
        known = found.get(placement_id, Waits(0, 0, oldest))
        since = min(known.oldest, oldest)
        found[placement_id] = Waits(known.entries + entries, known.minutes + minutes, since, known.sessions + sessions)
    return dict(sorted(found.items(), key=lambda each: (each[1].oldest, each[0])))


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
