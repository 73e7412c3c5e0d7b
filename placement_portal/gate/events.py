"""What the ledger keeps of exceptions and of what was chosen for a lapse: that and until when, never why."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.gate.rules import LapseChoice
from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class ExceptionAsked(Event):
    """Somebody of one side asked for an exception."""

    subject: uuid.UUID
    code: str
    starts: date
    until: date


@dataclass(frozen=True, kw_only=True)
class ExceptionAgreed(Event):
    """The second of two people agreed to an exception."""

    subject: uuid.UUID
    until: date


@dataclass(frozen=True, kw_only=True)
class ExceptionDeclined(Event):
    """The other side said no to an exception."""

    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ExceptionEnded(Event):
    """An exception was ended before its last day."""

    subject: uuid.UUID
    ended: date


@dataclass(frozen=True, kw_only=True)
class LapsePlanned(Event):
    """What happens for a client or group after the last day of a check was chosen."""

    code: str
    until: date
    choice: LapseChoice
    day: date | None
