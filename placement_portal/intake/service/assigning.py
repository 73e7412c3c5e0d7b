"""Rows of assignments: who supervises or tutors which placement, in which capacity, from when to when."""

from datetime import date
from typing import Final, TypeAlias

from placement_portal.intake.queries.standing import Assigned, Placed, Someone
from placement_portal.intake.rules import ImportKind, ImportOutcome
from placement_portal.intake.service import people
from placement_portal.intake.service.files import Line
from placement_portal.intake.service.placing import MANY_PLACEMENTS, ORDER, amend
from placement_portal.intake.service.plan import Plan, Refused
from placement_portal.intake.service.providers import provider_of
from placement_portal.placements.models import Assignment
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.sheets import key
from placement_portal.web.labels import label

Of: TypeAlias = tuple[Placed, Someone, AssignmentCapacity]
WHICH: Final = "Say which placement: its ref, or whose it is."
NO_REF: Final = "There is no placement with this ref: check it, or the row that brings it in."
NO_PLACEMENT: Final = "There is no such placement of this student: check it, or the row that brings it in."
OWN: Final = "A student cannot supervise or tutor their own placement."
NOT_A_TUTOR: Final = "This person is no tutor or lead of the programme: give them the role first."
NOT_YOURS: Final = "The university says who tutors."
NOT_A_SUPERVISOR: Final = "This person does not supervise for {}: add a row to Supervisors."


def plan_assignment(plan: Plan, line: Line) -> None:
    """Plan an assignment; raise `Refused` for a placement, person or date that does not fit."""
    placed = _placement(plan, line)
    someone = people.named(plan, line, "person", ImportKind.SUPERVISORS)
    capacity = line["capacity"] or plan.works_as.get(someone.id)
    if capacity is None:
        raise Refused("capacity", "This is missing.")
    _check(plan, placed, someone, capacity)
    there = plan.known.assignments.setdefault((placed.id, someone.id, capacity.value), [])
    found = _same(there, line["starts"], line["ends"])
    starts = line["starts"] or (found.starts if found else placed.starts)
    if line["ends"] and line["ends"] < starts:
        raise Refused("ends", ORDER)
    plan.claim(line, "person", "assignment", placed.id, someone.id, capacity, starts)
    notes: list[str] = []
    of = (placed, someone, capacity)
    if found:
        outcome = _change(plan, of, found, (starts, line["ends"] or found.ends), notes)
    else:
        outcome = ImportOutcome.NEW
        there.append(_add(plan, of, starts, line["ends"]))
    subject = f"{someone.name}, {label(capacity).text.lower()} of {placed.name}"
    plan.settle(line, subject, outcome, placed.university_id, notes)


def _placement(plan: Plan, line: Line) -> Placed:
    if line["placement"]:
        found = plan.known.placements.get(plan.known.refs.get((ImportKind.PLACEMENTS, line["placement"])))  # type: ignore[arg-type]
        if found is None:
            raise Refused("placement", NO_REF)
        return found
    if not line["student"]:
        raise Refused("placement", WHICH)
    return _placement_of(plan, line)


def _placement_of(plan: Plan, line: Line) -> Placed:
    someone = people.named(plan, line, "student", ImportKind.STUDENTS)
    provider_id = provider_of(plan, line) if line["provider"] else None
    fitting = [
        each
        for each in plan.known.of_student.get(someone.id, ())
        if provider_id in (None, each.provider_id) and key(line["stage"] or each.stage) == key(each.stage)
    ]
    if len(fitting) != 1:
        raise Refused("student", MANY_PLACEMENTS if fitting else NO_PLACEMENT)
    return fitting[0]


def _check(plan: Plan, placed: Placed, someone: Someone, capacity: AssignmentCapacity) -> None:
    if someone.id == placed.person_id:
        raise Refused("person", OWN)
    if capacity is AssignmentCapacity.TUTOR:
        if not plan.known.is_university:
            raise Refused("capacity", NOT_YOURS)
        if (someone.id, placed.programme_id) not in plan.known.tutors:
            raise Refused("person", NOT_A_TUTOR)
    elif plan.known.supervisors.isdisjoint((someone.id, of) for of in (placed.provider_id, placed.university_id)):
        raise Refused("person", NOT_A_SUPERVISOR.format(plan.known.providers.get(placed.provider_id, "the provider")))


def _add(plan: Plan, of: Of, starts: date, ends: date | None) -> Assigned:
    placed, someone, capacity = of
    values = {"placement_id": placed.id, "person_id": someone.id, "capacity": capacity}
    if not placed.is_new:
        amend(plan, placed, starts, [{"what": capacity.value, "old": None, "new": str(someone.id)}])
    return Assigned(plan.insert(Assignment, **values, starts=starts, ends=ends), starts, ends)


def _change(plan: Plan, of: Of, found: Assigned, dates: tuple[date, date | None], notes: list[str]) -> ImportOutcome:
    placed, someone, capacity = of
    starts, ends = dates
    if (found.starts, found.ends) == dates:
        return ImportOutcome.KEPT
    notes.append(f"From {starts:%d/%m/%Y}{f' to {ends:%d/%m/%Y}' if ends else ''}.")
    found.starts, found.ends = dates
    plan.update(Assignment, {"id": found.id}, starts=starts, ends=ends)
    amend(plan, placed, ends or starts, [_dated(capacity, someone, ends)])
    return ImportOutcome.CHANGED


def _same(there: list[Assigned], starts: date | None, ends: date | None) -> Assigned | None:
    """Return the assignment that a row means: of the same first day, or the last one that overlaps the dates."""
    if starts is None:
        return there[-1] if there else None
    exact = [each for each in there if each.starts == starts]
    overlapping = [
        each for each in there if (each.ends is None or each.ends >= starts) and (ends is None or each.starts <= ends)
    ]
    return next(iter(exact or overlapping[-1:]), None)


def _dated(capacity: AssignmentCapacity, someone: Someone, ends: date | None) -> dict[str, str | None]:
    who = str(someone.id)  # not the name, which may change
    names = (who, None) if ends else (None, who)
    return {"what": capacity.value, **dict(zip(("old", "new"), names, strict=True))}
