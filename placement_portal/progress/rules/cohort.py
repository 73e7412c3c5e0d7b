"""Who needs you first, in which order, and why in words."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from placement_portal.progress.rules.states import GRAVITY, RuleState

QUIET_DAYS: Final = 14
"""So many running days without an entry are worth a word. A choice of the product."""

WAITING_DAYS: Final = 14
"""So many days of waiting for a supervisor are worth a word. A choice of the product."""

NEVER: Final = 10_000
"""Stands for the silence of somebody who logged nothing yet: longer than any."""


class NeedKey(enum.StrEnum):
    """Why somebody needs a look."""

    NOT_POSSIBLE = "not_possible"
    NEEDS_A_PLAN = "needs_a_plan"
    BEHIND = "behind"
    NOTHING_LOGGED = "nothing_logged"
    NEVER_LOGGED = "never_logged"
    WAITING_LONG = "waiting_long"
    SENT_BACK = "sent_back"
    NO_PLACEMENT = "no_placement"
    UNCLEARED = "uncleared"


NEED_SENTENCES: Final[Mapping[NeedKey, str]] = {
    NeedKey.NOT_POSSIBLE: "A target is not possible any more as planned.",
    NeedKey.NEEDS_A_PLAN: "A target needs a plan.",
    NeedKey.BEHIND: "Behind the plan.",
    NeedKey.NOTHING_LOGGED: "Nothing logged for {days} days.",
    NeedKey.NEVER_LOGGED: "Nothing logged yet.",
    NeedKey.WAITING_LONG: "Hours have been waiting for the supervisor for {waiting} days.",
    NeedKey.SENT_BACK: "Hours were sent back and not answered yet.",
    NeedKey.NO_PLACEMENT: "No placement yet.",
    NeedKey.UNCLEARED: "Hours do not count because a check was not in place. Entries: {uncleared}.",
}

_BY_STATE: Final[Mapping[RuleState, NeedKey]] = {
    RuleState.NOT_POSSIBLE: NeedKey.NOT_POSSIBLE,
    RuleState.NEEDS_A_PLAN: NeedKey.NEEDS_A_PLAN,
    RuleState.BEHIND: NeedKey.BEHIND,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What one student's row on the cohort page is ordered by; days are running days, None when nothing was logged."""

    worst: RuleState
    days_since_entry: int | None = None
    waiting_days: int = 0
    sent_back: int = 0
    name: str = ""
    placed: bool = True
    uncleared: int = 0


def need_order(standing: Standing) -> tuple[int, int, int, str]:
    """Return a key that puts first who needs somebody first: worst state, longest silence, longest wait, then name."""
    running = standing.worst is not RuleState.NOT_ACTIVE
    silence = standing.days_since_entry if standing.days_since_entry is not None else NEVER
    return -GRAVITY[standing.worst], -silence * running, -standing.waiting_days, standing.name.casefold()


MOST_DAYS: Final = NEVER - 1


def urgency(standing: Standing) -> int:
    """Return one number that orders as `need_order` does, but for the name: the greater, the sooner.

    Who has no placement stands before those who are on course: nobody can log what nobody offered.
    """
    gravity, silence, waiting, _ = (-part if isinstance(part, int) else 0 for part in need_order(standing))
    if not standing.placed:
        gravity, silence = GRAVITY[RuleState.ON_COURSE], NEVER
    return (gravity * NEVER + min(silence, MOST_DAYS)) * NEVER + min(waiting, MOST_DAYS)


def _needs(standing: Standing) -> Iterator[NeedKey]:
    running = standing.worst is not RuleState.NOT_ACTIVE
    silence = standing.days_since_entry
    if standing.worst in _BY_STATE:
        yield _BY_STATE[standing.worst]
    checks = {
        NeedKey.NEVER_LOGGED: running and silence is None,
        NeedKey.NOTHING_LOGGED: running and silence is not None and silence >= QUIET_DAYS,
        NeedKey.WAITING_LONG: standing.waiting_days >= WAITING_DAYS,
        NeedKey.SENT_BACK: standing.sent_back > 0,
        NeedKey.NO_PLACEMENT: not standing.placed,
        NeedKey.UNCLEARED: standing.uncleared > 0,
    }
    yield from (key for key, holds in checks.items() if holds)


@dataclass(frozen=True, slots=True)
class Need:
    """One reason to look, as a key to label it and as a whole sentence."""

    key: NeedKey
    sentence: str


def values_of(standing: Standing) -> dict[str, int | None]:
    """Return what fills the places of the sentences."""
    return {
        "days": standing.days_since_entry,
        "waiting": standing.waiting_days,
        "uncleared": standing.uncleared,
    }


def needs(standing: Standing) -> list[Need]:
    """Return why a student needs a look, the gravest first; an empty list means nobody has to do anything."""
    values = values_of(standing)
    return [Need(key, NEED_SENTENCES[key].format(**values)) for key in _needs(standing)]


Row = TypeVar("Row")


def who_needs_you_first(rows: Mapping[Row, Standing]) -> list[Row]:
    """Return the rows of a cohort in the order in which they need somebody."""
    return sorted(rows, key=lambda row: need_order(rows[row]))
