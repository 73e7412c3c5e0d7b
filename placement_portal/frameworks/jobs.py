"""What happens to frameworks by itself: files that wait to be imported are forgotten after an hour."""

from placement_portal import transaction
from placement_portal.config import Settings
from placement_portal.frameworks import service


def forget(_settings: Settings) -> None:
    """Delete files that waited for an hour without being imported."""
    with transaction.unit():
        service.forget()
