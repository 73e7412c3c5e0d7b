"""What the settings of the demo world rely on: letters, inductions, and whom students tell when they are worried."""

from collections.abc import Iterator
from typing import Any, Final

from placement_portal.demo.people import STUDENTS
from placement_portal.demo.plans import PLANS, Plan
from placement_portal.demo.sites import SITES, Place
from placement_portal.demo.visits import VISITS
from placement_portal.inductions.rules import PRESET

Item = dict[str, Any]
SEEN: Final = (
    "Suitability to work with children",
    "Yearly declaration that nothing has changed",
    "Identity seen",
)
WITHOUT: Final = frozenset({"thora", "marcus", "fang"})
"""Whose letter was not made: something was open."""

UNSENT: Final = frozenset({"ffion", "josephine"})
BEGUN: Final = {"thora": 4, "nia": len(PRESET)}
"""How many lines they ticked so far; everybody else was confirmed."""

OWN_LIST: Final = (
    "The blue gate: ring, say your name, wear the lanyard",
    "Fire: leave by the hall, gather on the playground line",
    "The safeguarding lead and both deputies: met, numbers in my phone",
    "Policies in the staff room folder: read",
    "The music room: red cord by the door, blind up, door unlocked",
    "Who knows when a session ends, and what they do if I am late out",
    "Drums and shakers: wiped down after each group",
    "Moving and handling and epilepsy plans: where they hang, never copied",
    "When I cannot come: ring the office before eight",
)
SETTINGS: Final = {
    "sedgewick": ("Wendy Ashcombe", "01632 960111", "07700 900111", "safeguarding@sedgewickfold.example"),
    "marlpit": ("Idris Pell", "01632 960121", "", "dsl@marlpitlane.example"),
    "heron": ("Farah Dunmore", "", "07700 900131", "f.dunmore@quillmere.example"),
    "tidewell": ("Joan Ferris", "01632 960141", "07700 900141", ""),
}
"""The safeguarding leads of schools; one has no telephone, one no address."""


def letters() -> list[Item]:
    """Return the letters of one provider; whether each holds today follows from the checks and the stops."""
    return [
        {
            "placement": plan.ref,
            "site": site,
            "made_on": {"days": -42},
            "by": "denise",
            "shows": "student_card",
            "ring_name": "Denise Fairweather, safeguarding lead",
            "ring_phone": "01632 960501",
            "lines": [{"what": what, "by": _home(plan), "seen_on": {"days": -45}} for what in SEEN],
            **({} if plan.student in UNSENT else {"sent_to": f"office@{site}.example"}),
        }
        for plan, site in _stays()
        if plan.student not in WITHOUT
    ]


def induction_lists() -> list[Item]:
    """Return the list of the school that wrote its own."""
    return [{"site": "sedgewick", "lines": list(OWN_LIST), "made_on": {"days": -60}, "by": "denise"}]


def inductions() -> list[Item]:
    """Return what students were shown: two are under way, the others confirmed by supervisor or school."""
    return [_induction(plan, site) for plan, site in _stays() if plan.student not in ("sian", "marcus")]


def contacts() -> list[Item]:
    """Return whom students reach: at settings, at the provider, at the local authority by day and night."""
    looked = {"checked_on": {"days": -20}, "checked_by": "denise"}
    area = {
        "ref": "fenshire",
        "provider": "fenland",
        "area": "Fenshire County Council",
        "contacts": [
            {
                "role": "children_day",
                "name": "Family front door",
                "phone": "01632 960601",
                "email": "door@fenshire.example",
            },
            {"role": "children_night", "name": "Emergency duty team", "phone": "01632 960602"},
            {"role": "adults_day", "name": "Adult care desk", "phone": "01632 960603"},
            {"role": "adults_night", "name": "Emergency duty team", "phone": "01632 960602"},
        ],
        **looked,
    }
    own = {
        "ref": "fenland-contacts",
        "provider": "fenland",
        "contacts": [
            {"role": "provider_lead", "name": "Denise Fairweather", "phone": "01632 960501", "text": "07700 900501"},
            {"role": "provider_deputy", "name": "Duty co-ordinator", "phone": "01632 960502"},
        ],
        **looked,
    }
    return [area, own, *(_of_setting(site) for site in SITES if site.ref in SETTINGS)]


def _of_setting(site: Place) -> Item:
    name, phone, text, email = SETTINGS[site.ref]
    lead = {"role": "lead", "name": name, "phone": phone, "text": text, "email": email}
    others = [
        {"role": "deputy", "name": "Deputy lead", "phone": VISITS[site.ref].phone},
        {"role": "head", "name": "Head", "phone": VISITS[site.ref].phone},
        {"role": "about_head", "name": "Chair of governors", "email": f"chair@{site.ref}.example"},
    ]
    old = {"days": -220} if site.ref == "heron" else {"days": -30}
    return {
        "ref": f"{site.ref}-contacts",
        "site": site.ref,
        "lies_in": "fenshire",
        "contacts": [lead, *others],
        "checked_on": old,
        "checked_by": "denise",
    }


def _induction(plan: Plan, site: str) -> Item:
    lines = OWN_LIST if site == "sedgewick" else PRESET
    made: Item = {"placement": plan.ref, "site": site, "on": {"days": -41}}
    if plan.student in BEGUN:
        return {**made, "ticked": BEGUN[plan.student]}
    at_school = (
        {"confirmed_name": VISITS[site].link_person} if not plan.supervisor else {"confirmed_by": plan.supervisor}
    )
    return {**made, "ticked": len(lines), "confirmed_on": {"days": -40}, **at_school}


def _stays() -> Iterator[tuple[Plan, str]]:
    of_fenland = {site.ref for site in SITES if site.provider == "fenland"}
    for plan in PLANS:
        if plan.status != "closed":
            yield from ((plan, site) for site in plan.sites if site in of_fenland)


def _home(plan: Plan) -> str:
    return next(each.home for each in STUDENTS if each.ref == plan.student)
