"""What happens to imports by itself: files are forgotten after an hour."""

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.intake import service


def forget(_settings: Settings) -> None:
    """Delete what waited for an hour without being imported, and results after a month."""
    with transaction.unit():
        service.forget(clock.now())
