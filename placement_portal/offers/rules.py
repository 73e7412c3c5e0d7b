"""What is true of placement offers: whom one meets there, their states and moves, and when days fit."""

import enum
import math
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Final

from placement_portal.placements.rules import NotAllowed


class ClientGroup(enum.StrEnum):
    """Whom one meets at a setting, in coarse words: never a diagnosis of somebody."""

    EARLY_YEARS = "early_years"
    PRIMARY = "primary"
    SECONDARY = "secondary"
    ADULTS = "adults"
    OLDER_ADULTS = "older_adults"
    FAMILIES = "families"
    LEARNING_DISABILITY = "learning_disability"
    AUTISM = "autism"
    MENTAL_HEALTH = "mental_health"
    PHYSICAL_DISABILITY = "physical_disability"
    REHABILITATION = "rehabilitation"
    HOSPITAL = "hospital"
    END_OF_LIFE = "end_of_life"


class OfferStatus(enum.StrEnum):
    """Where an offer stands; worked out from its places, so that it cannot disagree with them."""

    OFFERED = "offered"
    HELD = "held"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"


class OfferAction(enum.StrEnum):
    """What somebody may do to an offer."""

    CHANGE = "change"
    HOLD = "hold"
    CONFIRM = "confirm"
    RELEASE = "release"
    WITHDRAW = "withdraw"
    OFFER_AGAIN = "offer_again"


class PlaceState(enum.StrEnum):
    """What a place of an offer is taken by: a university's hold until a day, or a student."""

    HELD = "held"
    CONFIRMED = "confirmed"


OPEN: Final[AbstractSet[OfferStatus]] = frozenset({OfferStatus.OFFERED, OfferStatus.HELD, OfferStatus.FILLED})
MOVES: Final[Mapping[tuple[OfferStatus, OfferAction], AbstractSet[OfferStatus]]] = {
    **{(status, OfferAction.CHANGE): OPEN for status in OPEN},
    (OfferStatus.OFFERED, OfferAction.HOLD): frozenset({OfferStatus.OFFERED, OfferStatus.HELD}),
    (OfferStatus.OFFERED, OfferAction.CONFIRM): OPEN,
    (OfferStatus.HELD, OfferAction.CONFIRM): frozenset({OfferStatus.HELD, OfferStatus.FILLED}),
    **{(status, OfferAction.RELEASE): frozenset({OfferStatus.OFFERED}) for status in OPEN},
    (OfferStatus.WITHDRAWN, OfferAction.RELEASE): frozenset({OfferStatus.WITHDRAWN}),
    (OfferStatus.OFFERED, OfferAction.WITHDRAW): frozenset({OfferStatus.WITHDRAWN}),
    (OfferStatus.HELD, OfferAction.WITHDRAW): frozenset({OfferStatus.WITHDRAWN}),
    (OfferStatus.WITHDRAWN, OfferAction.OFFER_AGAIN): OPEN,
}
"""Every pair that is not here is refused; which of several states follows depends on the places that are left."""


def check_move(status: OfferStatus, action: OfferAction) -> None:
    """Raise `NotAllowed` naming both when the table has no such move."""
    if (status, action) not in MOVES:
        raise NotAllowed(status, action)


def status_of(capacity: int, *, confirmed: int, held: int, withdrawn: bool) -> OfferStatus:
    """Return where an offer stands; `held` counts holds that did not run out."""
    if withdrawn:
        return OfferStatus.WITHDRAWN
    if confirmed >= capacity:
        return OfferStatus.FILLED
    return OfferStatus.HELD if confirmed + held >= capacity else OfferStatus.OFFERED


def is_taken(state: PlaceState, until: date | None, today: date) -> bool:
    """Say whether a place is taken today: a hold runs out after its last day, by itself and by nobody's act."""
    return state is PlaceState.CONFIRMED or (until is not None and until >= today)


def free_number(capacity: int, taken: Collection[int]) -> int | None:
    """Return the first place that nobody has, counted from 1; None when there is none."""
    return next((number for number in range(1, capacity + 1) if number not in taken), None)


def days_needed(days_a_week: float) -> int:
    """Return on how many days somebody must come: half a day needs a day."""
    return math.ceil(days_a_week)


def days_fit(offered: Iterable[int], days_a_week: float, can_come: Collection[int]) -> bool:
    """Say whether somebody who can come on some weekdays can come often enough."""
    return len(frozenset(offered) & frozenset(can_come)) >= days_needed(days_a_week)
