"""What can be done with many lines at once, beyond deciding: taking a whole act back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.hours import policy, queries
from placement_portal.hours import service as hours
from placement_portal.transaction import Moved


@dataclass(slots=True)
class Undone:
    """How many decisions were taken back, and how many stand because something followed or time ran out."""

    done: int = 0
    refused: list[uuid.UUID] = field(default_factory=list)


def undo(entry_ids: Iterable[uuid.UUID], *, by: Person, now: datetime) -> Undone:
    """Take back one's own decisions; one that cannot be taken back holds up no other."""
    undone = Undone()
    for entry in queries.locked(entry_ids):
        try:
            if not policy.may_undo(by, entry):
                raise Moved
            hours.undo(entry, by=by, now=now)
        except (Moved, hours.NotPossible):
            undone.refused.append(entry.id)
        else:
            undone.done += 1
    return undone
