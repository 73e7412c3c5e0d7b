"""Why verified time does not count, or only a part of it: by which rule, read back from what is kept of a year."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

from placement_portal.hours.rules import CountedSum, EntryStatus
from placement_portal.programmes.rules import CategoryGroup, Window, about, groups_from
from placement_portal.progress.rules.gates import next_period, period_of


class Line(Protocol):
    """An entry as far as its place in the order and its work go."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def day(self) -> date: ...
    @property
    def minutes(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Hold:
    """A rule that cuts off or holds back: from which entry on, or in which weeks or months (their first days)."""

    name: str
    number: int
    groups: AbstractSet[CategoryGroup]
    codes: AbstractSet[str]
    window: Window
    place: tuple[date, uuid.UUID] | None
    minutes: int
    periods: AbstractSet[date]

    @property
    def is_gate(self) -> bool:
        """Whether supervision that looks back lets it count again."""
        return self.place is None

    def leaves(self, line: Line, group: CategoryGroup, code: str) -> int:
        """Return how many minutes of an entry it lets count."""
        if not about(self.groups, self.codes, group, code):
            return line.minutes
        if self.place is None:
            return 0 if period_of(line.day, self.window) in self.periods else line.minutes
        here = (line.day, line.id)
        return line.minutes if here < self.place else self.minutes if here == self.place else 0

    def spans(self) -> list[tuple[date, date]]:
        """Return the weeks or months that are held back, each from its first day to the first day after."""
        return [(first, next_period(first, self.window)) for first in sorted(self.periods)]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """What a rule leaves of one entry, and a sentence that names the rule and its version."""

    hold: Hold
    minutes: int

    @property
    def sentence(self) -> str:
        """Why it does not count, or not all of it."""
        rule = f"rule “{self.hold.name}”, version {self.hold.number}"
        if self.hold.is_gate:
            return f"It counts once supervision has looked back at that time ({rule})."
        if self.minutes:
            return f"{self.minutes} min of it count; the rest is beyond the most that counts ({rule})."
        return f"It is beyond the most that counts of this kind of work ({rule})."


@dataclass(frozen=True, slots=True)
class Moved:
    """Minutes of one category on one placement that are held back or cut off, and those that count for more."""

    code: str
    group: CategoryGroup
    gated: int
    capped: int
    extra: int


NOTHING: Final[Sequence[Hold]] = ()


@dataclass(frozen=True, slots=True)
class Holds:
    """What is kept about verified time, by placement; most have nothing."""

    holds: Mapping[uuid.UUID, Sequence[Hold]] = field(default_factory=dict)
    moved: Mapping[uuid.UUID, Sequence[Moved]] = field(default_factory=dict)

    def of(self, placement: uuid.UUID, line: Line, group: CategoryGroup, code: str) -> HeldBack | None:
        """Return what keeps a verified entry from counting in full; None when nothing does."""
        found = (HeldBack(hold, hold.leaves(line, group, code)) for hold in self.holds.get(placement, NOTHING))
        return next((each for each in found if each.minutes < line.minutes), None)


def holds_from(rows: Mapping[uuid.UUID, Mapping[str, Any]]) -> Holds:
    """Read back what is kept of the years of some placements."""
    return Holds(
        {placement: list(_holds(kept)) for placement, kept in rows.items()},
        {placement: list(_moved(kept, placement)) for placement, kept in rows.items()},
    )


def _holds(kept: Mapping[str, Any]) -> Iterator[Hold]:
    """Yield gates first: what they hold back is not there for a cap to cut off."""
    for each in kept.get("gates", ()):
        periods = frozenset(date.fromisoformat(day) for day in each["periods"])
        yield _hold(each, groups_from(each["of"]), frozenset(), None, 0, periods)
    for each in kept.get("cuts", ()):
        place = date.fromisoformat(each["day"]), uuid.UUID(each["entry"])
        yield _hold(each, groups_from(each["groups"]), frozenset(each["codes"]), place, each["minutes"], frozenset())


def _hold(each: Mapping[str, Any], groups: AbstractSet[CategoryGroup], codes: AbstractSet[str], *rest: Any) -> Hold:
    return Hold(each["name"], each["number"], groups, codes, Window(each["window"]), *rest)


def _moved(kept: Mapping[str, Any], placement: uuid.UUID) -> Iterator[Moved]:
    mine = (rest for at, *rest in kept.get("moved", ()) if at == str(placement))
    yield from (Moved(code, CategoryGroup(group), *minutes) for code, group, *minutes in mine)


def parts(counted: CountedSum, gated: int, capped: int) -> list[CountedSum]:
    """Take minutes that are held back or cut off out of a verified sum, as sums of their own."""
    assert counted.status is EntryStatus.VERIFIED
    shares = ((counted.minutes - gated - capped, False, False), (gated, True, False), (capped, False, True))
    return [
        CountedSum(
            counted.status,
            minutes,
            counted.outcome,
            counted.counts,
            counted.is_reversed,
            counted.is_stopped,
            counted.is_uncleared,
            counted.is_shared,
            is_gated,
            is_capped,
        )
        for minutes, is_gated, is_capped in shares
        if minutes
    ]
