"""What became of each entry: drafts this week, waiting since last week, older ones decided, and the odd ones out."""

import random
from collections.abc import Callable
from typing import Any, Final

from placement_portal.demo.calendar import FRIDAY, Calendar
from placement_portal.demo.notes import CHANGES, DECLINES, OFFERS, QUERIES, REVERSALS
from placement_portal.demo.plans import Plan

Item = dict[str, Any]
Tale = Callable[["Told", Plan, Item, random.Random], None]
KNOWN_BY: Final = ("own_knowledge", "own_knowledge", "setting_records", "talked_through")
THIS_WEEK, LAST_WEEK, BEFORE_LAST = 0, 1, 2
USUAL: Final = (1.0, 0.9, 0.1)
SLOW: Final = (1.0, 1.0, 0.7, 0.4)
SLOWLY: Final = frozenset({"ruth"})
"""How likely a week that was handed in still waits, by weeks of work since; and whose weeks wait longer."""

LONGEST_OPEN: Final = 5
OPEN_FOR: Final = 2
"""After so many weeks nobody leaves a question or a change open; and every so many students have one open at all."""

SUBMITS_DAILY: Final = 4
"""Every so many students hand in on the day itself."""


class Told:
    """The acts of an entry so far, each after the one before, none later than yesterday."""

    def __init__(self, day: int, latest: int = -1) -> None:
        self.acts: list[Item] = []
        self.day, self.latest, self.minute = day, latest, 0

    def add(self, act: str, after: int, **details: Any) -> "Told":
        """Add an act so many days after the one before, and minutes later at least."""
        planned = self.day + after
        self.day = min(planned, self.latest)
        start = 16 * 60 + 15 if not self.acts else 18 * 60
        self.minute = max(start, self.minute + 11) if planned > self.latest or not after else start
        at = {"days": self.day, "time": f"{self.minute // 60:02}:{self.minute % 60:02}"}
        self.acts.append({"act": act, "at": at, **details})
        return self


def tell(plan: Plan, entry: Item, age: int, number: int, calendar: Calendar, chance: random.Random) -> Item:
    """Return the history of an entry; `age` is how many weeks of work lie behind, 0 is this week."""
    told = Told(entry["day"]["days"])
    if _is_draft(plan, age, chance):
        return {}
    told.add("submit", _until_friday(entry["day"]["days"], calendar))
    tale = _sure(plan, entry, age) or _usual(plan, entry, age, number)
    (_verified if plan.status == "closed" else tale)(told, plan, entry, chance)
    return {"history": told.acts}


def _sure(plan: Plan, entry: Item, age: int) -> Tale | None:
    return SURE.get((plan.student, age)) if entry["category"] == "DIR-G" else None


def _usual(plan: Plan, entry: Item, age: int, number: int) -> Tale:
    return _waiting if _waits(plan, age) else _special(plan, entry, age, number) or _verified


def _is_draft(plan: Plan, age: int, chance: random.Random) -> bool:
    if age == THIS_WEEK:
        return _number(plan) % SUBMITS_DAILY != 0
    return age == LAST_WEEK and chance.random() < 0.08


def _waits(plan: Plan, age: int) -> bool:
    """Say whether a week still waits: a supervisor clears all of it, or none."""
    if plan.left and age <= BEFORE_LAST:
        return True
    shares = SLOW if plan.supervisor in SLOWLY else USUAL
    return age < len(shares) and random.Random(f"{plan.ref} {age}").random() < shares[age]


def _special(plan: Plan, entry: Item, age: int, number: int) -> Tale | None:
    if age < BEFORE_LAST or not entry["category"].startswith("DIR"):
        return None
    tale = SPECIAL.get(number % EVERY)
    is_open = age <= LONGEST_OPEN and _number(plan) % OPEN_FOR == 0
    return tale if is_open or not tale else ANSWERED.get(tale, tale)


def _number(plan: Plan) -> int:
    return sum(plan.student.encode())


def _until_friday(days: int, calendar: Calendar) -> int:
    weekday = (calendar.today.weekday() + days) % 7
    return max(0, FRIDAY - weekday)


def _waiting(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    """Nothing happened yet."""


def _verified(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _verify(told, chance)


def _verify(told: Told, chance: random.Random) -> None:
    told.add("verify", chance.randint(2, 5), known_by=chance.choice(KNOWN_BY))


def _shorter(entry: Item) -> Item:
    return {"minutes": entry["minutes"] - 10}


def _query_with_offer(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    told.add("query", 3, reason=chance.choice(OFFERS), change=_shorter(entry))


def _query(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    told.add("query", 3, reason=chance.choice(QUERIES))


def _accepted(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _query_with_offer(told, plan, entry, chance)
    told.add("accept_offer", 1)


def _sent_again(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _query(told, plan, entry, chance)
    told.add("resubmit", 1, change=_shorter(entry))
    _verify(told, chance)


def _decline(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    told.add("decline", 3, reason=chance.choice(DECLINES))


def _change_waits(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _verify(told, chance)
    told.add("amend", 2, reason=chance.choice(CHANGES), change=_shorter(entry))


def _change_accepted(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _change_waits(told, plan, entry, chance)
    told.add("accept_change", 3)


def _change_declined(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _change_waits(told, plan, entry, chance)
    told.add("decline_change", 3, reason="My diary says it was the full time.")


def _reversed(told: Told, plan: Plan, entry: Item, chance: random.Random) -> None:
    _verify(told, chance)
    told.add("reverse", 4, by=plan.tutor, reason=REVERSALS[0])


EVERY: Final = 47
SPECIAL: Final[dict[int, Tale]] = {
    7: _query_with_offer,
    9: _accepted,
    14: _change_waits,
    16: _query,
    20: _sent_again,
    26: _decline,
    28: _reversed,
    31: _change_accepted,
    38: _change_declined,
    43: _query_with_offer,
}
"""Which entries of a placement have a story of their own, so that every state can be seen."""

ANSWERED: Final[dict[Tale, Tale]] = {
    _query_with_offer: _accepted,
    _query: _sent_again,
    _change_waits: _change_accepted,
}

SURE: Final[dict[tuple[str, int], Tale]] = {
    ("sian", 2): _query_with_offer,
    ("nia", 2): _query,
    ("zainab", 3): _query,
    ("aisling", 3): _change_waits,
    ("gwenllian", 3): _change_waits,
    ("tomasz", 4): _reversed,
    ("weiming", 4): _decline,
}
"""What became of a student's group so many weeks of work ago, whatever the day, so that each can always be seen."""
