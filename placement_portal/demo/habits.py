"""What a day on placement looks like: the weekly timetables and the clients and groups that they are made of."""

from typing import Final, NamedTuple

from placement_portal.demo.plans import Plan


class Habit(NamedTuple):
    """A row of a timetable: which placement day (0 is the first), local start, minutes, category, client or group."""

    day: int
    start: str
    minutes: int
    category: str
    slot: str = ""


class Client(NamedTuple):
    """A client or group: a name within the placement, its kind, and the band of a group's size."""

    name: str
    kind: str
    size_band: str | None = None


YEAR_1: Final = (
    Habit(0, "09:00", 30, "PREP"),
    Habit(0, "09:30", 35, "DIR-I", "c1"),
    Habit(0, "10:15", 35, "DIR-I", "c2"),
    Habit(0, "11:00", 45, "DIR-G", "g1"),
    Habit(0, "13:15", 45, "NOTE"),
    Habit(0, "14:15", 60, "SUP-I"),
)
YEAR_2: Final = (
    Habit(0, "09:00", 30, "PREP"),
    Habit(0, "09:30", 45, "DIR-I", "c1"),
    Habit(0, "10:30", 45, "DIR-I", "c2"),
    Habit(0, "11:20", 50, "DIR-G", "g1"),
    Habit(0, "13:15", 60, "NOTE"),
    Habit(0, "14:30", 60, "SUP-I"),
    Habit(1, "09:30", 45, "DIR-I", "c3"),
    Habit(1, "10:30", 50, "DIR-C", "g2"),
    Habit(1, "13:00", 45, "MDT"),
    Habit(1, "14:00", 60, "NOTE"),
)
CLIENTS: Final = {
    1: (Client("c1", "individual"), Client("c2", "individual"), Client("g1", "group", "two_to_four")),
    2: (
        Client("c1", "individual"),
        Client("c2", "individual"),
        Client("g1", "group", "five_to_eight"),
        Client("c3", "individual"),
        Client("g2", "group", "two_to_four"),
    ),
}
OBSERVES_FOR: Final = {1: 1, 2: 0}
"""On so many first days a student observes instead."""


def timetable(plan: Plan) -> list[Habit]:
    """Return the rows of a placement that fall on one of its days."""
    rows = YEAR_1 if plan.year == 1 else YEAR_2
    return [row for row in rows if row.day < len(plan.weekdays)]


def clients(plan: Plan) -> list[Client]:
    """Return the clients and groups that a placement's timetable names."""
    named = {row.slot for row in timetable(plan)}
    return [client for client in CLIENTS[plan.year] if client.name in named]


def site_on(plan: Plan, day: int) -> str:
    """Return the setting of a placement day; with two settings, each has its day."""
    return plan.sites[min(day, len(plan.sites) - 1)]
