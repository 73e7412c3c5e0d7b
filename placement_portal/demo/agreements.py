"""Agreements of the demo world, in every state: drafts, waiting for one or the other, signed, superseded, changed."""

from collections.abc import Iterator
from typing import Any, Final

from placement_portal.demo.calendar import FRIDAY, Calendar
from placement_portal.demo.plans import PLANS, UNIVERSITY_OF, Plan

Item = dict[str, Any]
GOALS: Final = (
    (
        "I want to hold a silence without filling it.",
        "I want to notice what I bring into the room before I play.",
        "I want to end a session so that the next one can begin.",
    ),
    (
        "I want to improvise from what I hear instead of from what I planned.",
        "I want to write notes that my supervisor can use.",
    ),
    (
        "I want to work with a group and see everybody in it.",
        "I want to use my voice as surely as my instrument.",
        "I want to say early when I am unsure.",
        "I want to learn how a school day shapes what is possible.",
    ),
)
ABSENCE: Final = "The office of the setting first, then the supervisor"
DRAFTS: Final = ("kwame", "thora")
WAITS_FOR_SUPERVISOR: Final = ("marcus", "callum")
WAITS_FOR_UNIVERSITY: Final = ("seun", "amir")
CHANGED: Final = ("zainab", "esi")
"""Their last day was moved after all had signed, and nobody made a new version yet."""

AMENDED: Final = ("aisling", "nia")
"""Their last day was moved, and a second version took the place of the first."""

NONE_YET: Final = ("jakub", "fatima")
UNIVERSITY_SIGNS: Final = {"eastmarsh": "helen", "aldermere": "rafiq"}


def agreements(calendar: Calendar) -> list[Item]:
    """Return the agreements, as a dataset says them."""
    plans = (plan for plan in PLANS if plan.student not in NONE_YET and plan.status != "closed" and not plan.left)
    return [each for number, plan in enumerate(plans) for each in _versions(plan, GOALS[number % len(GOALS)], calendar)]


def _versions(plan: Plan, goals: tuple[str, ...], calendar: Calendar) -> Iterator[Item]:
    began = min(plan.first - 2, -2)
    first = _agreement(plan, 1, goals, began, calendar)
    if plan.student in DRAFTS:
        yield {**first, "ready": None, "signatures": [], **({"absence": ""} if plan.student == "thora" else {})}
        return
    if plan.student in (*CHANGED, *AMENDED):
        first["ended_then"] = calendar.on(plan.last - 2, FRIDAY)
    yield first
    if plan.student in AMENDED:
        yield _agreement(plan, 2, goals, -2, calendar)


def _agreement(plan: Plan, number: int, goals: tuple[str, ...], week: int, calendar: Calendar) -> Item:
    def at(weekday: int, time: str) -> Item:
        return {**calendar.on(week, weekday), "time": time}

    supervisor = plan.supervisor or plan.clinical
    university = (
        plan.tutor if plan.student not in WAITS_FOR_SUPERVISOR else UNIVERSITY_SIGNS[UNIVERSITY_OF[plan.student]]
    )
    signatures = [
        {"as": "student", "by": plan.student, "at": at(2, "18:20"), "proof": "password"},
        {"as": "provider", "by": supervisor, "at": at(3, "12:45"), "proof": "mailed_code"},
        {"as": "university", "by": university, "at": at(4, "09:10"), "proof": "password"},
    ]
    left_out = {"provider"} if plan.student in WAITS_FOR_SUPERVISOR else set()
    left_out |= {"university"} if plan.student in WAITS_FOR_UNIVERSITY else set()
    return {
        "ref": f"{plan.ref}-agreement-{number}",
        "placement": plan.ref,
        "by": plan.tutor,
        "at": at(0, "10:00"),
        "goals": list(goals),
        "absence": ABSENCE,
        "ready": at(1, "16:00"),
        "signatures": [each for each in signatures if each["as"] not in left_out],
    }
