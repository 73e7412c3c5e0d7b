"""Who supervises and who tutors: from a day, to a day, and who goes on."""

from datetime import date, timedelta
from typing import Final

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries.asking import before_supervising
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import events
from placement_portal.placements.models import (
    Assignment,
    Placement,
)
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.placements.service.keeping import amend, record

OWN_PLACEMENT: Final = "A student cannot supervise or tutor their own placement."


def assign(
    placement: Placement, person: Person, capacity: AssignmentCapacity, *, starts: date, by: Person
) -> Assignment:
    """Let somebody supervise or tutor from a day on; raise `Refused` for the student, or when it overlaps their own."""
    _check_assignable(placement, person, capacity, starts)
    assignment = Assignment(person_id=person.id, capacity=capacity, starts=starts)
    placement.assignments.append(assignment)
    db.session.flush()
    amend(placement, starts, [[capacity.value, None, str(person.id)]], by)
    assigned = events.PersonAssigned(person=person.id, capacity=capacity, starts=starts)
    record(placement, assigned, by)
    return assignment


def end_assignment(
    assignment: Assignment, *, ends: date, successor: Person | None = None, by: Person, shown: int | None = None
) -> None:
    """End an assignment after its last day, and let somebody go on from the next day.

    Raises `Refused` for a day before its first or a successor who is assigned already, `Moved` when stale.
    """
    transaction.check_version(assignment, shown)
    if ends < assignment.starts:
        raise Refused("The last day must not be before the first.")
    placement, next_day = assignment.placement, ends + timedelta(days=1)
    if successor:
        _check_assignable(placement, successor, assignment.capacity, next_day)
    before, assignment.ends = assignment.ends, ends
    amend(placement, ends, [[assignment.capacity.value, str(assignment.person_id), None]], by)
    ended = events.AssignmentEnded(person=assignment.person_id, capacity=assignment.capacity, before=before, ends=ends)
    record(placement, ended, by)
    if successor:
        assign(placement, successor, assignment.capacity, starts=next_day, by=by)


def refuse_unchecked(person: Person, capacity: AssignmentCapacity) -> None:
    """Raise `Refused` when a check that blocks the assignment of a supervisor is not in place."""
    missing = before_supervising(person.id) if capacity in SUPERVISING else []
    if missing:
        raise Refused(f"{person.name} cannot be assigned yet. {' '.join(missing)}")


def _check_assignable(placement: Placement, person: Person, capacity: AssignmentCapacity, starts: date) -> None:
    refuse_unchecked(person, capacity)
    if person.id == placement.student.person_id:
        raise Refused(OWN_PLACEMENT)
    if any(_clashes(each, person, capacity, starts) for each in placement.assignments):
        raise Refused(f"{person.name} is assigned in this capacity already.")


def _clashes(each: Assignment, person: Person, capacity: AssignmentCapacity, starts: date) -> bool:
    same = each.person_id == person.id and each.capacity is capacity
    return same and (each.ends is None or each.ends >= starts)


def replace(assignment: Assignment, person: Person, *, from_day: date, by: Person) -> Assignment:
    """Let somebody go on from a day in the place of another, until the day that the other would have stayed.

    Raises `Refused` when the other begins only on that day or later, or ended before, or the person is assigned.
    """
    placement = assignment.placement
    refuse_replacing(assignment, person, from_day)
    made = Assignment(person_id=person.id, capacity=assignment.capacity, starts=from_day, ends=assignment.ends)
    before, assignment.ends = assignment.ends, from_day - timedelta(days=1)
    placement.assignments.append(made)
    db.session.flush()
    ended = events.AssignmentEnded(
        person=assignment.person_id, capacity=assignment.capacity, before=before, ends=assignment.ends
    )
    record(placement, ended, by)
    record(placement, events.PersonAssigned(person=person.id, capacity=made.capacity, starts=from_day), by)
    return made


def refuse_replacing(assignment: Assignment, person: Person, from_day: date) -> None:
    """Raise `Refused` when somebody cannot go on from a day in the place of another."""
    refuse_unchecked(person, assignment.capacity)
    if not assignment.starts < from_day or (assignment.ends and assignment.ends < from_day):
        raise Refused(f"{assignment.person.name} is not assigned on the day before. Choose another day.")
    if person.id == assignment.placement.student.person_id:
        raise Refused(OWN_PLACEMENT)
    last = assignment.ends or date.max
    if any(
        each.person_id == person.id
        and each.capacity is assignment.capacity
        and each.starts <= last
        and from_day <= (each.ends or date.max)
        for each in assignment.placement.assignments
    ):
        raise Refused(f"{person.name} is assigned in this capacity already.")


def put_back(assignment: Assignment, successor: Assignment, *, by: Person) -> None:
    """Take back that somebody goes on in the place of another: the other stays as long as the successor would have."""
    assignment.ends = successor.ends
    record(
        assignment.placement,
        events.AssignmentEnded(
            person=successor.person_id, capacity=successor.capacity, before=successor.ends, ends=successor.starts
        ),
        by,
    )
    assignment.placement.assignments.remove(successor)
    db.session.delete(successor)
