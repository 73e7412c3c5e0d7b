"""Student records and placements of the demo world, with everybody assigned and every client's consent."""

from typing import Any, Final

from placement_portal.demo.calendar import FRIDAY, Calendar
from placement_portal.demo.changes import cover_of
from placement_portal.demo.courses import stage_ref
from placement_portal.demo.habits import clients, site_on, timetable
from placement_portal.demo.plans import COHORT_OF, LEFT_DAYS_AGO, PLANS, UNIVERSITY_OF, Plan

Item = dict[str, Any]
STEPS: Final = (
    ("agree_site", -7),
    ("match", -6),
    ("make_ready", -2),
    ("start", 0),
)
"""What was done before a placement began, and in which week from its first."""

UNTIL: Final = {"matched": 2, "ready_to_start": 3}
PLANS_WHILE_AWAY: Final = "The supervisor goes on with the sessions until the student is back."
CONCLUSIONS: Final = (("end_work", 0), ("assess", 3), ("close", 5))


def placements(calendar: Calendar) -> list[Item]:
    """Return the placements, as a dataset says them."""
    return [_placement(plan, calendar) for plan in PLANS]


def _placement(plan: Plan, calendar: Calendar) -> Item:
    return {
        "ref": plan.ref,
        "student": f"{plan.student}-record",
        "stage": stage_ref(UNIVERSITY_OF[plan.student], COHORT_OF[plan.student], plan.year),
        "sites": list(plan.sites),
        **calendar.span(plan.first, plan.last),
        "days_a_week": len(plan.weekdays),
        "moves": list(_moves(plan, calendar)),
        "assignments": list(_assignments(plan, calendar)),
        "slots": [_slot(plan, *client, calendar=calendar) for client in clients(plan)],
        "timetable": [
            {
                "ref": f"{plan.ref}-row-{n}",
                "site": site_on(plan, row.day),
                "weekday": plan.weekdays[row.day],
                "start": row.start,
                "minutes": row.minutes,
                "category": row.category,
                "slot": f"{plan.ref}-{row.slot}" if row.slot else None,
            }
            for n, row in enumerate(timetable(plan), 1)
        ],
    }


def _moves(plan: Plan, calendar: Calendar) -> list[Item]:
    by = "bashir" if UNIVERSITY_OF[plan.student] == "eastmarsh" else "carys"
    moves: list[Item] = [
        {"action": action, "day": calendar.on(plan.first + week), "by": by}
        for action, week in STEPS[: UNTIL.get(plan.status, len(STEPS))]
    ]
    if plan.status == "paused":
        kept = [{"slot": f"{plan.ref}-{client.name}", "plan": PLANS_WHILE_AWAY} for client in clients(plan)]
        moves.append({"action": "pause", "day": calendar.on(plan.paused_from), "by": by, "clients": kept})
    if plan.status == "closed":
        moves += [
            {"action": action, "day": calendar.on(plan.last + week, FRIDAY), "by": by} for action, week in CONCLUSIONS
        ]
    return moves


def _assignments(plan: Plan, calendar: Calendar) -> list[Item]:
    left = {"days": -LEFT_DAYS_AGO}
    since = {"starts": {"days": 1 - LEFT_DAYS_AGO}} if plan.left else {}
    found: list[Item] = []
    if plan.left:
        found.append({"person": plan.left, "capacity": "supervisor", "ends": left})
    if plan.supervisor:
        found.append({"person": plan.supervisor, "capacity": "supervisor", **since})
    if plan.clinical:
        found.append({"person": plan.clinical, "capacity": "clinical_supervisor"})
    found.append({"person": plan.tutor, "capacity": "tutor"})
    return [*({"ref": f"{plan.ref}-with-{each['person']}", **each} for each in found), *cover_of(plan, calendar)]


def _slot(plan: Plan, name: str, kind: str, size_band: str | None, *, calendar: Calendar) -> Item:
    return {
        "ref": f"{plan.ref}-{name}",
        "kind": kind,
        "size_band": size_band,
        "consent_on": calendar.on(min(plan.first - 1, -1), 2),
        "planned_last": calendar.on(plan.last, plan.weekdays[0]),
        "cover": "The supervisor",
        "status": "closed" if plan.status == "closed" else "open",
    }
