"""What the ledger keeps of checks: acts and reads, never the facts of a certificate."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.clearance.rules import ReturnReason, UpdateStatus
from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class ClearanceTypeAdded(Event):
    """An organisation asks for another check."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ClearanceTypeChanged(Event):
    """What an organisation asks for changed; so many people were affected when it was saved."""

    number: int
    before: dict[str, Any]
    after: dict[str, Any]
    affected: int


@dataclass(frozen=True, kw_only=True)
class ClearanceTypeWithdrawn(Event):
    """An organisation asks for a check no longer; items of it are kept."""

    code: str


@dataclass(frozen=True, kw_only=True)
class ClearanceAsked(Event):
    """An officer asked one person for a check."""

    code: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ClearanceSubmitted(Event):
    """A check was sent in."""

    code: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ClearanceWithdrawn(Event):
    """A check that was sent in was taken back before anybody decided."""

    code: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ClearanceVerified(Event):
    """An officer saw the evidence of a check on a day."""

    code: str
    subject: uuid.UUID
    seen_on: date


@dataclass(frozen=True, kw_only=True)
class ClearanceReturned(Event):
    """An officer sent a check back."""

    code: str
    subject: uuid.UUID
    reason: ReturnReason


@dataclass(frozen=True, kw_only=True)
class ClearanceAccepted(Event):
    """An organisation relies on what was seen."""

    code: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ClearanceRechecked(Event):
    """The Update Service was asked about a check."""

    code: str
    subject: uuid.UUID
    status: UpdateStatus


@dataclass(frozen=True, kw_only=True)
class ClearanceStopped(Event):
    """A check holds no longer, at once and without exception."""

    code: str
    subject: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ClearanceRead(Event):
    """Staff read checks of a person or setting, or a list of them."""

    page: str
    subjects: list[str]


@dataclass(frozen=True, kw_only=True)
class ExceptionNotesPurged(Event):
    """Notes on the risk of exceptions were deleted, six months after the last day."""

    count: int


@dataclass(frozen=True, kw_only=True)
class DecisionDetailPurged(Event):
    """What only officers read of decisions was deleted, six months after them."""

    count: int
