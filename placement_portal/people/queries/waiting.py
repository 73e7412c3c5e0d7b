"""What waits: how many lines are with a supervisor and since when, how many came back to the student."""

import uuid
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Placement


class Waiting(NamedTuple):
    """Lines of hours on a placement that wait for somebody."""

    for_supervisor: int
    oldest: date | None
    for_student: int


NOTHING = Waiting(0, None, 0)


def on_placements(placements: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Waiting]:
    """Return what waits on each placement that has anything waiting; one statement."""
    with_supervisor = Entry.status == EntryStatus.SUBMITTED
    sent_back = Entry.status == EntryStatus.QUERIED
    first = sa.func.min(sa.case((with_supervisor, Entry.day)))
    wanted = (
        sa.select(
            Entry.placement_id,
            sa.func.count(sa.case((with_supervisor, 1))),
            sa.type_coerce(first, sa.Date),
            sa.func.count(sa.case((sent_back, 1))),
        )
        .where(Entry.placement_id.in_(placements), Entry.status.in_((EntryStatus.SUBMITTED, EntryStatus.QUERIED)))
        .group_by(Entry.placement_id)
    )
    return {placement: Waiting(ours, oldest, back) for placement, ours, oldest, back in db.session.execute(wanted)}


def for_supervisors(provider_id: uuid.UUID, people: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Waiting]:
    """Return what waits for each supervisor on placements that a provider hosts; one statement."""
    wanted = (
        sa.select(Entry.supervisor_id, sa.func.count(), sa.type_coerce(sa.func.min(Entry.day), sa.Date))
        .join(Entry.placement)
        .where(Entry.supervisor_id.in_(people), Entry.status == EntryStatus.SUBMITTED)
        .where(Placement.provider_id == provider_id)
        .group_by(Entry.supervisor_id)
    )
    return {person: Waiting(count, oldest, 0) for person, count, oldest in db.session.execute(wanted) if person}
