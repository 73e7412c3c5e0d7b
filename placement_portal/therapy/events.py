"""What the ledger keeps of attested therapy: that it was attested, and who read it; never how much."""

from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class TherapyAttested(Event):
    """A student attested a total of personal therapy up to a day."""

    until: date


@dataclass(frozen=True, kw_only=True)
class TherapyRead(Event):
    """Somebody of the university read what a student attested."""
