"""What was logged, as rules see it: one entry, or several that stand alike added up."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.programmes.rules import CategoryGroup, is_client_work
from placement_portal.sites.rules import monday_of

HANDED_IN: Final = (EntryStatus.SUBMITTED, EntryStatus.VERIFIED)
NO_ID: Final = uuid.UUID(int=0)


@dataclass(slots=True)
class Tally:
    """One entry, or several that stand alike added up; `since` is the day on which the first was handed in.

    `extra` are minutes that a short session counts more, because the programme says what one hour is; `missed` is 1
    when the student was away from it. Not frozen, because a commit makes hundreds and a frozen one takes three times
    as long to make.
    """

    day: date
    group: CategoryGroup
    status: EntryStatus
    minutes: int
    sessions: int
    counts: bool = True
    is_reversed: bool = False
    entries: int = 1
    changing: int = 0
    since: date | None = None
    stopped: bool = False
    is_uncleared: bool = False
    is_shared: bool = False
    code: str = ""
    id: uuid.UUID = NO_ID
    site: uuid.UUID | None = None
    placement: uuid.UUID = NO_ID
    missed: int = 0
    extra: int = 0
    is_gated: bool = False
    is_capped: bool = False
    week: date = field(init=False, compare=False)
    stands: bool = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what every rule and every week of the strip asks for.

        The week is the Monday of its ISO week; it stands when it was neither declined nor taken back.
        """
        self.week = monday_of(self.day)
        self.stands = self.status is not EntryStatus.DECLINED and not self.is_reversed

    @property
    def outcome(self) -> SessionOutcome:
        """What did not take place has no minutes, so nothing is lost by saying that all did."""
        return SessionOutcome.TOOK_PLACE

    @property
    def is_stopped(self) -> bool:
        """Whether it is work with clients after a stop."""
        return self.stopped and is_client_work(self.group)

    @property
    def would_count(self) -> bool:
        """Whether nothing but a decision stands between it and the totals."""
        kept = self.counts and self.stands and not self.is_uncleared and not self.is_shared
        return kept and not self.is_stopped and not self.is_gated and not self.is_capped

    @property
    def is_countable(self) -> bool:
        """Whether it counts."""
        return self.status is EntryStatus.VERIFIED and self.would_count


def alike(tallies: Iterable[Tally]) -> list[Tally]:
    """Add up the days of what stands alike, for everything that does not ask for days: ten tallies, not hundreds."""
    found: dict[tuple[object, ...], Tally] = {}
    for tally in tallies:
        marks = tally.counts, tally.is_reversed, tally.stopped, tally.is_uncleared, tally.is_shared
        key = tally.group, tally.code, tally.status, marks, tally.is_gated, tally.is_capped
        known = found.get(key)
        if known is None:
            found[key] = replace(tally)
            continue
        known.minutes += tally.minutes
        known.sessions += tally.sessions
        known.entries += tally.entries
        known.changing += tally.changing
        known.missed += tally.missed
        known.extra += tally.extra
        known.since = min(known.since, tally.since) if known.since and tally.since else known.since or tally.since
    return list(found.values())
