"""The checks of the demo world: in every state, for the students, supervisors and settings; all invented."""

from collections.abc import Iterator
from typing import Any, Final

from placement_portal.demo.habits import clients
from placement_portal.demo.people import STUDENTS, SUPERVISORS
from placement_portal.demo.plans import PLANS
from placement_portal.demo.sites import SITES

Item = dict[str, Any]
BUNDLES: Final = (
    ("eastmarsh", ("schools", "adult_care", "overseas", "nhs")),
    ("aldermere", ("schools", "adult_care", "overseas", "nhs")),
    ("fenland", ("schools", "early_years", "supervisors", "sites")),
    ("saltmarsh", ("nhs", "adult_care", "supervisors", "sites")),
)
OFFICER_OF: Final = {"eastmarsh": "martin", "aldermere": "carys", "fenland": "olive", "saltmarsh": "gareth"}
CHILDREN, ADULTS = ("children",), ("adults",)
DATED: Final[dict[str, Item]] = {
    "dbs_declaration": {"made_on": -60},
    "identity": {},
    "kcsie": {"made_on": -50, "edition": "This year's edition"},
    "safeguarding_training": {"made_on": -70},
    "prevent": {"made_on": -80},
    "occupational_health": {"made_on": -65, "outcome": "cleared"},
    "health_character": {"made_on": -60},
    "indemnity": {"ends_on": 240},
    "confidentiality": {"made_on": -50},
}
"""What every student of a school has, with its dates in days from today."""

IN_MEDICAL: Final[dict[str, Item]] = {
    "nhs_immunisation": {"made_on": -60, "outcome": "cleared"},
    "infection_control": {"made_on": -55},
    "nhs_information": {"made_on": -55},
    "moving_handling": {"made_on": -55},
}
MEDICAL: Final = frozenset({"hospital", "hospice"})
IN_CARE: Final[dict[str, Item]] = {"moving_handling": {"made_on": -55}}
ASKED_SINCE: Final = -6
"""So many days from today the organisations have asked for their checks: what was done before keeps what it was."""

LAPSED: Final = -5
MEENAKSHI_ENDS: Final = 10
OF: Final = {plan.student: plan for plan in PLANS if plan.status != "closed"}
Story = dict[str, dict[str, Any]]
STORIES: Final[dict[str, Story]] = {
    "sian": {"kcsie": {"status": "returned", "return_reason": "out_of_date"}, "prevent": {"status": "none"}},
    "seun": {"dbs_declaration": {"made_on": -340}},
    "fang": {"dbs_children": {"status": "submitted", "submitted": -2}, "indemnity": {"status": "submitted"}},
    "thora": {"dbs_children": {"accepted": False}, "identity": {"accepted": False}},
    "meenakshi": {"indemnity": {"ends_on": MEENAKSHI_ENDS, "renewal": True}},
    "callum": {"safeguarding_training": {"made_on": -375, "seen": -372}},
    "fatima": {"dbs_children": {"status": "stopped", "stopped_on": -3, "update_status": "new_check_needed"}},
    "ffion": {"occupational_health": {"status": "submitted", "outcome": "not_yet", "submitted": -9}},
    "marcus": {
        "overseas": {"status": "missing", "country": "Norway"},
        "dbs_children": {"status": "submitted", "submitted": -1},
        "identity": {"status": "none"},
        "kcsie": {"status": "none"},
    },
    "lakshmi": {"indemnity": {"ends_on": LAPSED, "seen": -300}},
    "zainab": {"health_character": {"status": "submitted", "submitted": -4}},
    "weiming": {"overseas": {"country": "Singapore", "issued_on": -200}},
    "kwame": {"dbs_adults": {"status": "none"}, "identity": {"status": "none"}},
    "nia": {"kcsie": {"status": "submitted", "submitted": -5}},
    "amir": {"nhs_immunisation": {"status": "none"}},
}
"""What is different for some students, by the code of a check; `none` leaves it out."""


def bundles() -> list[Item]:
    """Return what each organisation starts from."""
    since = _days(ASKED_SINCE)
    return [{"organisation": ref, "group": group, "since": since} for ref, groups in BUNDLES for group in groups]


def exceptions() -> list[Item]:
    """Return an exception that two people agreed, and one that waits for its second signature."""
    both = [_signed("provider", "denise", -4, "16:10"), _signed("university", "helen", -4, "17:35")]
    head = {"head_name": "Judith Marlowe", "head_agreed_on": _days(-4), "head_agreed_how": "by telephone"}
    held = {"code": "indemnity", "reason": "renewal", **head}
    return [
        {
            "placement": OF["lakshmi"].ref,
            "starts": _days(-4),
            "until": _days(8),
            "conditions": ["supervisor_in_room", "no_new_clients"],
            "risk": "Cover ended and the new policy is bought; until it is seen, the supervisor is in each session.",
            "signatures": both,
            **held,
        },
        {
            "placement": OF["callum"].ref,
            "starts": _days(0),
            "until": _days(6),
            "conditions": ["accompanied_on_site"],
            "signatures": [_signed("provider", "denise", -1, "15:20")],
            **held,
            "code": "safeguarding_training",
        },
    ]


def lapse_choices() -> list[Item]:
    """Return what a supervisor chose for clients before a check ends; for one nobody has said yet."""
    plan = OF["meenakshi"]
    kept = {"placement": plan.ref, "until": _days(MEENAKSHI_ENDS), "by": plan.supervisor, "at": _at(-1, "12:15")}
    choices: tuple[Item, ...] = ({"choice": "supervisor_in_room"}, {"choice": "pause", "day": _days(8)})
    names = [client.name for client in clients(plan)]
    return [
        {**kept, "slot": f"{plan.ref}-{name}", **choice}
        for name, choice in zip(names[:-1] or names, choices, strict=False)
    ]


