"""Who supervises and who tutors: from a day, to a day, and who goes on."""

from datetime import date, timedelta

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import events
from placement_portal.placements.models import (
    Assignment,
    Placement,
)
from placement_portal.placements.rules import (
    AssignmentCapacity,
)
from placement_portal.placements.service.keeping import amend, record


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


def _check_assignable(placement: Placement, person: Person, capacity: AssignmentCapacity, starts: date) -> None:
    if person.id == placement.student.person_id:
        raise Refused("A student cannot supervise or tutor their own placement.")
    if any(_clashes(each, person, capacity, starts) for each in placement.assignments):
        raise Refused(f"{person.name} is assigned in this capacity already.")


def _clashes(each: Assignment, person: Person, capacity: AssignmentCapacity, starts: date) -> bool:
    same = each.person_id == person.id and each.capacity is capacity
    return same and (each.ends is None or each.ends >= starts)
