"""Exceptions: two people agree, for a few days and on conditions, that work goes on while a check is mended."""

import enum
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Final


class GateQuestion(enum.StrEnum):
    """What can be asked of the gate: three answers for a student, one before allocation, one for a supervisor."""

    ALLOCATION = "allocation"
    ON_SITE = "on_site"
    ACCOMPANIED = "accompanied"
    ALONE = "alone"
    ASSIGNMENT = "assignment"


class ExceptionCondition(enum.StrEnum):
    """What must be so while an exception lasts: from a list."""

    SUPERVISOR_IN_ROOM = "supervisor_in_room"
    ACCOMPANIED_ON_SITE = "accompanied_on_site"
    OBSERVES_ONLY = "observes_only"
    NO_NEW_CLIENTS = "no_new_clients"


class ExceptionReason(enum.StrEnum):
    """Why an exception is asked for: from a list, so that nothing of a person is written down."""

    RENEWAL = "renewal"
    OFFICER_AWAY = "officer_away"
    BOOKED = "booked"
    REGISTER_SLOW = "register_slow"


class ExceptionState(enum.StrEnum):
    """How far an exception has come: worked out from who agreed and the date, never kept."""

    WAITING = "waiting"
    AHEAD = "ahead"
    IN_FORCE = "in_force"
    OVER = "over"
    DECLINED = "declined"
    ENDED = "ended"


KEPT_MONTHS: Final = 6
"""So many months after the last day of an exception the note on its risk is deleted."""

LONGEST_DAYS: Final = 14
LONGEST_IN_ALL: Final = 28
ALL_THREE: Final = frozenset({GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED, GateQuestion.ALONE})
NOT_ALONE: Final = frozenset({GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED})
OPENS: Final[Mapping[ExceptionCondition, AbstractSet[GateQuestion]]] = {
    ExceptionCondition.SUPERVISOR_IN_ROOM: NOT_ALONE,
    ExceptionCondition.ACCOMPANIED_ON_SITE: NOT_ALONE,
    ExceptionCondition.OBSERVES_ONLY: frozenset({GateQuestion.ON_SITE}),
    ExceptionCondition.NO_NEW_CLIENTS: ALL_THREE,
}
"""What an exception can open under a condition; under several, only what every one of them lets open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception for one check: from a day to a day, on conditions, and the two people who agreed to it."""

    code: str
    starts: date
    until: date
    safeguarding_lead: str = ""
    programme_lead: str = ""
    conditions: AbstractSet[ExceptionCondition] = frozenset()
    school_checked_barred_list: bool = False

    @property
    def days(self) -> int:
        """How many days it lasts, both ends included."""
        return (self.until - self.starts).days + 1

    @property
    def is_agreed(self) -> bool:
        """Whether two different people agreed, one for the provider and one for the programme."""
        return bool(self.safeguarding_lead and self.programme_lead) and self.safeguarding_lead != self.programme_lead

    @property
    def opens(self) -> AbstractSet[GateQuestion]:
        """What it can open: nothing without a condition."""
        if not self.conditions:
            return frozenset()
        return frozenset.intersection(*(frozenset(OPENS[each]) for each in self.conditions))


def seal(salt: str, text: str) -> str:
    """Return what stands for a text where it is signed: it proves the text while it is kept, and survives it."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def state_of(waiver: Waiver, today: date, *, declined: bool, ended: bool) -> ExceptionState:
    """Say how far an exception has come; one that waits for its second person past its last day is over."""
    if declined:
        return ExceptionState.DECLINED
    if today > waiver.until:
        return ExceptionState.ENDED if ended else ExceptionState.OVER
    if not waiver.is_agreed:
        return ExceptionState.WAITING
    return ExceptionState.AHEAD if today < waiver.starts else ExceptionState.IN_FORCE


def problems(asked: Waiver, others: Iterable[Waiver], today: date) -> dict[str, str]:
    """Return what is wrong with an exception that somebody asks for, by the name of the question."""
    found: dict[str, str] = {}
    spent = sum(each.days for each in others if each.code == asked.code and each.days > 0)
    if asked.starts < today:
        found["starts"] = "An exception cannot begin before today."
    if asked.until < asked.starts:
        found["until"] = "The last day must not be before the first."
    elif asked.days > LONGEST_DAYS:
        found["until"] = f"An exception lasts {LONGEST_DAYS} days at most."
    elif spent + asked.days > LONGEST_IN_ALL:
        left = max(0, LONGEST_IN_ALL - spent)
        found["until"] = f"Exceptions for one check last {LONGEST_IN_ALL} days in all: {left} are left."
    if not asked.conditions:
        found["conditions"] = "Choose at least one condition."
    return found


def binding(waivers: Iterable[Waiver]) -> Iterator[Waiver]:
    """Yield what holds: agreed by two, never too long, and for one check never too long in all."""
    spent: dict[str, int] = {}
    for each in sorted(waivers, key=lambda waiver: (waiver.starts, waiver.until)):
        if not each.is_agreed or not 1 <= each.days <= LONGEST_DAYS:
            continue
        if spent.get(each.code, 0) + each.days <= LONGEST_IN_ALL:
            spent[each.code] = spent.get(each.code, 0) + each.days
            yield each
