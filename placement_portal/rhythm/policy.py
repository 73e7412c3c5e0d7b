"""Who plans supervision, and who says how often it is: predicates over a person and a placement."""

from datetime import date
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN, SUPERVISING, AssignmentCapacity, may_decide_on
from placement_portal.rhythm.models import PlannedSupervision

GIVING: Final = frozenset({*SUPERVISING, AssignmentCapacity.TUTOR})
"""The capacities in which somebody supervises a student: for the provider, or for the university."""


def placement_of(thing: Placement | PlannedSupervision) -> Placement:
    """Return the placement that something is about."""
    return thing.placement if isinstance(thing, PlannedSupervision) else thing


def decisive_day(day: date, placement: Placement) -> date:
    """Return the day whose supervisor decides: a meeting before the first day belongs to the first day's supervisor."""
    return min(max(day, placement.starts), placement.ends)


def gives(person: Person, placement: Placement, on: date | None = None) -> bool:
    """Say whether somebody supervises it, or tutors it, today or, with `on`, may decide today on that day."""
    ours = placements.standing(person)
    links = [each for each in ours.assignments if each.to == placement.id and each.what in GIVING]
    if on is None:
        return any(each.holds(ours.today) for each in links)
    day = decisive_day(on, placement)
    return any(may_decide_on(day, each.starts, each.ends, ours.today, each.grace_days) for each in links)


def may_plan(person: Person, thing: Placement | PlannedSupervision) -> bool:
    """Either side, while the placement is not over: its student, and who supervises or tutors it."""
    placement = placement_of(thing)
    student = placement.student_id in placements.standing(person).on_course()
    return placement.status in OPEN and (student or gives(person, placement))


def sees_plan(person: Person, thing: Placement | PlannedSupervision) -> bool:
    """Those who plan, and the programme's lead."""
    placement = placement_of(thing)
    return (
        placements.is_their_student(person, placement)
        or gives(person, placement)
        or placements.is_lead(person, placement)
    )


def may_set_pace(person: Person, placement: Placement) -> bool:
    """Who supervises or tutors it, and the staff of its programme; never the student."""
    if placement.status not in OPEN or placements.is_their_student(person, placement):
        return False
    return gives(person, placement) or placements.is_programme_staff(person, placement)
