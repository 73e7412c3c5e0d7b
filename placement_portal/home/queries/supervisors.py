"""What a supervisor's home shows: how much waits for them, and on which placement."""

import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.signing.queries import reach


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a supervisor on one placement: how many entries, how many minutes, since which day."""

    entries: int
    minutes: int
    oldest: date


def waits_for(viewer: Person) -> dict[uuid.UUID, Waits]:
    """Return what waits for the viewer by placement, that with the oldest entry first."""
    reachable = reach.may_decide(viewer)
    if reachable is None:
        return {}
    oldest = sa.func.min(Entry.day)
    wanted = (
        sa.select(Entry.placement_id, sa.func.count(), sa.func.sum(Entry.minutes), oldest)
        .join(Entry.placement)
        .where(reachable, Entry.status == EntryStatus.SUBMITTED)
        .group_by(Entry.placement_id)
        .order_by(oldest, Entry.placement_id)
    )
    return {row[0]: Waits(row[1], row[2], row[3]) for row in db.session.execute(wanted)}
