"""What the students of the demo world logged: months of it, from their timetables, each line with what became of it."""

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.habits import OBSERVES_FOR, Habit, site_on, timetable
from placement_portal.demo.notes import NOTES
from placement_portal.demo.plans import PLANS, Plan
from placement_portal.demo.sites import SITES
from placement_portal.demo.stories import tell

Item = dict[str, Any]
OUTCOMES: Final = {
    "took_place": 88,
    "did_not_come_not_brought": 4,
    "did_not_come_ill": 3,
    "did_not_come_asleep": 1,
    "did_not_come_away": 2,
    "cancelled_by_setting": 1,
    "student_away_told_on_day": 1,
}
NOTED: Final = 0.3
EXTRAS: Final = (("LIA", "15:30", 20), ("EVT", "14:00", 75), ("STUDY", "15:30", 60), ("TRV", "08:15", 35))
EXTRA: Final = 0.25
EVERY_THIRD: Final = 3
NOT_STARTED: Final = ("matched", "ready_to_start")


def entries(calendar: Calendar, closed: dict[str, set[date]], chance: random.Random) -> list[Item]:
    """Return all entries of all placements; `closed` holds the days on which each setting is closed."""
    found: list[Item] = []
    for plan in PLANS:
        logged = (
            list(_visit(plan, calendar))
            if plan.status in NOT_STARTED
            else list(_logged(plan, calendar, closed, chance))
        )
        weeks = sorted({each["week"] for each in logged if each["week"] < 0}, reverse=True)
        ages = {week: age for age, week in enumerate(weeks, 1)}
        for number, each in enumerate(logged):
            age = ages.get(each.pop("week"), 0)
            history = tell(plan, each, age, number, calendar, chance)
            found.append({"ref": f"{plan.ref}-entry-{number + 1}", **each, **history})
    return found


def closed_days(sites: list[Item], calendar: Calendar) -> dict[str, set[date]]:
    """Return every day on which each setting is closed."""
    return {
        site["ref"]: {
            date.fromordinal(calendar.today.toordinal() + days)
            for closure in site["closures"]
            for days in range(closure["starts"]["days"], closure["ends"]["days"] + 1)
        }
        for site in sites
    }


def _logged(plan: Plan, calendar: Calendar, closed: dict[str, set[date]], chance: random.Random) -> Iterator[Item]:
    """Yield what came out of the timetable, day by day, up to yesterday."""
    yield from _visit(plan, calendar)
    last = min(plan.last, 0, *([plan.silent_from - 1] if plan.silent_from else []))
    last = min(last, plan.paused_from - 1) if plan.paused_from else last
    for week in range(plan.first, last + 1):
        for number, weekday in enumerate(plan.weekdays):
            day, site = calendar.day(week, weekday), site_on(plan, number)
            held = chance.random() < plan.diligence
            if held and day < calendar.today and day not in closed[site]:
                yield from _day(plan, week, number, day, calendar, chance)


def _day(plan: Plan, week: int, number: int, day: date, calendar: Calendar, chance: random.Random) -> Iterator[Item]:
    nth = week - plan.first
    for row in timetable(plan):
        if row.day != number or (row.category == "MDT" and nth % EVERY_THIRD):
            continue
        watched = row.slot and nth < OBSERVES_FOR[plan.year]
        category, slot = ("OBS", None) if watched else (row.category, f"{plan.ref}-{row.slot}" if row.slot else None)
        yield {
            **_base(plan, week, day, calendar, site_on(plan, number)),
            "start": row.start,
            "minutes": row.minutes,
            "category": category,
            "slot": slot,
            "outcome": _outcome(row, chance) if slot else "took_place",
            "note": chance.choice(NOTES) if slot and chance.random() < NOTED else "",
        }
    if chance.random() < EXTRA:
        category, start, minutes = chance.choice(EXTRAS)
        base = _base(plan, week, day, calendar, site_on(plan, number))
        yield {**base, "start": start, "minutes": minutes, "category": category}


def _visit(plan: Plan, calendar: Calendar) -> Iterator[Item]:
    """Yield the induction in the week before the first, as far as it is over."""
    day = calendar.day(plan.first - 1, plan.weekdays[0])
    if day < calendar.today:
        base = _base(plan, plan.first - 1, day, calendar, plan.sites[0])
        yield {
            **base,
            "start": "10:00",
            "minutes": 90,
            "category": "TRN",
            "note": "Met the team and learned the fire route.",
        }


def _base(plan: Plan, week: int, day: date, calendar: Calendar, site: str) -> Item:
    return {"week": week, "placement": plan.ref, "day": calendar.ago(day), "site": site}


def _outcome(row: Habit, chance: random.Random) -> str:
    chosen = chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
    return "took_place" if row.slot.startswith("g") and chosen.startswith("did_not_come") else chosen


KINDS: Final = {site.ref: site.kind for site in SITES}
