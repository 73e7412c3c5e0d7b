"""Where the students of the demo world stand: one away, one repeating, one part-time; adjustments and who looked."""

from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.courses import ENDED_YEAR, ended_ref, stage_ref
from placement_portal.demo.plans import COHORT_OF, UNIVERSITY_OF
from placement_portal.demo.rhythm import THERAPY

Item = dict[str, Any]
BY: Final = {"eastmarsh": "bashir", "aldermere": "carys"}
BALANCES: Final = {"jakub": (330, 9), "amir": (480, 12)}
"""Minutes and sessions with clients that were brought from before the portal began."""

READY: Final = (1440, 3, 840)
"""What a student of the year that ended had done: minutes with clients, sessions observed, minutes of supervision."""

CREDITED, CARRIES = "oonagh", "youssef"
ENDED: Final = {
    "oonagh": READY,
    "dilan": READY,
    "beatrix": READY,
    "youssef": (1110, 3, 840),
    "saoirse": (600, 1, 300),
    "arthur": READY,
    "noor": (300, 1, 120),
}
"""The students whose first year ended two weeks ago, with what each had done."""


def students(calendar: Calendar) -> list[Item]:
    """Return the student records, as a dataset says them."""
    now = [_now(person, university, calendar) for person, university in UNIVERSITY_OF.items()]
    return [*now, *(_ended(person, calendar) for person in ENDED)]


def _now(person: str, university: str, calendar: Calendar) -> Item:
    ref = f"{person}-record"
    moves = _moves(person, BY[university], calendar)
    return {
        "ref": ref,
        "person": person,
        "stage": stage_ref(university, COHORT_OF[person], COHORT_OF[person]),
        "opening_balances": [_balance(ref, "direct", *BALANCES[person])] if person in BALANCES else [],
        "adjustments": _adjustments(person, calendar),
        "looks": _looks(person, calendar),
        **({"moves": moves} if moves else {}),
        **({"therapy": THERAPY[person]} if person in THERAPY else {}),
        **({"mode": "part_time"} if person == "ffion" else {}),
        **({"plan": {"percent": 80, "by": "bashir"}} if person == "seun" else {}),
    }


def _moves(person: str, by: str, calendar: Calendar) -> list[Item]:
    """Return what happened to the few whose record changed."""
    first_year = stage_ref("eastmarsh", 2, 1)
    told: dict[str, list[Item]] = {
        "daniel": [{"action": "interrupt", "day": calendar.on(-5), "by": by, "returns_on": calendar.on(9)}],
        "callum": [{"action": "repeat", "day": calendar.on(-12), "by": by, "from": first_year}],
        "ffion": [{"action": "change_mode", "day": calendar.on(-12), "by": by, "mode": "part_time"}],
        "tomasz": [{"action": "promote", "day": calendar.on(-13), "by": by, "from": first_year}],
    }
    return told.get(person, [])


def _adjustments(person: str, calendar: Calendar) -> list[Item]:
    started = {"starts": calendar.on(-10), "by": "ines"}
    told: dict[str, list[Item]] = {
        "sian": [
            {"kind": "parking", "words": "A bay next to the music room", "settings": ["sedgewick"], **started},
            {"kind": "more_time", "words": "One week more for each report", **started},
        ],
        "fang": [{"kind": "written_down", **started}],
        "seun": [{"kind": "breaks", "words": "Ten minutes between sessions", "settings": ["sedgewick"], **started}],
    }
    return [{"ref": f"{person}-adjustment-{n}", **each} for n, each in enumerate(told.get(person, []), 1)]


def _looks(person: str, calendar: Calendar) -> list[Item]:
    if person != "sian":
        return []
    seen = (("maya", "Supervisor", "fenland", -3, "16:42"), ("ines", "Tutor", "eastmarsh", -1, "10:05"))
    return [
        {"by": by, "role": role, "organisation": organisation, "at": calendar.on(week) | {"time": time}}
        for by, role, organisation, week, time in seen
    ]


def _ended(person: str, calendar: Calendar) -> Item:
    ref, (direct, observed, supervision) = f"{person}-record", ENDED[person]
    moves = {
        "arthur": [{"action": "interrupt", "day": calendar.on(-6), "by": "bashir", "returns_on": calendar.on(12)}],
        "noor": [{"action": "withdraw", "day": calendar.on(-20), "by": "bashir"}],
    }
    done = (("direct", direct, 30), ("observation", observed * 60, observed), ("supervision", supervision, 14))
    return {
        "ref": ref,
        "person": person,
        "stage": ended_ref(ENDED_YEAR),
        "opening_balances": [_balance(ref, *each) for each in done if each[0] != "direct" or person != CREDITED],
        "board_credits": [_credit(direct)] if person == CREDITED else [],
        "carried": [_carried(direct, calendar)] if person == CARRIES else [],
        **({"moves": moves[person]} if person in moves else {}),
    }


def _credit(direct: int) -> Item:
    why = "Minute 4 of the board: a year at another university"
    return {"group": "direct", "minutes": direct, "sessions": 30, "why": why, "by": "bashir"}


def _carried(direct: int, calendar: Calendar) -> Item:
    """Return what somebody may do in the second year first: what they were short of in the first."""
    rule, into = f"{ended_ref(ENDED_YEAR)}-rule-1", ended_ref(ENDED_YEAR + 1)
    missing = READY[0] - direct
    return {"rule": rule, "into": into, "amount": missing, "due": calendar.on(20), "by": "bashir"}


def _balance(ref: str, group: str, minutes: int, sessions: int) -> Item:
    source = "Paper log of the placement before"
    return {
        "ref": f"{ref.removesuffix('-record')}-brought" + ("" if group == "direct" else f"-{group}"),
        "group": group,
        "minutes": minutes,
        "sessions": sessions,
        "source": source,
    }
