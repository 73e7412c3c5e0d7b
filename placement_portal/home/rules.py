"""What is true of homes: how long news is news, and how the list of what a provider hosts is narrowed."""

import enum
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import Final

from placement_portal.placements.rules import BEFORE_START, ENDED, GRACE_DAYS, UNDER_WAY, PlacementStatus

NEWS_DAYS: Final = 7
"""So many days back a verified hour is news."""

MOST_LISTED: Final = 10
"""So many things to do are named; the rest is counted."""

WEEKS_SHOWN: Final = 12
PAGE: Final = 50


class FirstStep(enum.StrEnum):
    """What a provider does before its first student comes, in this order."""

    SETTING = "setting"
    SUPERVISOR = "supervisor"
    PASSPORT = "passport"
    OFFER = "offer"


class HostedFilter(enum.StrEnum):
    """Which placements of a provider are listed."""

    RUNNING = "running"
    TO_COME = "to_come"
    NO_SUPERVISOR = "no_supervisor"
    ENDED = "ended"
    ALL = "all"


HOSTED_WORDS: Final[Mapping[HostedFilter, str]] = {
    HostedFilter.RUNNING: "Running",
    HostedFilter.TO_COME: "To come",
    HostedFilter.NO_SUPERVISOR: "No supervisor",
    HostedFilter.ENDED: "Ended",
    HostedFilter.ALL: "All",
}

STATES: Final[Mapping[HostedFilter, AbstractSet[PlacementStatus]]] = {
    HostedFilter.RUNNING: UNDER_WAY,
    HostedFilter.TO_COME: BEFORE_START,
    HostedFilter.NO_SUPERVISOR: UNDER_WAY | {PlacementStatus.MATCHED, PlacementStatus.READY_TO_START},
    HostedFilter.ENDED: ENDED,
    HostedFilter.ALL: frozenset(PlacementStatus),
}


def still_shown(ends: date, today: date) -> bool:
    """Say whether a placement that ends on a day still stands among those that a supervisor looks after."""
    return today <= ends + timedelta(days=GRACE_DAYS)
