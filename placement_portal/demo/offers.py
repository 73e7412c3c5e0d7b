"""Placement offers of the demo world: both providers, every state, for the terms to come and the year after."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from placement_portal.demo.calendar import Calendar

Item = dict[str, Any]
BOTH: Final = ("eastmarsh", "aldermere")
COORDINATOR: Final[Mapping[str, str]] = {"eastmarsh": "bashir", "aldermere": "carys"}
SPRING: Final = (4, 26)
NEXT_YEAR: Final = (43, 66)
"""From the first week to the last: the second half of this year, and the year after."""


class Offered(NamedTuple):
    """An offer: where, with whom, on which days, for which years, and whom one meets; then what became of it."""

    ref: str
    site: str
    supervisor: str
    weekdays: tuple[int, ...]
    clients: tuple[str, ...]
    years: tuple[int, ...] = (1, 2)
    capacity: int = 1
    when: tuple[int, int] = NEXT_YEAR
    seen_by: tuple[str, ...] = BOTH
    days_a_week: float | None = None
    bring: str = ""
    held: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()
    withdrawn: bool = False


OFFERS: Final = (
    Offered("sedgewick-tue", "sedgewick", "maya", (1,), ("primary", "autism", "learning_disability"), capacity=2),
    Offered("sedgewick-thu", "sedgewick", "tom", (3,), ("secondary", "learning_disability"), bring="An own guitar"),
    Offered("marlpit-mon", "marlpit", "maya", (0,), ("primary",), capacity=2, held=("aldermere",)),
    Offered("heron-wed", "heron", "ingrid", (2, 3), ("secondary", "autism"), (2,), days_a_week=2),
    Offered("heron-mon", "heron", "ingrid", (0, 4), ("secondary", "mental_health"), days_a_week=1),
    Offered("tidewell-fri", "tidewell", "ingrid", (4,), ("early_years", "families"), bring="Clothes for messy play"),
    Offered("packet-quay-thu", "packet-quay", "tom", (1, 3), ("adults", "mental_health"), (2,), capacity=2),
    Offered(
        "packet-quay-held", "packet-quay", "tom", (2,), ("adults",), (2,), seen_by=("eastmarsh",), held=("eastmarsh",)
    ),
    Offered("loft-tue", "drying-loft", "ruth", (1,), ("secondary",), withdrawn=True),
    Offered(
        "loft-filled",
        "drying-loft",
        "tom",
        (1,),
        ("secondary", "mental_health"),
        when=(1, 26),
        seen_by=("eastmarsh",),
        filled=("marcus",),
    ),
    Offered("wexmarsh-wed", "wexmarsh", "owain", (2,), ("primary", "hospital"), bring="Flat, quiet shoes"),
    Offered("wexmarsh-tue", "wexmarsh", "owain", (1, 3), ("primary", "hospital", "rehabilitation"), (2,)),
    Offered("lanternfield-thu", "lanternfield", "leila", (3,), ("adults", "end_of_life"), (2,)),
    Offered(
        "lanternfield-filled",
        "lanternfield",
        "leila",
        (0,),
        ("adults", "end_of_life"),
        when=(5, 28),
        bring="Quiet shoes, and something to eat: there is no shop near",
        filled=("kwame",),
    ),
    Offered("staithe-mon", "orchard-staithe", "leila", (0,), ("older_adults",), capacity=2),
    Offered("staithe-spring", "orchard-staithe", "", (4,), ("older_adults",), when=SPRING, seen_by=("aldermere",)),
)


def offers(calendar: Calendar) -> list[Item]:
    """Return the offers, as a dataset says them."""
    return [_offer(each, calendar) for each in OFFERS]


def offer_ref(ref: str) -> str:
    """Return the ref of an offer in the dataset."""
    return f"offer-{ref}"


def _offer(each: Offered, calendar: Calendar) -> Item:
    return {
        "ref": offer_ref(each.ref),
        "site": each.site,
        "supervisor": each.supervisor or None,
        "years": list(each.years),
        "weekdays": list(each.weekdays),
        "days_a_week": each.days_a_week,
        **calendar.span(*each.when),
        "capacity": each.capacity,
        "client_groups": list(each.clients),
        "bring": each.bring,
        "universities": list(each.seen_by),
        "withdrawn": {"days": -6, "time": "16:10"} if each.withdrawn else None,
        "places": [*_held(each), *_filled(each)],
    }


def _held(each: Offered) -> list[Item]:
    return [
        {
            "ref": f"{each.ref}-held-{university}",
            "university": university,
            "until": {"days": 12},
            "by": COORDINATOR[university],
            "at": {"days": -3, "time": "11:20"},
        }
        for university in each.held
    ]


def _filled(each: Offered) -> list[Item]:
    return [
        {
            "ref": f"{each.ref}-filled-{student}",
            "university": each.seen_by[-1],
            "placement": f"{student}-placement",
            "by": COORDINATOR[each.seen_by[-1]],
            "at": {"days": -30, "time": "09:45"},
        }
        for student in each.filled
    ]
