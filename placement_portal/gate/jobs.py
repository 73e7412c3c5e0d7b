"""What happens by itself: letters about last days of checks, six weeks and two weeks ahead and on the day."""

from placement_portal import clock, transaction
from placement_portal.config import Settings
from placement_portal.gate import queries, service
from placement_portal.gate.service.lapses import BATCH


def warn(_settings: Settings) -> None:
    """Write to everybody who is due a letter and did not get it, some hundred people in a transaction."""
    today = clock.today()
    people = queries.people_going(today)
    for at in range(0, len(people), BATCH):
        with transaction.unit():
            service.write_due(people[at : at + BATCH], today)
