"""What passes on by itself on a day that people chose: what waits goes to who stands in, or goes on."""

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.handover import service


def pass_on(_settings: Settings) -> None:
    """Pass on what is due today; what was missed is caught up, and nothing passes twice."""
    with transaction.unit():
        service.pass_on(clock.today())
