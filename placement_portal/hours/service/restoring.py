"""Letting hours count that were done after a check had lapsed: by the programme lead, line by line, with a reason."""

import uuid
from collections.abc import Collection
from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import emails, events, queries
from placement_portal.hours.models import Restoration
from placement_portal.hours.service import keeping
from placement_portal.placements.models import Placement


def restore(placement: Placement, chosen: Collection[uuid.UUID], *, reason: str, by: Person, now: datetime) -> int:
    """Let the chosen entries count, and tell the student once; return how many: what moved meanwhile is left out."""
    found = [each for each in queries.restorable(placement, lock=True) if each.id in chosen]
    for entry in found:
        restored = events.HoursRestored(number=entry.number, minutes=entry.minutes, why=entry.gap or "")
        db.session.add(Restoration(entry_id=entry.id, by_id=by.id, at=now, reason=reason))
        entry.restored_at = now
        keeping.tell(restored, entry, by=by)
    if found:
        emails.counts_again(found[0].author, found[0], len(found))
    return len(found)
