"""What happens to letters by itself: leads are told to ring, and a setting is told when two hours have passed."""

from placement_portal import transaction
from placement_portal.config import Settings
from placement_portal.letters import service


def tell(_settings: Settings) -> None:
    """Note new stops, then write to the settings that must hear of one now; works from what is, so it catches up."""
    with transaction.unit():
        service.notice()
    with transaction.unit():
        service.tell_due()
