"""What is true of loads and weeks: how full a supervisor is, and who is somewhere on which weekday."""

import enum
from collections.abc import Iterable, Mapping
from datetime import time
from typing import Final, Protocol, TypeVar

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class LoadState(enum.StrEnum):
    """How full a supervisor is."""

    NOT_SAID = "not_said"
    FREE = "free"
    NEARLY_FULL = "nearly_full"
    FULL = "full"
    OVER = "over"


def load_state(students: int, capacity: int | None) -> LoadState:
    """Say how full somebody is who supervises so many; one more to go is nearly full."""
    if capacity is None:
        return LoadState.NOT_SAID
    left = capacity - students
    if left < 0:
        return LoadState.OVER
    return {0: LoadState.FULL, 1: LoadState.NEARLY_FULL}.get(left, LoadState.FREE)


class Habit(Protocol):
    """A weekly habit of somebody at a setting."""

    @property
    def weekday(self) -> int: ...
    @property
    def begins(self) -> time: ...
    @property
    def who(self) -> str: ...


H = TypeVar("H", bound=Habit)


def by_weekday(habits: Iterable[H]) -> Mapping[int, list[H]]:
    """Return who is there on each weekday that has anybody, in order of time and name; Monday is 0."""
    found: dict[int, list[H]] = {}
    for each in sorted(habits, key=lambda habit: (habit.weekday, habit.begins, habit.who)):
        found.setdefault(each.weekday, []).append(each)
    return found
