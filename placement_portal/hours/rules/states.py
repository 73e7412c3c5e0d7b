"""The states of entries and amendments, and every move between them."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from typing import Final

from placement_portal.placements.rules import NotAllowed


class EntryStatus(enum.StrEnum):
    """Where an entry stands; QUERIED reads "sent back" on screen."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    QUERIED = "queried"
    DECLINED = "declined"


class EntryAction(enum.StrEnum):
    """What can be done to the state of an entry."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    VERIFY = "verify"
    QUERY = "query"
    DECLINE = "decline"
    RESUBMIT = "resubmit"
    ACCEPT_OFFER = "accept_offer"
    UNDO_VERIFY = "undo_verify"
    UNDO_QUERY = "undo_query"
    UNDO_DECLINE = "undo_decline"


class SessionOutcome(enum.StrEnum):
    """What became of a planned session; children "did not come"."""

    TOOK_PLACE = "took_place"
    DID_NOT_COME_NOT_BROUGHT = "did_not_come_not_brought"
    DID_NOT_COME_ILL = "did_not_come_ill"
    DID_NOT_COME_ASLEEP = "did_not_come_asleep"
    DID_NOT_COME_AWAY = "did_not_come_away"
    CANCELLED_BY_SETTING = "cancelled_by_setting"
    STUDENT_AWAY_AGREED = "student_away_agreed"
    STUDENT_AWAY_TOLD_ON_DAY = "student_away_told_on_day"
    CLOSED = "closed"


class KnownBy(enum.StrEnum):
    """How the one who decides knows that an entry is right."""

    OWN_KNOWLEDGE = "own_knowledge"
    SETTING_RECORDS = "setting_records"
    TALKED_THROUGH = "talked_through"


NEEDS_BASIS: Final = (
    "You did not supervise on that day, so you cannot know it yourself. "
    "Say how you know: from the setting's records, or talked through with the student."
)


class AmendmentStatus(enum.StrEnum):
    """Where a change asked for after verifying stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AmendmentAction(enum.StrEnum):
    """What can be done to a change that was asked for."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class VersionKind(enum.StrEnum):
    """Why a version of an entry's content was kept."""

    SUBMITTED = "submitted"
    OFFERED = "offered"
    AMENDED = "amended"


MOVES: Final[Mapping[tuple[EntryStatus, EntryAction], EntryStatus]] = {
    (EntryStatus.DRAFT, EntryAction.SUBMIT): EntryStatus.SUBMITTED,
    (EntryStatus.SUBMITTED, EntryAction.WITHDRAW): EntryStatus.DRAFT,
    (EntryStatus.SUBMITTED, EntryAction.VERIFY): EntryStatus.VERIFIED,
    (EntryStatus.SUBMITTED, EntryAction.QUERY): EntryStatus.QUERIED,
    (EntryStatus.SUBMITTED, EntryAction.DECLINE): EntryStatus.DECLINED,
    (EntryStatus.QUERIED, EntryAction.RESUBMIT): EntryStatus.SUBMITTED,
    (EntryStatus.QUERIED, EntryAction.ACCEPT_OFFER): EntryStatus.VERIFIED,
    (EntryStatus.QUERIED, EntryAction.WITHDRAW): EntryStatus.DRAFT,
    (EntryStatus.VERIFIED, EntryAction.UNDO_VERIFY): EntryStatus.SUBMITTED,
    (EntryStatus.QUERIED, EntryAction.UNDO_QUERY): EntryStatus.SUBMITTED,
    (EntryStatus.DECLINED, EntryAction.UNDO_DECLINE): EntryStatus.SUBMITTED,
}
"""Every pair that is not here is refused; after verifying, an amendment or a reversal stands beside the entry."""

UNDO_OF: Final[Mapping[EntryAction, EntryAction]] = {
    EntryAction.VERIFY: EntryAction.UNDO_VERIFY,
    EntryAction.QUERY: EntryAction.UNDO_QUERY,
    EntryAction.DECLINE: EntryAction.UNDO_DECLINE,
}
"""Which action takes back which decision; accepting an offer is the student's act and is not undone."""

UNDO_WINDOW: Final = timedelta(minutes=10)

EDITABLE: Final[AbstractSet[EntryStatus]] = frozenset({EntryStatus.DRAFT, EntryStatus.QUERIED})
"""Where the student may change the content; only drafts may be deleted."""

AMENDMENT_MOVES: Final[Mapping[tuple[AmendmentStatus, AmendmentAction], AmendmentStatus]] = {
    (AmendmentStatus.PENDING, AmendmentAction.ACCEPT): AmendmentStatus.ACCEPTED,
    (AmendmentStatus.PENDING, AmendmentAction.DECLINE): AmendmentStatus.DECLINED,
    (AmendmentStatus.PENDING, AmendmentAction.WITHDRAW): AmendmentStatus.WITHDRAWN,
}


def move(status: EntryStatus, action: EntryAction) -> EntryStatus:
    """Return the state after `action`; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def move_amendment(status: AmendmentStatus, action: AmendmentAction) -> AmendmentStatus:
    """Return the state of an amendment after `action`; raise `NotAllowed` when it was decided before."""
    try:
        return AMENDMENT_MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def undo_until(decided_at: datetime) -> datetime:
    """Return the instant until which the one who decided may take it back."""
    return decided_at + UNDO_WINDOW


def may_undo(decided_at: datetime, now: datetime) -> bool:
    """Say whether a decision may still be taken back at `now`; the last second counts."""
    return decided_at <= now <= undo_until(decided_at)


def attended(outcome: SessionOutcome) -> bool:
    """Say whether the session took place."""
    return outcome is SessionOutcome.TOOK_PLACE


def minutes_counted(outcome: SessionOutcome, planned: int) -> int:
    """Return the minutes of an entry: as planned when the session took place, else none."""
    return planned if attended(outcome) else 0
