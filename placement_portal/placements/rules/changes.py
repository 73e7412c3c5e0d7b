"""What can change about a placement, where such a change stands, and what holds on each day."""

import enum
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeAlias, TypeVar

from placement_portal.placements.rules.pauses import Pause, pause_on
from placement_portal.placements.rules.states import UNDER_WAY, PlacementStatus

V = TypeVar("V")
Steps: TypeAlias = Sequence[tuple[date, V]]
"""From which days which values hold, in the order of the days; before the first of them a base holds."""


class ChangeKind(enum.StrEnum):
    """What a change is about."""

    DATES = "dates"
    EXTENSION = "extension"
    DAYS = "days"
    SETTINGS = "settings"
    SUPERVISOR = "supervisor"
    PAUSE = "pause"
    RESUME = "resume"
    EARLY_END = "early_end"
    CORRECTION = "correction"


class ChangeStatus(enum.StrEnum):
    """Where a change stands; whether an agreed one is in force is worked out from its day."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Side(enum.StrEnum):
    """Which of the two organisations answers."""

    UNIVERSITY = "university"
    PROVIDER = "provider"


def in_force_on(base: V, steps: Iterable[tuple[date, V]], on: date) -> V:
    """Return what holds on a day: the value of the latest step that has begun, else the base."""
    begun = [(day, value) for day, value in steps if day <= on]
    return max(begun, key=lambda step: step[0])[1] if begun else base


def put(steps: Iterable[tuple[date, V]], day: date, value: V) -> list[tuple[date, V]]:
    """Return the steps with a value from a day on, until the next step; one of the same day gives way."""
    return sorted([*((each, kept) for each, kept in steps if each != day), (day, value)], key=lambda step: step[0])


def without(steps: Iterable[tuple[date, V]], day: date) -> list[tuple[date, V]]:
    """Return the steps without the one of a day: what held before it goes on."""
    return [(each, value) for each, value in steps if each != day]


def status_on(
    state: PlacementStatus,
    on: date,
    *,
    pauses: Sequence[Pause] = (),
    early_end: date | None = None,
) -> PlacementStatus:
    """Return where a placement stands on a day: what people decided, with pauses and early ends that were agreed ahead.

    A pause without a last day goes on until somebody ends it; the last day of work counts as work.
    """
    if state not in UNDER_WAY:
        return state
    if early_end is not None and on > early_end:
        return PlacementStatus.ENDED_EARLY
    if not pauses:
        return state
    return PlacementStatus.PAUSED if pause_on(pauses, on) else PlacementStatus.ACTIVE
