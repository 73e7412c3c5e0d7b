"""What is true of a list of hours: what narrows it, where a page ends, how its sums open to their entries."""

import enum
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from placement_portal.hours.rules import (
    NOT_COUNTED_SENTENCES,
    CountedSum,
    EntryStatus,
    NotCountedReason,
    SessionOutcome,
    Totals,
    total,
)
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.progress.rules import verdict

PAGE: Final = 25


SAID_TO_STAFF: Final[Mapping[NotCountedReason, str]] = {
    **NOT_COUNTED_SENTENCES,
    NotCountedReason.NOT_SUBMITTED: "It is a draft.",
    NotCountedReason.SENT_BACK: "It was sent back to the student.",
    NotCountedReason.WAITING: "It is waiting for the supervisor.",
}
"""Why an entry does not count, as those read it who cannot mend it."""


@functools.lru_cache(maxsize=1024)
def said(
    status: EntryStatus,
    outcome: SessionOutcome,
    counts: bool,
    is_reversed: bool,
    is_stopped: bool = False,
    gap: str | None = None,
    *,
    to_staff: bool = False,
) -> str:
    """Say whether an entry counts and why not; there are few ways to stand, so each is worked out once."""
    found = verdict(CountedSum(status, 0, outcome, counts, is_reversed, is_stopped, gap is not None), gap)
    is_plain = found.reason is not None and found.gap is None
    return SAID_TO_STAFF[found.reason] if to_staff and is_plain and found.reason else found.sentence


class Sum(enum.StrEnum):
    """One of the four totals, or what counts in none: each opens to its entries."""

    RECORDED = "recorded"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    COUNTABLE = "countable"
    NOT_COUNTABLE = "not_countable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What a list is narrowed to; nothing given means everything. Only their writer finds words in drafts."""

    placement_id: UUID | None = None
    month: date | None = None
    status: EntryStatus | None = None
    category_id: UUID | None = None
    group: CategoryGroup | None = None
    sum: Sum | None = None
    text: str = ""
    in_drafts: bool = True

    @property
    def last_day(self) -> date | None:
        """The last day of the month."""
        return (self.month + timedelta(days=31)).replace(day=1) - timedelta(days=1) if self.month else None


EVERYTHING = Narrowed()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of a list ended: the day and id of its last line."""

    day: date
    id: UUID

    def __str__(self) -> str:
        return f"{self.day.isoformat()}~{self.id}"


def place(text: str) -> Place | None:
    """Read a place back; None when it is none."""
    day, _, key = text.partition("~")
    try:
        return Place(date.fromisoformat(day), UUID(key))
    except ValueError:
        return None


def month(text: str) -> date | None:
    """Read a month such as 2026-11; None when it is none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


@functools.lru_cache
def months(first: date, last: date) -> tuple[date, ...]:
    """Return the first days of the months from one day to another, newest first."""
    found, at = [], last.replace(day=1)
    while at >= first.replace(day=1):
        found.append(at)
        at = (at - timedelta(days=1)).replace(day=1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Summed:
    """Minutes of entries of one kind that stand alike."""

    category_id: UUID
    category: str
    group: CategoryGroup
    sum: CountedSum


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Totals four ways, whole and by group, in the order of the groups."""

    whole: Totals
    groups: Mapping[CategoryGroup, Totals] = field(default_factory=dict)


def sums(summed: Iterable[Summed], credited: Mapping[CategoryGroup, int]) -> Sums:
    """Add up what a query summed; `credited` are minutes brought forward, by group."""
    rows = list(summed)
    groups = {
        group: total((each.sum for each in rows if each.group is group), credited.get(group, 0))
        for group in CategoryGroup
        if group in credited or any(each.group is group for each in rows)
    }
    return Sums(whole=total((each.sum for each in rows), sum(credited.values())), groups=groups)
