"""What is true of entries: their states, their moves, what they add up to."""

import enum


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


class AmendmentStatus(enum.StrEnum):
    """Where a change asked for after verifying stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class VersionKind(enum.StrEnum):
    """Why a version of an entry's content was kept."""

    SUBMITTED = "submitted"
    OFFERED = "offered"
    AMENDED = "amended"


class EntryFlag(enum.StrEnum):
    """What is unusual about an entry; shown to student and supervisor, never a refusal."""

    OVERLAP = "overlap"
    LONG_DAY = "long_day"
    CLOSED_DAY = "closed_day"
    OFF_TIMETABLE = "off_timetable"
