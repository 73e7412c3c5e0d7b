"""What the ledger keeps: that numbers were looked at, that a student noted something; never whom they told."""

import uuid
from dataclasses import dataclass

from placement_portal.ledger import Event
from placement_portal.signpost.rules import BoardKind


@dataclass(frozen=True, kw_only=True)
class ContactsKept(Event):
    """Somebody looked at the contacts of a setting, a provider or an area, and says that they are right."""

    kind: BoardKind
    roles: list[str]


@dataclass(frozen=True, kw_only=True)
class TellingNoted(Event):
    """A student noted that they told somebody."""


@dataclass(frozen=True, kw_only=True)
class TellingRemoved(Event):
    """A student took such a note back."""


@dataclass(frozen=True, kw_only=True)
class TellingRead(Event):
    """Staff read what students noted."""

    notes: list[uuid.UUID]


@dataclass(frozen=True, kw_only=True)
class TellingsPurged(Event):
    """Notes of telling were deleted, a year after the telling."""

    count: int
