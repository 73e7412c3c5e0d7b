"""The rhythm of supervision in the demo world: kept, broken, planned, forgotten; what is to be done; therapy."""

from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.plans import PLANS

Item = dict[str, Any]
FORTNIGHTLY: Final = frozenset({"callum", "josephine"})
BY_HOURS: Final = {"aisling": 8}
NOT_AGREED: Final = frozenset({"ffion", "fatima"})
SILENT: Final = {"meenakshi": -3, "weiming": -2}
"""Whose supervision stopped, and in which week: long enough for a word, or just later than agreed."""

ACTIONS: Final[dict[str, list[Item]]] = {
    "sian": [{"what": "Bring two minutes of your own playing", "due": {"days": 5}}],
    "fang": [{"what": "Write down three questions about endings", "due": {"days": -3}}],
    "callum": [{"what": "Send the chapter about silence", "owner": "supervisor", "due": {"days": -2}}],
    "tomasz": [{"what": "Ask where the room key is kept", "due": {"days": -4}, "done": {"days": -5, "time": "12:10"}}],
}
THERAPY: Final[dict[str, Item]] = {
    "sian": {"amount": 22, "unit": "hours", "until": {"days": -6}},
    "fang": {"amount": 5, "unit": "months", "until": {"days": -20}},
    "tomasz": {"amount": 38, "unit": "hours", "qualified": False, "until": {"days": -12}},
}
NEXT: Final = (
    ("seun", 1, 1, "14:15", "student"),
    ("tomasz", 1, 0, "14:30", "supervisor"),
    ("sian", 1, 2, "15:00", "supervisor"),
    ("weiming", -1, 2, "14:30", "student"),
)
"""What is planned: whose, in which week and on which day, when, by which side; the last one nobody wrote down."""

WHO: Final = {plan.student: plan for plan in PLANS if plan.status == "active"}


def rhythms() -> list[Item]:
    """Return how often each running placement is supervised, where that is agreed."""
    return [_rhythm(student) for student in WHO if student not in NOT_AGREED]


def planned(calendar: Calendar) -> list[Item]:
    """Return the sessions that are planned."""
    return [_planned(calendar, *each) for each in NEXT]


def _rhythm(student: str) -> Item:
    plan, hours = WHO[student], BY_HOURS.get(student)
    often = "client_hours" if hours else "fortnightly" if student in FORTNIGHTLY else "weekly"
    said = {"placement": plan.ref, "often": often, "by": plan.supervisor or plan.clinical}
    return said | ({"hours": hours} if hours else {}) | ({"word_after": 22} if student in FORTNIGHTLY else {})


def _planned(calendar: Calendar, student: str, week: int, weekday: int, start: str, side: str) -> Item:
    plan = WHO[student]
    supervisor = plan.supervisor or plan.clinical
    by = student if side == "student" else supervisor
    when = {"day": calendar.on(week, weekday), "start": start, "minutes": 60}
    return {"ref": f"{student}-planned", "placement": plan.ref, "supervisor": supervisor, "by": by, **when}
