"""What entries add up to, four ways, and why the rest does not count."""

import enum
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from placement_portal.hours.rules.states import EntryStatus, SessionOutcome, attended


class NotCountedReason(enum.StrEnum):
    """Why the minutes of an entry are not countable."""

    DECLINED = "declined"
    REVERSED = "reversed"
    STOPPED = "stopped"
    UNCLEARED = "uncleared"
    SHARED = "shared"
    NOT_ATTENDED = "not_attended"
    CATEGORY_NOT_COUNTED = "category_not_counted"
    GATED = "gated"
    CAPPED = "capped"
    NOT_SUBMITTED = "not_submitted"
    SENT_BACK = "sent_back"
    WAITING = "waiting"


NOT_COUNTED_SENTENCES: Final[Mapping[NotCountedReason, str]] = {
    NotCountedReason.DECLINED: "It was declined.",
    NotCountedReason.REVERSED: "It was verified, and taken back later by the university.",
    NotCountedReason.STOPPED: "Work with clients was stopped on that day.",
    NotCountedReason.UNCLEARED: "A check was not in place on that day.",
    NotCountedReason.SHARED: "In a group only a part of the time counts: the session shows the sum.",
    NotCountedReason.NOT_ATTENDED: "The session did not take place.",
    NotCountedReason.CATEGORY_NOT_COUNTED: "This kind of time is recorded but not counted.",
    NotCountedReason.GATED: "Supervision has not looked back at that time yet.",
    NotCountedReason.CAPPED: "It is beyond the most that counts of this kind of work.",
    NotCountedReason.NOT_SUBMITTED: "It is a draft: submit it.",
    NotCountedReason.SENT_BACK: "It was sent back to you: change it, or accept what was offered.",
    NotCountedReason.WAITING: "It is waiting for your supervisor.",
}


class Counted(Protocol):
    """What the totals need of an entry, or of many entries added up by a query."""

    @property
    def status(self) -> EntryStatus: ...
    @property
    def minutes(self) -> int: ...
    @property
    def outcome(self) -> SessionOutcome: ...
    @property
    def counts(self) -> bool: ...
    @property
    def is_reversed(self) -> bool: ...
    @property
    def is_stopped(self) -> bool: ...
    @property
    def is_uncleared(self) -> bool: ...
    @property
    def is_shared(self) -> bool: ...
    @property
    def is_gated(self) -> bool: ...
    @property
    def is_capped(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class CountedSum:
    """Minutes of entries that share everything the totals ask for, as a query adds them up."""

    status: EntryStatus
    minutes: int
    outcome: SessionOutcome = SessionOutcome.TOOK_PLACE
    counts: bool = True
    is_reversed: bool = False
    is_stopped: bool = False
    is_uncleared: bool = False
    is_shared: bool = False
    is_gated: bool = False
    is_capped: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes four ways; `credited` stands in `countable` too, and recorded + credited = countable + not countable."""

    recorded: int
    submitted: int
    verified: int
    countable: int
    credited: int
    not_countable: Mapping[NotCountedReason, int]


_OPEN_REASONS: Final[Mapping[EntryStatus, NotCountedReason]] = {
    EntryStatus.DRAFT: NotCountedReason.NOT_SUBMITTED,
    EntryStatus.QUERIED: NotCountedReason.SENT_BACK,
    EntryStatus.SUBMITTED: NotCountedReason.WAITING,
}
_HANDED_IN: Final = frozenset({EntryStatus.SUBMITTED, EntryStatus.VERIFIED})


def why_not_counted(entry: Counted) -> NotCountedReason | None:
    """Return why an entry does not count, what nobody can mend first; None when it counts."""
    if entry.status is EntryStatus.DECLINED:
        return NotCountedReason.DECLINED
    if entry.is_reversed:
        return NotCountedReason.REVERSED
    if not attended(entry.outcome):
        return NotCountedReason.NOT_ATTENDED
    return _lost(entry) or _OPEN_REASONS.get(entry.status) or _beyond(entry)


def _lost(entry: Counted) -> NotCountedReason | None:
    """Return why something does not count whoever decides about it."""
    if entry.is_stopped:
        return NotCountedReason.STOPPED
    if entry.is_uncleared:
        return NotCountedReason.UNCLEARED
    if entry.is_shared:
        return NotCountedReason.SHARED
    return None if entry.counts else NotCountedReason.CATEGORY_NOT_COUNTED


def _beyond(entry: Counted) -> NotCountedReason | None:
    """Return which rule of the programme lets something not count though it is verified."""
    if entry.is_gated:
        return NotCountedReason.GATED
    return NotCountedReason.CAPPED if entry.is_capped else None


def is_verified(entry: Counted) -> bool:
    """Say whether an entry stands verified, and was not reversed."""
    return entry.status is EntryStatus.VERIFIED and not entry.is_reversed


def total(entries: Iterable[Counted], credited: int = 0) -> Totals:
    """Add up minutes four ways; `credited` are minutes brought forward, countable from the start.

    *Submitted* is what is handed in and not sent back, declined or reversed: waiting or verified.
    """
    recorded = submitted = verified = countable = 0
    reasons: Counter[NotCountedReason] = Counter()
    for entry in entries:
        recorded += entry.minutes
        submitted += entry.minutes * (entry.status in _HANDED_IN and not entry.is_reversed)
        verified += entry.minutes * is_verified(entry)
        reason = why_not_counted(entry)
        if reason is None:
            countable += entry.minutes
        else:
            reasons[reason] += entry.minutes
    return Totals(recorded, submitted, verified, countable + credited, credited, dict(reasons))
