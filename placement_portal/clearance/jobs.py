"""What happens to checks by itself: the detail of decisions is deleted six months after them."""

from placement_portal import clock, transaction
from placement_portal.clearance.service import purging
from placement_portal.config import Settings


def purge(_settings: Settings) -> None:
    """Delete the detail of decisions that are older than six months."""
    with transaction.unit():
        purging.purge(clock.today())
