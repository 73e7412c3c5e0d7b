"""Supervision in the demo world: months of sessions in every state, alone and in groups, from either side."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.entries import NOT_STARTED, Diary
from placement_portal.demo.notes import COMMENTS, REFLECTIONS, TO_ALL
from placement_portal.demo.plans import PLANS, Plan
from placement_portal.demo.rhythm import ACTIONS, SILENT
from placement_portal.programmes.rules import THEMES

Item = dict[str, Any]
BACK: Final = "It was forty-five minutes: the school rang in the middle of it."
TAKEN_BACK: Final = "It is in the log of the placement before, too."
AGREED_IN: Final = 3
LONGER: Final = "We went on for a quarter of an hour; I wrote the planned time."
STORIES: Final[Mapping[tuple[str, int], Item]] = {
    ("sian", 0): {"by": "supervisor", "status": "submitted"},
    ("seun", 0): {"status": "draft"},
    ("fang", 0): {"status": "submitted"},
    ("callum", 0): {"status": "submitted"},
    ("aisling", 0): {"by": "supervisor", "status": "submitted"},
    ("nia", 0): {"status": "submitted"},
    ("sian", 1): {"status": "sent_back", "reason": BACK},
    ("zainab", 1): {"by": "supervisor", "status": "sent_back", "reason": BACK},
    ("fang", 2): {"change": {"minutes": 75, "reason": LONGER, "status": "pending"}},
    ("sian", 2): {"change": {"minutes": 75, "reason": LONGER, "by": "supervisor", "status": "pending"}},
    ("seun", 2): {"change": {"minutes": 75, "reason": LONGER, "status": "accepted"}},
    ("weiming", 2): {"change": {"minutes": 75, "reason": LONGER, "status": "declined"}},
    ("zainab", 3): {"taken_back": TAKEN_BACK},
    ("tomasz", 2): {"change": {"minutes": 75, "reason": LONGER, "status": "withdrawn"}},
}
"""What became of a student's sessions, the latest is 0, so that each state can always be seen; others are confirmed."""

TWICE: Final = frozenset({"nia", "rhys"})
"""Whose latest session both sides wrote down; one of the two pairs is merged."""

EVERY: Final = 4
"""Every so many weeks a tutor meets all their students of a university at once."""

GROUP_AT, GROUP_LASTS, GROUP_WEEKDAY, OTHERS = "16:30", 90, 4, 1
MERGED: Final = "rhys"


def supervision(calendar: Calendar, closed: Mapping[str, set[date]]) -> list[Item]:
    """Return every session of every placement that takes place, and the groups of the tutors."""
    chance = random.Random("supervision")
    began = [plan for plan in PLANS if plan.status not in NOT_STARTED]
    diaries = [Diary(plan, calendar, closed, chance) for plan in began]
    alone = [session for diary in diaries for session in _alone(diary)]
    return [*alone, *_groups([each.plan for each in diaries], calendar)]


def _alone(diary: Diary) -> Iterator[Item]:
    """Yield the weekly sessions of one placement, the first one first."""
    plan, calendar = diary.plan, diary.calendar
    until = SILENT.get(plan.student, 0) if plan.status == "active" else 0
    weeks = [week for week, number in diary.days() if number == 0 and week < until]
    for nth, week in enumerate(weeks):
        latest = len(weeks) - 1 - nth
        ref, day = f"{plan.ref}-supervision-{nth}", calendar.ago(calendar.day(week, plan.weekdays[0]))
        base = _session(plan, ref, day, nth)
        story = STORIES.get((plan.student, latest), {}) if plan.status != "closed" else {}
        record = _record(plan, f"{ref}-record", nth, diary.chance, story | _actions(plan, ref, latest))
        yield base | {"records": [record]}
        if latest == 0 and plan.student in TWICE and plan.status != "closed":
            yield _second(plan, base, ref, nth, diary.chance)


def _second(plan: Plan, base: Item, ref: str, nth: int, chance: random.Random) -> Item:
    """Return the record of the same session by the other side: merged, or still to be."""
    is_merged = plan.student == MERGED
    own = {"by": "supervisor", "status": "merged" if is_merged else "submitted"}
    own |= {"merged_into": f"{ref}-record"} if is_merged else {}
    record = _record(plan, f"{ref}-again-record", nth, chance, own)
    return base | {"ref": f"{ref}-again", "start": "14:30", "records": [record]}


def _session(plan: Plan, ref: str, day: Item, nth: int) -> Item:
    supervisor, is_clinical = plan.supervisor or plan.clinical, not plan.supervisor
    return {
        "ref": ref,
        "supervisor": supervisor,
        "capacity": "clinical" if is_clinical else "on_site",
        "day": day,
        "start": "14:15" if plan.year == 1 else "14:30",
        "minutes": 60,
        "mode": ("individual", "individual", "live_in_room", "video")[nth % 4],
        "themes": [THEMES[nth % len(THEMES)], *([THEMES[(nth + 3) % len(THEMES)]] if nth % 3 == 0 else [])],
        "own_words": "Silence" if nth % 5 == 0 else "",
    }


def _record(plan: Plan, ref: str, nth: int, chance: random.Random, story: Item) -> Item:
    comment = chance.choice(COMMENTS) if nth % 2 == 0 else ""
    reflection = chance.choice(REFLECTIONS) if nth % 3 == 0 else ""
    own = {"comment": comment, "reflection": reflection, "reflection_shared": bool(reflection) and nth % 2 == 0}
    return {"ref": ref, "placement": plan.ref, "codes": ["C1"] if nth % 2 else ["C1", "G1"], **own, **story}


def _actions(plan: Plan, ref: str, latest: int) -> Item:
    """Return what was agreed in the last confirmed session of a few."""
    found = ACTIONS.get(plan.student, []) if latest == AGREED_IN and plan.status == "active" else []
    return {"actions": [{"ref": f"{ref}-action-{n}", **each} for n, each in enumerate(found)]} if found else {}


def _groups(plans: list[Plan], calendar: Calendar) -> Iterator[Item]:
    """Yield the sessions that tutors hold for all their students at once, each written down once."""
    for tutor in sorted({plan.tutor for plan in plans}):
        mine = [plan for plan in plans if plan.tutor == tutor and plan.status == "active"]
        for number, week in enumerate(range(-2, min((plan.first for plan in mine), default=0), -EVERY)):
            here = (plan for plan in mine if plan.first <= week <= plan.last)
            there = [plan for plan in here if week < SILENT.get(plan.student, 0)]
            yield _group(tutor, there, week, number, calendar)


def _group(tutor: str, there: list[Plan], week: int, number: int, calendar: Calendar) -> Item:
    ref, own = f"{tutor}-group-{number}", {"by": "supervisor", "status": "submitted" if number == 0 else "confirmed"}
    return {
        "ref": ref,
        "supervisor": tutor,
        "capacity": "university",
        "day": calendar.on(week, GROUP_WEEKDAY),
        "start": GROUP_AT,
        "minutes": GROUP_LASTS,
        "mode": "group",
        "present": len(there) + OTHERS,
        "themes": [THEMES[4]],
        "shared_comment": TO_ALL[number % len(TO_ALL)],
        "records": [{"ref": f"{ref}-{plan.student}", "placement": plan.ref, **own} for plan in there],
    }
