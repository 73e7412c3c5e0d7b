"""Entries of days on which a check was not in place: the first that was handed in, those that can be restored."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.rules.windows import GapKind
from placement_portal.database import db
from placement_portal.hours.models import GAP, Entry, Restoration
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity

MOST: int = 50
HANDED_IN = (EntryStatus.SUBMITTED, EntryStatus.VERIFIED)


def is_first_with(why: str, entry: Entry) -> bool:
    """Say whether nothing else of this placement was handed in that does not count for the same reason."""
    others = sa.and_(Entry.placement_id == entry.placement_id, Entry.id != entry.id, Entry.number > 0)
    return db.session.scalar(sa.select(Entry.id).where(others, GAP.is_not_distinct_from(why)).limit(1)) is None


def tutors_of(entry: Entry) -> Sequence[Person]:
    """Return who tutors the placement of an entry today."""
    today = clock.today()
    assigned = sa.select(Assignment.person_id).where(
        Assignment.placement_id == entry.placement_id,
        Assignment.capacity == AssignmentCapacity.TUTOR,
        Assignment.starts <= today,
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
    )
    return db.session.scalars(sa.select(Person).where(Person.id.in_(assigned)).order_by(Person.id)).all()


def restorable(placement: Placement, *, lock: bool = False) -> Sequence[Entry]:
    """Return what was handed in for days after a check had lapsed, oldest first; at most a page of it."""
    wanted = (
        sa.select(Entry)
        .where(
            Entry.placement_id == placement.id,
            Entry.status.in_(HANDED_IN),
            Entry.reversed_at.is_(None),
            GAP.startswith(f"{GapKind.LAPSED.value}|"),
        )
        .options(*(joinedload(each) for each in (Entry.category, Entry.site, Entry.slot, Entry.author)))
        .order_by(Entry.day, Entry.id)
        .limit(MOST)
    )
    return db.session.scalars(wanted.with_for_update(of=Entry) if lock else wanted).all()


def restorations(entry: Entry) -> Sequence[Restoration]:
    """Return who let an entry count again, when and why."""
    wanted = sa.select(Restoration).where(Restoration.entry_id == entry.id).options(joinedload(Restoration.by))
    return db.session.scalars(wanted.order_by(Restoration.at, Restoration.id)).all()
