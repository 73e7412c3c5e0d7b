"""What the ledger keeps of placements."""

import uuid
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from placement_portal.ledger import Event
from placement_portal.placements.rules import (
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SizeBand,
    SlotKind,
)


@dataclass(frozen=True, kw_only=True)
class PlacementCreated(Event):
    """A student was placed."""

    student: uuid.UUID
    stage: uuid.UUID
    provider: uuid.UUID
    sites: list[uuid.UUID]
    starts: date
    ends: date
    status: PlacementStatus


@dataclass(frozen=True, kw_only=True)
class PlacementChanged(Event):
    """Dates, settings or days a week changed from a day on."""

    from_day: date
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class PlacementMoved(Event):
    """The state changed; the plans for clients stay out of the ledger."""

    did: PlacementAction
    before: PlacementStatus
    after: PlacementStatus
    day: date
    clients: list[str]


@dataclass(frozen=True, kw_only=True)
class PersonAssigned(Event):
    """Somebody supervises or tutors from now on."""

    person: uuid.UUID
    capacity: AssignmentCapacity
    starts: date


@dataclass(frozen=True, kw_only=True)
class AssignmentEnded(Event):
    """Somebody supervises or tutors until a day."""

    person: uuid.UUID
    capacity: AssignmentCapacity
    before: date | None
    ends: date


@dataclass(frozen=True, kw_only=True)
class SlotOpened(Event):
    """A client or group was taken on."""

    code: str
    kind: SlotKind
    size_band: SizeBand | None
    consent_on: date | None


@dataclass(frozen=True, kw_only=True)
class SlotChanged(Event):
    """What is known of a client or group changed."""

    code: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SlotClosed(Event):
    """Work with a client or group ended; the rows of the timetable that went with it."""

    code: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class SlotReopened(Event):
    """Work with a client or group goes on after all."""

    code: str


@dataclass(frozen=True, kw_only=True)
class TimetableRowAdded(Event):
    """A weekly habit began."""

    weekday: int
    start: time
    minutes: int
    category: uuid.UUID
    slot: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class TimetableRowChanged(Event):
    """A weekly habit changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TimetableRowRemoved(Event):
    """A weekly habit stopped."""

    weekday: int
    start: time


@dataclass(frozen=True, kw_only=True)
class CheckTicked(Event):
    """An item of the start or close list was ticked off, or its tick taken back."""

    item: uuid.UUID
    done: bool


@dataclass(frozen=True, kw_only=True)
class ChecksChanged(Event):
    """What is gone through before placements of a programme version start and close was changed."""

    items: int
