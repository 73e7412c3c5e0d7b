"""What a supervisor's home shows: how much waits for them, and of whom."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus

ENOUGH: Final = 100
"""A badge counts so far and stops."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits for a supervisor on one placement: how many entries, how many minutes, since which day."""

    entries: int
    minutes: int
    oldest: date


def waiting_number(viewer: Person) -> int:
    """Return how many entries wait for the viewer; it counts to a hundred and stops."""
    some = _waiting(viewer).add_columns(sa.literal(1)).limit(ENOUGH).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def waits_for(viewer: Person) -> dict[uuid.UUID, Waits]:
    """Return what waits for the viewer by placement, that with the oldest entry first."""
    oldest = sa.func.min(Entry.day)
    columns = (Entry.placement_id, sa.func.count(), sa.func.sum(Entry.minutes), oldest)
    wanted = _waiting(viewer).add_columns(*columns).group_by(Entry.placement_id).order_by(oldest, Entry.placement_id)
    return {placement_id: Waits(*rest) for placement_id, *rest in db.session.execute(wanted)}


def _waiting(viewer: Person) -> sa.Select[Any]:
    status: Any = sa.literal_column(f"'{EntryStatus.SUBMITTED.value}'")
    return sa.select().select_from(Entry).where(Entry.supervisor_id == viewer.id, Entry.status == status)
