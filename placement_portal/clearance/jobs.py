"""What happens to checks by itself: the detail of decisions goes after six months, files that wait after an hour."""

from placement_portal import clock, transaction
from placement_portal.clearance.service import importing, looking, purging
from placement_portal.config import Settings


def purge(_settings: Settings) -> None:
    """Delete the detail of decisions and the notes on risk older than six months, and who looked six years ago."""
    with transaction.unit():
        purging.purge(clock.today())
        purging.purge_notes(clock.today())
        looking.forget(clock.now())


def forget_uploads(_settings: Settings) -> None:
    """Delete files of checks that waited for an hour without being imported."""
    with transaction.unit():
        importing.forget()
