"""What happens to notes of telling by itself: they go after a year."""

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.signpost import service


def purge(_settings: Settings) -> None:
    """Delete notes of telling that are older than a year."""
    with transaction.unit():
        service.purge(clock.today())
