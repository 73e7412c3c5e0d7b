"""What the ledger keeps of the rhythm of supervision."""

import uuid
from dataclasses import dataclass
from datetime import date, time

from placement_portal.ledger import Event
from placement_portal.rhythm.rules import PaceKind


@dataclass(frozen=True, kw_only=True)
class SupervisionPaceSet(Event):
    """Somebody said how often a placement is supervised."""

    kind: PaceKind
    hours: int | None
    word_after: int | None


@dataclass(frozen=True, kw_only=True)
class SupervisionPlanned(Event):
    """A session was planned, or planned for another time."""

    placement: uuid.UUID
    supervisor: uuid.UUID
    day: date
    start: time
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SupervisionPlanCancelled(Event):
    """A planned session was called off."""

    day: date
