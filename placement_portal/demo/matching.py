"""Matching rounds of the demo world: one open for ranking, one proposed and not yet published."""

from typing import Any, Final, NamedTuple

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.courses import stage_ref
from placement_portal.demo.offers import offer_ref

Item = dict[str, Any]


class Wished(NamedTuple):
    """What a student wishes: choices, days, journeys, and what binds them."""

    student: str
    ranking: tuple[str, ...]
    weekdays: tuple[int, ...]
    travel: str = "public_transport"
    minutes: tuple[tuple[str, int], ...] = ()
    area: str = ""
    interests: tuple[str, ...] = ()
    contrast: bool = False
    conflicts: tuple[str, ...] = ()
    needs: str = ""


class Matched(NamedTuple):
    """Where a student is to go, and why; without an offer, why nowhere."""

    student: str
    offer: str
    reasons: tuple[str, ...]
    locked: bool = False
    does_not_fit: tuple[str, ...] = ()


RANKED: Final = (
    Wished(
        "sian",
        ("heron-wed", "wexmarsh-wed", "staithe-mon"),
        (0, 1, 2, 3),
        minutes=(("heron", 35), ("wexmarsh", 50), ("orchard-staithe", 70)),
        interests=("autism", "attachment"),
        contrast=True,
    ),
    Wished("seun", ("packet-quay-thu", "heron-mon"), (0, 1, 3, 4), "car", area="Eastmarsh", contrast=True),
    Wished("fang", ("sedgewick-tue",), (1, 3), minutes=(("sedgewick", 25),), conflicts=("marlpit",)),
    Wished(
        "meenakshi",
        ("lanternfield-thu", "wexmarsh-wed"),
        (1, 2, 3),
        "car",
        area="Wexmarsh",
        needs="Step-free access from the street to the room, and a place to rest at midday.",
    ),
)
PART_TIME: Final = (
    Wished("nia", ("sedgewick-thu", "heron-mon"), (3, 4), "car", (("sedgewick", 20),), interests=("secondary",)),
    Wished("jakub", ("wexmarsh-wed", "sedgewick-tue"), (1, 2), minutes=(("wexmarsh", 55),)),
    Wished("esi", ("sedgewick-tue",), (1,), "car", area="Sedgewick", contrast=True),
    Wished("harriet", ("lanternfield-thu", "staithe-mon"), (2,), needs="A lift wherever there are stairs."),
    Wished("kwame", (), (0, 4), area="Quillmere"),
)
PROPOSED: Final = (
    Matched(
        "nia", "sedgewick-thu", ("Their first choice.", "20 minutes by car.", "Meets what they are interested in.")
    ),
    Matched("jakub", "wexmarsh-wed", ("Their first choice.", "55 minutes by public transport.")),
    Matched(
        "esi",
        "sedgewick-tue",
        ("Their first choice.", "In the area that they gave.", "A contrast to their earlier placement, as they asked."),
    ),
    Matched(
        "harriet",
        "",
        (
            "Choice 1, Lanternfield Hospice: They cannot come on these days.",
            "Choice 2, Orchard Staithe Care Home: They cannot come on these days. It does not fit this person's needs. "
            "It is too much like their placement of an earlier year.",
            "Of 7 other offers: 6 on days on which they cannot come, 1 whose places went to others.",
        ),
        does_not_fit=("orchard-staithe",),
    ),
    Matched(
        "kwame",
        "heron-mon",
        ("They ranked nothing.", "In the area that they gave."),
        locked=True,
    ),
)


def rounds(calendar: Calendar) -> list[Item]:
    """Return the rounds, as a dataset says them."""
    return [
        {
            **_round("eastmarsh", "Year 2 placements from September", "open"),
            "opens": calendar.on(-1),
            "closes": calendar.on(2, 4),
            "wishes": [_wish(each, "eastmarsh") for each in RANKED],
        },
        {
            **_round("aldermere", "Second placements, part time", "closed"),
            "opens": calendar.on(-5),
            "closes": calendar.on(-2, 4),
            "wishes": [_wish(each, "aldermere") for each in PART_TIME],
            "matches": [_match(each) for each in PROPOSED],
            "proposed_by": "carys",
            "proposed": {"days": -1, "time": "15:40"},
        },
    ]


def _round(university: str, name: str, status: str) -> Item:
    return {
        "ref": f"{university}-round",
        "programme": f"{university}-ma",
        "name": name,
        "stages": [stage_ref(university, 1, 2)],
        "status": status,
    }


def _wish(each: Wished, university: str) -> Item:
    return {
        "ref": f"{each.student}-wish",
        "student": f"{each.student}-record",
        "ranking": [offer_ref(ref) for ref in each.ranking],
        "weekdays": list(each.weekdays),
        "travel": each.travel,
        "area": each.area,
        "minutes": [{"site": site, "minutes": minutes} for site, minutes in each.minutes],
        "conflicts": list(each.conflicts),
        "contrast": each.contrast,
        "interests": list(each.interests),
        "needs": each.needs,
        "changed": {"days": -3 if university == "eastmarsh" else -16, "time": "18:20"},
    }


def _match(each: Matched) -> Item:
    return {
        "ref": f"{each.student}-match",
        "student": f"{each.student}-record",
        "offer": offer_ref(each.offer) if each.offer else None,
        "locked": each.locked,
        "by_hand": each.locked,
        "reasons": list(each.reasons),
        "does_not_fit": list(each.does_not_fit),
    }
