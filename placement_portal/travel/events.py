"""What the ledger keeps of journeys."""

from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class TravelDownloaded(Event):
    """A student took their journeys out, on which days and how many minutes they were."""

    first: date
    last: date
    journeys: int
    minutes: int
