"""What the ledger keeps of placement offers."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class PlacementOffered(Event):
    """A provider has places at a setting."""

    site: uuid.UUID
    capacity: int
    starts: date
    ends: date
    universities: list[uuid.UUID]


@dataclass(frozen=True, kw_only=True)
class OfferChanged(Event):
    """What is offered changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OfferWithdrawn(Event):
    """A provider took an offer back; how many held places it had."""

    held: int


@dataclass(frozen=True, kw_only=True)
class OfferMadeAgain(Event):
    """A provider makes an offer again that was withdrawn."""

    capacity: int


@dataclass(frozen=True, kw_only=True)
class PlaceHeld(Event):
    """A university holds a place until a day."""

    university: uuid.UUID
    number: int
    until: date


@dataclass(frozen=True, kw_only=True)
class PlaceReleased(Event):
    """A university gave a place back."""

    university: uuid.UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class PlaceFilled(Event):
    """A university filled a place with a student."""

    university: uuid.UUID
    number: int
    placement: uuid.UUID
