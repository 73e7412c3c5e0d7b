"""What life changed in the demo world: a return, an extension, a new supervisor, what waits, who is away, a stop."""

from typing import Any, Final

from placement_portal.demo.calendar import Calendar
from placement_portal.demo.habits import clients
from placement_portal.demo.plans import LEFT_DAYS_AGO, PLANS, Plan

Item = dict[str, Any]
HELD: Final = "Maya sees C1; the head decides about the group by Friday."
COVER: Final = ("esi", "harriet")
"""Students whose supervisor is away and for whom somebody stands in; for one more nobody does yet."""

AWAY_SINCE: Final = 3
BACK_IN: Final = 4
OF: Final = {plan.student: plan for plan in PLANS if plan.status != "closed"}


def changes(calendar: Calendar) -> list[Item]:
    """Return the changes of placements, as a dataset says them."""
    single = [_extension(calendar), _return(calendar), _supervisor(calendar), _waiting(calendar), _declined(calendar)]
    return [*single, *_pauses(calendar)]


def stops(calendar: Calendar) -> list[Item]:
    """Return a stop in force, and one that was lifted."""
    base = {"kind": "student", "since_time": "10:15", "rung": "the named professional at 10:05, the tutor at 10:10"}
    since = {"since": {"days": -1}, "at": _at(-1, "10:15")}
    before = {"since": calendar.on(-6, 2), "at": _moment(calendar, -6, 2), "lifted": calendar.on(-5)}
    return [
        {"ref": "stop-bronagh", "provider": "saltmarsh", "student": "bronagh-record", "by": "gareth", **base, **since},
        {"ref": "stop-lifted", "provider": "fenland", "student": "callum-record", "by": "petra", **base, **before},
    ]


def aways(calendar: Calendar) -> list[Item]:
    """Return a supervisor who is away: somebody stands in for two students, and for one nobody does yet."""
    covers: list[Item] = [
        {"ref": f"cover-{student}", "placement": OF[student].ref, "assignment": f"{OF[student].ref}-cover"}
        for student in COVER
    ]
    covers.append({"ref": "cover-amir", "placement": OF["amir"].ref, "meanwhile": "the ward's play specialist"})
    dates = {"starts": {"days": -AWAY_SINCE}, "ends": calendar.on(BACK_IN, 4)}
    who = {"person": "owain", "provider": "saltmarsh", "by": "gareth", "at": _at(-AWAY_SINCE, "09:00")}
    return [{"ref": "owain-away", **who, **dates, "covers": covers}]


def cover_of(plan: Plan, calendar: Calendar) -> list[Item]:
    """Return the assignment of whoever stands in on a placement."""
    if plan.student not in COVER or plan.status == "closed":
        return []
    dates = {"starts": {"days": -AWAY_SINCE}, "ends": calendar.on(BACK_IN, 4)}
    return [{"ref": f"{plan.ref}-cover", "person": "leila", "capacity": "supervisor", **dates}]


def _extension(calendar: Calendar) -> Item:
    plan = OF["ffion"]
    old, new = calendar.on(plan.last - 3, 4), calendar.on(plan.last, 4)
    asked = _asked(calendar, plan, "extension", -3, by="jo")
    parts = [{"what": "ends", "old_day": old, "new_day": new}]
    return {**asked, **_agreed(calendar, -3, "bashir", "petra"), "last": new, "parts": parts}


def _return(calendar: Calendar) -> Item:
    plan = OF["daniel"]
    first, last = calendar.on(5), calendar.on(4, 6)
    asked = _asked(calendar, plan, "resume", -2, by="daniel")
    parts = [{"what": "pause_until", "new_day": last}]
    return {**asked, **_agreed(calendar, -2, "bashir"), "from_day": first, "parts": parts}


def _pauses(calendar: Calendar) -> list[Item]:
    """Return two pauses of one placement that lie ahead."""
    plan = OF["lakshmi"]
    plans = [{"slot": f"{plan.ref}-{client.name}", "plan": "No sessions in these weeks."} for client in clients(plan)]
    found = []
    for number, (week, weeks) in enumerate(((3, 1), (7, 2)), start=1):
        first, last = calendar.on(week), calendar.on(week + weeks - 1, 6)
        parts = [{"what": "pause", "new_day": first}, {"what": "pause_until", "new_day": last}]
        asked = _asked(calendar, plan, "pause", -1, by="lakshmi") | {"ref": f"lakshmi-pause-{number}"}
        days = {"from_day": first, "last": last, "parts": parts, "clients": plans}
        found.append({**asked, **_agreed(calendar, -1, "bashir"), **days})
    return found


def _supervisor(calendar: Calendar) -> Item:
    plan = OF["rhys"]
    asked = _asked(calendar, plan, "supervisor", -3, by="petra")
    people = {"assignment": f"{plan.ref}-with-{plan.left}", "person": plan.supervisor}
    parts = [{"what": "supervisor", "old_person": plan.left, "new_person": plan.supervisor}]
    from_day = {"days": 1 - LEFT_DAYS_AGO}
    return {**asked, **people, **_agreed(calendar, -3, "", "petra"), "from_day": from_day, "parts": parts}


def _waiting(calendar: Calendar) -> Item:
    plan = OF["meenakshi"]
    asked = _asked(calendar, plan, "days", -1, by="meenakshi")
    answered = {"side": "university", "by": "bashir", "at": _moment(calendar, -1, 3)}
    parts = [{"what": "days_a_week", "old": "1", "new": "1.5"}]
    waits = {"status": "proposed", "days_a_week": 1.5, "answers": [answered], "parts": parts}
    return {**asked, **waits, "from_day": calendar.on(2)}


def _declined(calendar: Calendar) -> Item:
    plan = OF["zainab"]
    asked = _asked(calendar, plan, "settings", -4, by="zainab")
    answered = {"side": "provider", "agrees": False, "by": "petra", "at": _moment(calendar, -4, 4)}
    settled = {"settled": _moment(calendar, -4, 4), "settled_by": "petra", "answers": [answered]}
    parts = [{"what": "sites", "old": "The Heron Unit at Quillmere Academy", "new": "Packet Quay Community Hub"}]
    plans = [{"slot": f"{plan.ref}-{client.name}", "plan": HELD} for client in clients(plan)]
    return {**asked, **settled, "status": "declined", "sites": ["packet-quay"], "parts": parts, "clients": plans}


def _asked(calendar: Calendar, plan: Plan, kind: str, week: int, *, by: str) -> Item:
    base = {"ref": f"{plan.student}-{kind}", "placement": plan.ref, "kind": kind, "from_day": calendar.on(week)}
    return {**base, "by": by, "at": _moment(calendar, week, 1)}


def _agreed(calendar: Calendar, week: int, university: str, provider: str = "") -> Item:
    at = _moment(calendar, week, 2)
    sides = (("university", university), ("provider", provider))
    answers = [{"side": side, "by": by, "at": at} for side, by in sides if by]
    return {"settled": at, "settled_by": answers[-1]["by"], "answers": answers}


def _moment(calendar: Calendar, week: int, weekday: int) -> Item:
    return {**calendar.on(week, weekday), "time": "11:20"}


def _at(days: int, time: str) -> Item:
    return {"days": days, "time": time}
