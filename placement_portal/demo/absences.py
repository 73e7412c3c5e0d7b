"""Who was, is and will be away in the demo world, whom they told, and what is planned to make it up."""

from collections.abc import Iterator
from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.plans import PLANS, Plan

Item = dict[str, Any]
PHONES: Final = {
    "maya": ("01632 960 011", True),
    "tom": ("01632 960 012", True),
    "ingrid": ("01632 960 013 ext 4", False),
    "grace": ("01632 960 014", True),
    "petra": ("+44 1632 960 020", True),
    "peter": ("+44 1632 960 021", False),
    "owain": ("01632 960 031", True),
    "ines": ("01632 960 041", False),
}
"""Numbers that are kept for invented people."""

CALENDAR_LINKS: Final = {"sian": "demo-calendar-link-of-sian-try-it-in-your-own-calendar"}


def reached(ref: str) -> Item:
    """Return at which number somebody is reached, and the link to their calendar, as a dataset says it."""
    number, takes_texts = PHONES.get(ref, ("", False))
    phone = {"phone": number, "takes_texts": takes_texts} if number else {}
    return phone | ({"calendar_link": CALENDAR_LINKS[ref]} if ref in CALENDAR_LINKS else {})


def absences(calendar: Calendar) -> list[Item]:
    """Return the absences: over, today, to come, part of a day, and one that was cancelled."""
    return [{"ref": f"away-{n}", **each} for n, each in enumerate(_absences(calendar), 1)]


def _absences(calendar: Calendar) -> Iterator[Item]:
    zainab, meenakshi = _missed_week("zainab"), _missed_week("meenakshi")
    yield _away("zainab", calendar.on(zainab, 1), "agreed", ends=calendar.on(zainab, 2)) | {
        "told": [_told("supervisor", calendar, zainab - 1), _told("tutor", calendar, zainab - 1)],
        "make_ups": [{"ref": "zainab-made-up", "day": calendar.on(0, 4), "start": "09:30", "minutes": 90}],
    }
    yield _away("meenakshi", calendar.on(meenakshi, 1), "told_on_the_day") | {
        "told": [_told("reception", calendar, meenakshi - 1)]
    }
    yield _away("aisling", {"days": 0}, "told_on_the_day") | {
        "told": [_told("reception", calendar, -1), _told("supervisor", calendar, -1)]
    }
    yield _away("sian", calendar.on(1, 1), "agreed") | {
        "told": [_told("supervisor", calendar, -1)],
        "make_ups": [{"ref": "sian-made-up", "day": calendar.on(1, 3), "start": "10:00", "minutes": 75}],
    }
    yield _away("fang", calendar.on(1, 3), "agreed", from_time="12:00")
    yield _away("tomasz", calendar.on(1, 0), "agreed") | {"cancelled": {"days": -1, "time": "10:00"}}


def _away(student: str, starts: Item, kind: str, **more: Any) -> Item:
    return {"placement": f"{student}-placement", "starts": starts, "kind": kind, **more}


def _told(whom: str, calendar: Calendar, week: int) -> Item:
    return {"whom": whom, "at": {**calendar.on(week, 4), "time": "16:40"}}


def _missed_week(student: str) -> int:
    """Return the last week in which the sessions of somebody were not held."""
    plan = next(each for each in PLANS if each.student == student)
    return _last_missed(plan)


def _last_missed(plan: Plan) -> int:
    return next(week for week in range(-1, plan.first, -1) if not plan.holds(week))
