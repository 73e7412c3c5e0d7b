"""Who must agree to a change, how far it has come, and what a stop stops: tables and dates."""

import enum
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, time, timedelta
from typing import Final

from placement_portal.placements.rules import ChangeKind, ChangeStatus, NotAllowed, Side

BOTH: Final[AbstractSet[Side]] = frozenset(Side)
UNIVERSITY: Final[AbstractSet[Side]] = frozenset({Side.UNIVERSITY})
PROVIDER: Final[AbstractSet[Side]] = frozenset({Side.PROVIDER})

MUST_AGREE: Final[Mapping[ChangeKind, AbstractSet[Side]]] = {
    ChangeKind.DATES: BOTH,
    ChangeKind.EXTENSION: BOTH,
    ChangeKind.DAYS: BOTH,
    ChangeKind.SETTINGS: BOTH,
    ChangeKind.SUPERVISOR: PROVIDER,
    ChangeKind.PAUSE: UNIVERSITY,
    ChangeKind.RESUME: UNIVERSITY,
    ChangeKind.EARLY_END: BOTH,
    ChangeKind.CORRECTION: frozenset(),
}
"""Which sides a change needs; whoever is not asked is told."""

ONE_IS_ENOUGH: Final[AbstractSet[ChangeKind]] = frozenset({ChangeKind.EARLY_END})
"""Kinds for which either side alone decides."""

ASKS_ABOUT_CLIENTS: Final[AbstractSet[ChangeKind]] = frozenset(
    {ChangeKind.PAUSE, ChangeKind.EARLY_END, ChangeKind.SETTINGS, ChangeKind.SUPERVISOR}
)
"""None of these without an answer for each client and group; *X decides by …* is an answer."""

ASKED_FOR: Final = tuple(each for each in ChangeKind if each is not ChangeKind.CORRECTION)
"""What people ask for; a correction only puts right what was written down wrongly."""


class ChangeAction(enum.StrEnum):
    """What can be done to a change."""

    AGREE = "agree"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CALL_OFF = "call_off"


MOVES: Final[Mapping[tuple[ChangeStatus, ChangeAction], ChangeStatus]] = {
    (ChangeStatus.PROPOSED, ChangeAction.AGREE): ChangeStatus.AGREED,
    (ChangeStatus.PROPOSED, ChangeAction.DECLINE): ChangeStatus.DECLINED,
    (ChangeStatus.PROPOSED, ChangeAction.WITHDRAW): ChangeStatus.WITHDRAWN,
    (ChangeStatus.AGREED, ChangeAction.CALL_OFF): ChangeStatus.WITHDRAWN,
}
"""Every pair that is not here is refused; what is in force already is not called off but changed again."""


def move(status: ChangeStatus, action: ChangeAction) -> ChangeStatus:
    """Return the state after an act; raise `NotAllowed` naming both when the table has no such move."""
    try:
        return MOVES[status, action]
    except KeyError:
        raise NotAllowed(status, action) from None


def is_enough(kind: ChangeKind, agreed: Collection[Side]) -> bool:
    """Say whether the sides that agreed are all that a change needs."""
    needed = MUST_AGREE[kind]
    return not needed or (any(side in needed for side in agreed) if kind in ONE_IS_ENOUGH else needed <= set(agreed))


def still_needed(kind: ChangeKind, agreed: Collection[Side]) -> list[Side]:
    """Return the sides that a change waits for."""
    return [] if is_enough(kind, agreed) else [side for side in Side if side in MUST_AGREE[kind] - set(agreed)]


class Standing(enum.StrEnum):
    """How far a change has come, as it reads on a page."""

    WAITING = "waiting"
    AHEAD = "ahead"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def begins_on(kind: ChangeKind, from_day: date, changes: Iterable[Mapping[str, str | None]]) -> date:
    """Return the first day on which a change makes a difference.

    Other dates hold as soon as they are agreed; nobody notices before the first day, or after the last, that moved.
    """
    if kind not in {ChangeKind.DATES, ChangeKind.EXTENSION}:
        return from_day
    return min(_first_noticed(each) for each in changes)


def _first_noticed(change: Mapping[str, str | None]) -> date:
    earlier = min(date.fromisoformat(change[name] or "") for name in ("old", "new"))
    return earlier + timedelta(days=1) if change["what"] == "ends" else earlier


def standing(status: ChangeStatus, from_day: date, today: date) -> Standing:
    """Say how far a change has come; an agreed one is in force from its day on, without anybody doing anything."""
    if status is ChangeStatus.AGREED:
        return Standing.IN_FORCE if from_day <= today else Standing.AHEAD
    return {
        ChangeStatus.PROPOSED: Standing.WAITING,
        ChangeStatus.DECLINED: Standing.DECLINED,
        ChangeStatus.WITHDRAWN: Standing.WITHDRAWN,
    }[status]


class StopKind(enum.StrEnum):
    """What a stop stops."""

    STUDENT = "student"
    SUPERVISOR = "supervisor"
    SETTING = "setting"


def is_stopped(day: date, start: time, since: date, since_time: time, lifted: date | None) -> bool:
    """Say whether work that begins on a day at a local time comes after a stop, and before the day it is lifted."""
    return (day, start) >= (since, since_time) and (lifted is None or day < lifted)
