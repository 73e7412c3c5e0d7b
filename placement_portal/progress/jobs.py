"""What happens by itself: totals are recounted every night, because time passes."""

from placement_portal import transaction
from placement_portal.config import Settings
from placement_portal.progress import service


def recount(_settings: Settings) -> None:
    """Recount everybody, a hundred students in a transaction, so that nobody waits for long."""
    last, more = None, True
    while more:
        with transaction.unit():
            last = service.recount_next(last)
        more = last is not None
