"""What happens by itself: from seven in the morning, one letter to everybody who is needed."""

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.digests import rules, service
from placement_portal.digests.queries import Gathered


def send(_settings: Settings) -> int:
    """Write to everybody whom nobody looked at today, some at a time; return how many letters are queued."""
    local = clock.local(clock.now())
    if not rules.is_morning(local):
        return 0
    gathered, letters, looked = Gathered(local.date()), 0, 1
    while looked:
        with transaction.unit():
            looked, queued = service.write_some(gathered)
        letters += queued
    return letters
