"""What an address of the time before there were sessions names: an entry, or the session that it became."""

import uuid

from placement_portal.accounts.models import Person
from placement_portal.hours import queries as hours
from placement_portal.hours.models import Entry
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart


def entry_or_session(viewer: Person, entry_id: uuid.UUID) -> Entry | SupervisionPart | None:
    """Return an entry that the viewer may see, or the session that has its id now; None otherwise."""
    return hours.find(viewer, entry_id) or supervision.find(viewer, entry_id)
