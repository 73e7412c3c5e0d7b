"""Ratings of the demo world: rounds in every state, requests to look, and earlier years, closed and opened."""

import random
from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.frameworks import DOMAINS
from placement_portal.demo.plans import PLANS, UNIVERSITY_OF, Plan
from placement_portal.frameworks.service import example

Item = dict[str, Any]
BOTH, STUDENT, SUPERVISOR, NEITHER = "both", "student", "supervisor", "neither"
ROUNDS: Final = {
    "sian-placement": (STUDENT,),
    "seun-placement": (NEITHER,),
    "fang-placement": (BOTH,),
    "callum-placement": (SUPERVISOR,),
    "aisling-placement": (BOTH,),
    "zainab-placement": (BOTH, NEITHER),
    "gwenllian-placement": (BOTH,),
    "aisling-placement-before": (BOTH, BOTH),
    "tomasz-placement-before": (BOTH,),
}
"""Who is done in each round of a placement, the oldest first."""

LOOKS: Final = (
    ("sian", "B4", 5, "The moment in which we stop together.", "asked"),
    ("seun", "C5", 2, "", "asked"),
    ("zainab", "D3", -6, "My notes of last week.", "looked"),
    ("fang", "B1", -3, "", "withdrawn"),
)
WORDS_OF_STUDENT: Final = (
    "I dare more than in autumn.",
    "Still hard for me when it gets loud.",
    "I would like to be seen at this.",
)
WORDS_OF_SUPERVISOR: Final = (
    "Seen twice, with a light hand.",
    "Comes with preparation; less so in the moment.",
    "Let us look at this together.",
)
SCALES: Final = {"eastmarsh": ("N", "D", "C", "E"), "aldermere": ("0", "1", "2", "3")}
WHY: Final = "They ask for them after a change of supervisor in the middle of the year."


def rating_rounds(calendar: Calendar) -> list[Item]:
    """Return every round, with what each side says."""
    chance = random.Random("ratings")
    plans = {plan.ref: plan for plan in PLANS}
    return [
        _round(plans[ref], number, done, calendar, chance)
        for ref, rounds in ROUNDS.items()
        for number, done in enumerate(rounds, 1)
    ]


def looks(calendar: Calendar) -> list[Item]:
    """Return what students ask their supervisors to look at with them."""
    return [
        {
            "ref": f"{student}-look",
            "placement": f"{student}-placement",
            "code": code,
            "day": {"days": days},
            "note": note,
            "asked": {"days": min(days, 0) - 2, "time": "17:10"},
            "status": status,
        }
        for student, code, days, note, status in LOOKS
    ]


def earlier_openings(calendar: Calendar) -> list[Item]:
    """Return whose ratings of earlier years a lead opened."""
    opened = {"placement": "tomasz-placement", "by": "helen", "at": {"days": -12, "time": "11:20"}, "reason": WHY}
    return [{"ref": "tomasz-earlier", **opened}]


def _round(plan: Plan, number: int, done: str, calendar: Calendar, chance: random.Random) -> Item:
    last = min(plan.last, -1)
    week = last - 1 if number > 1 or len(ROUNDS[plan.ref]) == 1 else max(plan.first + 4, last - 7)
    at = {"opened": _at(calendar, week, 0)}
    at |= {"student_done": _at(calendar, week, 2)} if done in (BOTH, STUDENT) else {}
    at |= {"supervisor_done": _at(calendar, week, 3)} if done in (BOTH, SUPERVISOR) else {}
    ref, who = f"{plan.ref}-ratings-{number}", plan.supervisor or plan.clinical
    ratings = [_rating(plan, code, expected, done, chance) for code, expected in _lines(plan)]
    if done != BOTH:
        ratings = [*ratings[:9], *(_without(each, done) for each in ratings[9:])]
    later = []
    if plan.student == "fang":
        words = "Seen again since: with real ease."
        later = [{"code": "B4", "side": "supervisor", "level": "C", "words": words, "at": _at(calendar, week, 4)}]
    return {"ref": ref, "placement": plan.ref, **at, "supervisor": who, "ratings": ratings, "later": later}


def _without(rating: Item, done: str) -> Item:
    """Leave out what the side that still rates has not come to yet."""
    return {name: value for name, value in rating.items() if name == "code" or name.partition("_")[0] == done}


def _rating(plan: Plan, code: str, expected: str, done: str, chance: random.Random) -> Item:
    scale = SCALES[UNIVERSITY_OF[plan.student]]
    wanted = scale.index(expected) if expected in scale else 1
    made: Item = {"code": code}
    for side, words, odds in (
        ("student", WORDS_OF_STUDENT, (1, 2, 6, 1)),
        ("supervisor", WORDS_OF_SUPERVISOR, (3, 1, 6, 1)),
    ):
        step = chance.choices((None, -1, 0, 1), odds)[0]
        level = scale[0] if step is None else scale[min(max(wanted + step, 1), 3)]
        said = chance.choice(words) if chance.random() < 0.2 else ""
        if done != NEITHER or side == "student":
            made |= {side: level, f"{side}_words": said}
    return made


def _lines(plan: Plan) -> list[tuple[str, str]]:
    if UNIVERSITY_OF[plan.student] == "aldermere":
        return [(own.code, own.expected[plan.year - 1]) for _, _, lines in DOMAINS for own in lines]
    return [(each.code, each.expected.get(str(plan.year), "")) for each in example().competencies]


def _at(calendar: Calendar, week: int, weekday: int) -> Item:
    return {**calendar.on(week, weekday), "time": "16:40"}


SIGNED: Final = (
    ("fang-placement", "D1", "maya", -20, True),
    ("aisling-placement", "C11", "tom", -9, True),
    ("aisling-placement-before", "D1", "maya", -300, True),
    ("zainab-placement", "D8", "ingrid", -4, False),
)
"""What was seen once: in which placement, by whom, how many days ago, and whether it is signed."""


def sign_offs() -> list[Item]:
    """Return what supervisors saw once and signed, or are about to sign."""
    return [
        {
            "ref": f"{placement}-{code}",
            "placement": placement,
            "code": code,
            "seen_on": {"days": days},
            "words": "From the beginning to the end, by themselves.",
            "by": by,
            **({"signed": {"days": days, "time": "17:20"}} if signed else {}),
        }
        for placement, code, by, days, signed in SIGNED
    ]
