"""Exceptions: two people agree, for a few days and on conditions, that work goes on while a check is mended."""

import enum
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


def binding(waivers: Iterable[Waiver]) -> Iterator[Waiver]:
    """Yield what holds: agreed by two, never too long, and for one check never too long in all."""
    spent: dict[str, int] = {}
    for each in sorted(waivers, key=lambda waiver: (waiver.starts, waiver.until)):
        if not each.is_agreed or not 1 <= each.days <= LONGEST_DAYS:
            continue
        if spent.get(each.code, 0) + each.days <= LONGEST_IN_ALL:
            spent[each.code] = spent.get(each.code, 0) + each.days
            yield each
