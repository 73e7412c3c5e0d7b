"""What the ledger keeps of hours: facts and minutes, never a note or a reason."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placement_portal import ledger
from placement_portal.hours.rules import AmendmentStatus, EntryAction, EntryStatus, KnownBy, SessionOutcome


@dataclass(frozen=True, kw_only=True)
class EntryLogged(ledger.Event):
    """A student wrote a draft."""

    placement: uuid.UUID
    day: date
    minutes: int
    outcome: SessionOutcome


@dataclass(frozen=True, kw_only=True)
class EntryChanged(ledger.Event):
    """A student changed a draft."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class EntryDeleted(ledger.Event):
    """A student deleted a draft."""

    day: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class HoursSubmitted(ledger.Event):
    """A student handed an entry in, for the first time or again."""

    before: EntryStatus
    number: int
    minutes: int
    flags: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class HoursWithdrawn(ledger.Event):
    """A student took an entry back before it was verified."""

    before: EntryStatus
    number: int


@dataclass(frozen=True, kw_only=True)
class HoursVerified(ledger.Event):
    """Somebody verified an entry, a supervisor or the university as itself."""

    number: int
    minutes: int
    known_by: KnownBy | None
    as_university: bool


@dataclass(frozen=True, kw_only=True)
class HoursQueried(ledger.Event):
    """A supervisor sent an entry back, perhaps with an offer."""

    number: int
    offered: int | None


@dataclass(frozen=True, kw_only=True)
class HoursDeclined(ledger.Event):
    """A supervisor declined an entry for good."""

    number: int


@dataclass(frozen=True, kw_only=True)
class OfferAccepted(ledger.Event):
    """A student accepted what the supervisor offered, which verified the entry."""

    number: int
    minutes_before: int
    minutes_after: int


@dataclass(frozen=True, kw_only=True)
class DecisionUndone(ledger.Event):
    """The one who decided took it back within ten minutes."""

    decision: EntryAction
    number: int


@dataclass(frozen=True, kw_only=True)
class AmendmentAsked(ledger.Event):
    """A student asked to change a verified entry."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AmendmentSettled(ledger.Event):
    """A change that was asked for was accepted, declined or withdrawn."""

    status: AmendmentStatus
    number: int


@dataclass(frozen=True, kw_only=True)
class HoursReversed(ledger.Event):
    """A tutor or lead took a verified entry out of the totals."""

    number: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class HoursRestored(ledger.Event):
    """The programme lead let an entry count that was of a day after a check had lapsed."""

    number: int
    minutes: int
    why: str


@dataclass(frozen=True, kw_only=True)
class HoursTakenOver(ledger.Event):
    """A supervisor took an undecided entry over from one who left."""

    before: uuid.UUID | None
