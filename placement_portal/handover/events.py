"""What the ledger keeps of somebody who leaves."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class SupervisorLeft(Event):
    """A supervisor leaves a provider after a day; how many placements go on with others."""

    person: uuid.UUID
    last: date
    placements: int
