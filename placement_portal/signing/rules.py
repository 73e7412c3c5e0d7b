"""What is true of the waiting room: its order, its groups, what one tick takes."""

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from placement_portal.hours.rules import monday_of, undo_until


class Waiting(Protocol):
    """One entry that waits for a decision; `flags` are what is unusual about it."""

    @property
    def id(self) -> UUID: ...
    @property
    def student_id(self) -> UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time: ...
    @property
    def flags(self) -> Collection[str]: ...


W = TypeVar("W", bound=Waiting)


@dataclass(frozen=True, slots=True)
class WaitingWeek(Generic[W]):
    """What waits of one student in one ISO week, in order of day and time."""

    student_id: UUID
    monday: date
    lines: tuple[W, ...]

    @property
    def key(self) -> str:
        """What a form sends to mean this week of this student."""
        return f"{self.student_id}~{self.monday.isoformat()}"


def in_order(lines: Iterable[W]) -> list[W]:
    """Return lines as the room shows them: the student who has waited longest first, then day and time."""
    known = tuple(lines)
    oldest: dict[UUID, date] = {}
    for line in known:
        oldest[line.student_id] = min(line.day, oldest.get(line.student_id, line.day))
    return sorted(known, key=lambda line: (oldest[line.student_id], line.student_id, line.day, line.start, line.id))


def by_student_and_week(lines: Iterable[W]) -> list[WaitingWeek[W]]:
    """Return lines grouped by student and ISO week, in the order of the room."""
    grouped = groupby(in_order(lines), key=lambda line: (line.student_id, monday_of(line.day)))
    return [WaitingWeek(student, monday, tuple(group)) for (student, monday), group in grouped]


def taken_by_tick_all(lines: Iterable[W]) -> list[W]:
    """Return the lines that *tick all* takes: never one with a flag, which is looked at by itself."""
    return [line for line in lines if not line.flags]


def ticked(lines: Iterable[W], ids: AbstractSet[UUID]) -> list[W]:
    """Return the lines somebody ticked one by one, flagged or not, in their order."""
    return [line for line in lines if line.id in ids]


def undo_deadline(decided_at: Iterable[datetime]) -> datetime | None:
    """Return until when decisions taken together can all be undone; None when there was none."""
    return min(map(undo_until, decided_at), default=None)
