"""What the students of the demo world logged: months of it, from their timetables, each line with what became of it."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.habits import OBSERVES_FOR, Habit, site_on, timetable
from placement_portal.demo.notes import NOTES
from placement_portal.demo.plans import PLANS, Plan
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
INDUCTION: Final = "Met the team and learned the fire route."
NOTED: Final = 0.3
EXTRAS: Final = (("LIA", "15:30", 20), ("EVT", "15:45", 75), ("STUDY", "15:40", 60), ("TRV", "08:15", 35))
EXTRA: Final = 0.25
TRAVELS: Final = {"aisling": (("07:50", 40), ("16:40", 45)), "tomasz": (("08:05", 25),)}
"""Who logs every journey: when it begins and how long it takes."""
EVERY_THIRD: Final = 3
ODD: Final = (
    ("fang", -1, 3, "17:15", 35, "DIR-I", "c1"),
    ("lakshmi", -1, 2, "11:40", 40, "OBS", ""),
    ("weiming", -1, 1, "16:00", 520, "EVT", ""),
    ("seun", -5, 2, "10:00", 35, "DIR-I", "c2"),
)
"""Sessions that are flagged: far from the timetable, two at once, a long day, a closed day."""
NOT_STARTED: Final = ("matched", "ready_to_start")


@dataclass(frozen=True, slots=True)
class Diary:
    """One placement's past: its plan, the calendar, the days on which each setting is closed, and chance."""

    plan: Plan
    calendar: Calendar
    closed: Mapping[str, set[date]]
    chance: random.Random

    def entries(self) -> Iterator[Item]:
        """Yield what was logged, each entry with its week, from the induction to yesterday."""
        yield from self._induction()
        if self.plan.status not in NOT_STARTED:
            for number, (week, day) in enumerate(self.days()):
                yield from self._day(week, day, watches=number < OBSERVES_FOR[self.plan.year])
            yield from self._odd()

    def days(self) -> Iterator[tuple[int, int]]:
        """Yield week and number of each placement day that was held."""
        plan, ends = self.plan, [week - 1 for week in (self.plan.silent_from, self.plan.paused_from) if week]
        for week in filter(plan.holds, range(plan.first, min([plan.last, 0, *ends]) + 1)):
            for number, weekday in enumerate(plan.weekdays):
                day = self.calendar.day(week, weekday)
                if day < self.calendar.today and day not in self.closed[site_on(plan, number)]:
                    yield week, number

    def _day(self, week: int, number: int, *, watches: bool) -> Iterator[Item]:
        base = self._base(week, self.plan.weekdays[number], site_on(self.plan, number))
        for row in timetable(self.plan):
            if row.category.startswith("SUP"):
                continue  # written down as a session
            if row.day == number and (row.category != "MDT" or week % EVERY_THIRD == 0):
                yield base | {"start": row.start, "minutes": row.minutes} | self._session(row, watches)
        if self.plan.student in TRAVELS:
            for start, minutes in TRAVELS[self.plan.student]:
                yield {**base, "start": start, "minutes": minutes, "category": "TRV"}
        if self.chance.random() < EXTRA:
            category, start, minutes = self.chance.choice(EXTRAS)
            yield {**base, "start": start, "minutes": minutes, "category": category}

    def _session(self, row: Habit, watches: bool) -> Item:
        if not row.slot or watches:
            return {"category": "OBS" if row.slot else row.category}
        note = self.chance.choice(NOTES) if self.chance.random() < NOTED else ""
        slot = f"{self.plan.ref}-{row.slot}"
        return {"category": row.category, "slot": slot, "outcome": self._outcome(row), "note": note}

    def _outcome(self, row: Habit) -> str:
        chosen = self.chance.choices(list(OUTCOMES), list(OUTCOMES.values()))[0]
        return "took_place" if row.slot.startswith("g") and chosen.startswith("did_not_come") else chosen

    def _odd(self) -> Iterator[Item]:
        for student, week, weekday, start, minutes, category, slot in ODD:
            if student == self.plan.student:
                said = {"start": start, "minutes": minutes, "category": category}
                with_whom = {"slot": f"{self.plan.ref}-{slot}"} if slot else {}
                yield self._base(week, weekday, self.plan.sites[0]) | said | with_whom

    def _induction(self) -> Iterator[Item]:
        """Yield the visit in the week before the first, as far as it is over."""
        week, weekday = self.plan.first - 1, self.plan.weekdays[0]
        if self.calendar.day(week, weekday) < self.calendar.today:
            said = {"start": "10:00", "minutes": 90, "category": "TRN", "note": INDUCTION}
            yield self._base(week, weekday, self.plan.sites[0]) | said

    def _base(self, week: int, weekday: int, site: str) -> Item:
        day = self.calendar.ago(self.calendar.day(week, weekday))
        return {"week": week, "placement": self.plan.ref, "day": day, "site": site}


def entries(calendar: Calendar, closed: Mapping[str, set[date]], seed: int) -> list[Item]:
    """Return all entries of all placements; `closed` holds the days on which each setting is closed."""
    diaries = (Diary(plan, calendar, closed, random.Random(f"{seed} {plan.ref}")) for plan in PLANS)
    return [entry for diary in diaries for entry in _told(diary)]


def _told(diary: Diary) -> Iterator[Item]:
    """Yield the entries of a diary with what became of each."""
    logged = list(diary.entries())
    weeks = sorted({each["week"] for each in logged if each["week"] < 0}, reverse=True)
    ages = {week: age for age, week in enumerate(weeks, 1)}
    for number, each in enumerate(logged, 1):
        age = ages.get(each.pop("week"), 0)
        history = tell(diary.plan, each, age, number, diary.calendar, diary.chance)
        yield {"ref": f"{diary.plan.ref}-entry-{number}", **each, **history}


def closed_days(sites: list[Item], calendar: Calendar) -> dict[str, set[date]]:
    """Return every day on which each setting is closed."""
    return {
        site["ref"]: {
            calendar.today + timedelta(days=days)
            for closure in site["closures"]
            for days in range(closure["starts"]["days"], closure["ends"]["days"] + 1)
        }
        for site in sites
    }
