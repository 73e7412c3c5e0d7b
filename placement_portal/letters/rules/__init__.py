"""What is true of letters of assurance: their states, what their page answers, how guessing a code is slowed."""

import enum
from datetime import date, datetime, timedelta
from typing import Final


class LetterState(enum.StrEnum):
    """What people did with a letter; whether it holds today is computed when somebody reads it."""

    LIVE = "live"
    REPLACED = "replaced"
    REVOKED = "revoked"


class LetterStanding(enum.StrEnum):
    """What a letter's page answers: never why."""

    CURRENT = "current"
    ENDED = "ended"
    NOT_CURRENT = "not_current"


class IdentityShown(enum.StrEnum):
    """What the student shows at the door, to be laid beside the letter."""

    STUDENT_CARD = "student_card"
    PROVIDER_BADGE = "provider_badge"
    PHOTO_ID = "photo_id"


CODE_DIGITS: Final = 6
FREE_TRIES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)
FIRST_WAIT: Final = timedelta(seconds=30)
OPENED_FOR: Final = timedelta(minutes=30)
"""So long a browser that gave the code may read the letter again without it."""

RING_FIRST: Final = timedelta(hours=2)
"""So long the setting is written to only when the safeguarding lead says that the student has been rung."""


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong codes in a row: doubling from the fifth on, never a lock-out."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    doubled: timedelta = FIRST_WAIT * 2 ** min(wrong - FREE_TRIES, 10)
    return min(LONGEST_WAIT, doubled)


def must_wait(wrong: int, last: datetime | None, now: datetime) -> int:
    """Return how many seconds to wait before the next try; 0 when it may be made now."""
    if last is None:
        return 0
    left = (last + wait_after(wrong) - now).total_seconds()
    return max(0, -int(-left // 1))


def standing(
    state: LetterState, *, last_day: date | None, on: date, stopped: bool, paused: bool, may_come: bool
) -> LetterStanding:
    """Say whether a letter holds on a day; without a last day the placement is over, whatever its dates say.

    A letter that was replaced or revoked says nothing about anybody any more, not even that something ended.
    """
    if state is not LetterState.LIVE:
        return LetterStanding.NOT_CURRENT
    if last_day is None or on > last_day:
        return LetterStanding.ENDED
    held = may_come and not stopped and not paused
    return LetterStanding.CURRENT if held else LetterStanding.NOT_CURRENT


def due_at(stopped_at: datetime) -> datetime:
    """Return when a setting is written to at the latest after a stop."""
    return stopped_at + RING_FIRST