def _signed(side: str, by: str, days: int, time: str) -> Item:
    return {"as": side, "by": by, "at": _at(days, time)}


def _at(days: int, time: str) -> Item:
    return {"days": days, "time": time}


def checks() -> list[Item]:
    """Return every item as a dataset says it."""
    return [*_of_students(), *_of_supervisors(), *_of_sites()]


def _of_students() -> Iterator[Item]:
    provider_of = {site.ref: site.provider for site in SITES}
    for number, student in enumerate(STUDENTS):
        sites = [
            site for plan in PLANS if plan.student == student.ref and plan.status != "closed" for site in plan.sites
        ]
        hosts = list(dict.fromkeys(provider_of[site] for site in sites))
        story = STORIES.get(student.ref, {})
        special: dict[str, Item] = {"overseas": {}} if "overseas" in story else {}
        for code, facts in {**_needed(number, sites), **special}.items():
            told = {**facts, **story.get(code, {})}
            yield from _item(student.home, student.ref, code, told, hosts)
        for site in sites:
            if provider_of[site] == "fenland" and student.ref not in ("sian", "marcus"):
                yield from _item(
                    "fenland",
                    student.ref,
                    "induction",
                    {"made_on": -40, "site": site},
                    [] if student.ref == "rhys" else [student.home],
                )


def _needed(number: int, sites: list[str]) -> dict[str, Item]:
    kinds = {site.kind for site in SITES if site.ref in sites}
    found: dict[str, Item] = {"dbs_children": _certificate(number, CHILDREN), **DATED}
    for wanted, more in ((MEDICAL, IN_MEDICAL), ({"care_home"}, IN_CARE)):
        if kinds & wanted:
            found |= more
    if kinds & (MEDICAL | {"care_home", "community", "other"}):
        found["dbs_adults"] = _certificate(number, ADULTS)
    return found


def _certificate(number: int, workforces: tuple[str, ...]) -> Item:
    last = f"{(number * 2731 + 1409 + len(workforces[0])) % 10_000:04}"
    known = (
        {"update_consent": True, "update_status": "current", "update_on": -30 - 20 * (number % 6)}
        if number % 3 == 0
        else {}
    )
    return {
        "issued_on": -120 - number,
        "level": "enhanced_barred",
        "workforces": workforces,
        "last_four": last,
        **known,
    }


def _item(home: str, about: str, code: str, facts: Item, hosts: list[str], subject: str = "person") -> Iterator[Item]:
    facts = dict(facts)
    status, accepted = facts.pop("status", "verified"), facts.pop("accepted", True)
    seen, renewal = facts.pop("seen", -45), facts.pop("renewal", False)
    if status == "none":
        return
    made = {
        "ref": f"{about}-{code}" + (f"-{facts['site']}" if "site" in facts and subject == "person" else ""),
        "organisation": home,
        "code": code,
        subject: about,
        "status": status,
        **{name: _told(name, value) for name, value in facts.items()},
    }
    if status in ("verified", "stopped"):
        made |= {"seen_on": _days(seen), "decided_by": OFFICER_OF[home]}
        made["accepted_by"] = [home, *(host for host in hosts if accepted)]
    elif status == "returned":
        made |= {"submitted": _days(-8), "decided_by": OFFICER_OF[home]}
    elif status == "submitted":
        made.setdefault("submitted", _days(-3))
    yield made
    if renewal:
        newer = {"status": "submitted", "submitted": _days(-1), "ends_on": _days(375)}
        kept = {name: made[name] for name in ("organisation", "code", subject)}
        yield {**kept, **newer, "ref": f"{made['ref']}-renewed"}


def _told(name: str, value: Any) -> Any:
    is_day = name.endswith("_on") or name == "submitted"
    return list(value) if isinstance(value, tuple) else _days(value) if is_day else value


def _days(days: int) -> dict[str, int]:
    return {"days": days}


def _of_supervisors() -> Iterator[Item]:
    differing: dict[str, Story] = {
        "ingrid": {"supervisor_dbs": {"made_on": -350, "seen": -348}},
        "leila": {"registration": {"status": "submitted", "submitted": -6}},
        "tom": {"supervision_training": {"status": "none"}},
        "colin": {"registration": {"status": "stopped", "stopped_on": -9}},
    }
    for number, each in enumerate(SUPERVISORS):
        registered: Item = {"number": f"AS{100_200 + number * 731:06}", "modality": "Music therapist"}
        kept: dict[str, Item] = {
            "registration": registered,
            "supervisor_dbs": {"made_on": -90},
            "supervision_training": {"made_on": -400, "seen": -100},
        }
        for code, facts in kept.items():
            told = {**facts, **differing.get(each.ref, {}).get(code, {})}
            yield from _item(each.home, each.ref, code, told, [])


def _of_sites() -> Iterator[Item]:
    differing: dict[str, Story] = {
        "heron": {"public_liability": {"ends_on": -5, "seen": -370}},
        "drying-loft": {"site_approval": {"made_on": -350, "seen": -349}},
        "lanternfield": {"employers_liability": {"status": "none"}},
    }
    for site in SITES:
        kept: dict[str, Item] = {
            "site_approval": {"made_on": -100},
            "employers_liability": {"ends_on": 150},
            "public_liability": {"ends_on": 150},
            "site_induction": {"made_on": -100},
            "dpia": {"made_on": -100},
        }
        for code, facts in kept.items():
            told = {**facts, **differing.get(site.ref, {}).get(code, {})}
            yield from _item(site.provider, site.ref, code, told, [], "site")
