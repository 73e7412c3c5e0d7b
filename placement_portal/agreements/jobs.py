"""What happens by itself: parties that have not signed are reminded, once a week."""

from placement_portal import clock, transaction
from placement_portal.agreements import service
from placement_portal.agreements.service.noticing import BATCH
from placement_portal.config import Settings


def remind(_settings: Settings) -> int:
    """Queue one letter for each party that is due; return how many."""
    letters, more = 0, True
    while more:
        with transaction.unit():
            queued = service.remind(clock.now())
        letters, more = letters + queued, queued == BATCH
    return letters
