"""Who writes down, reads, confirms and changes supervision: predicates over a person and a placement or a record."""

from datetime import date
from typing import Final

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import SUPERVISING, TAKES_HOURS, AssignmentCapacity, may_decide_on
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus

GIVING: Final = frozenset({*SUPERVISING, AssignmentCapacity.TUTOR})
"""The capacities in which somebody supervises a student: for the provider, or for the university."""


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


def may_read_list(person: Person, placement: Placement) -> bool:
    """The student, who supervises or tutors it, or did to its end, and the programme lead; never an administrator."""
    return (
        placements.is_their_student(person, placement)
        or gives(person, placement)
        or placements.supervised_to_the_end(person, placement)
        or _decides_still(person, placement)
        or placements.is_lead(person, placement)
    )


def may_write(person: Person, placement: Placement) -> bool:
    """The placement's student while it takes hours; who supervises or tutors it, within the grace."""
    if placement.status not in TAKES_HOURS:
        return False
    student = placement.student_id in placements.standing(person).on_course()
    return student or gives(person, placement) or _decides_still(person, placement)


def reads(person: Person, part: SupervisionPart) -> bool:
    """Whoever reads the list, of a draft its writer alone; who left, only what was held with them."""
    if part.status is SupervisionStatus.DRAFT:
        return person.id == part.author_id
    if only_left(person, part.placement):
        return person.id == part.session.supervisor_id
    return may_read_list(person, part.placement)


def may_change(person: Person, part: SupervisionPart) -> bool:
    """Only the one who wrote it."""
    return person.id == part.author_id


def may_confirm(person: Person, part: SupervisionPart) -> bool:
    """The other side: the student of what a supervisor wrote; of what the student wrote, who supervised, or replaces
    somebody who is not assigned any more. Never whoever wrote it.
    """
    if person.id == part.author_id:
        return False
    if not part.by_student:
        return person.id == part.student_id
    return person.id != part.student_id and _supervised(person, part)


def may_ask_for_change(person: Person, part: SupervisionPart) -> bool:
    """The two sides: the student, and who supervised."""
    return person.id == part.student_id or _supervised(person, part)


def may_comment(person: Person, part: SupervisionPart) -> bool:
    """Who supervised; never the student."""
    return person.id != part.student_id and _supervised(person, part)


def may_reflect(person: Person, part: SupervisionPart) -> bool:
    """The student alone."""
    return person.id == part.student_id and placements.is_their_student(person, part.placement)


def _supervised(person: Person, part: SupervisionPart) -> bool:
    if person.id == part.session.supervisor_id:
        return gives(person, part.placement, on=part.day)
    return gives(person, part.placement) and part.session.supervisor_id not in _assigned_today(part.placement)


def _assigned_today(placement: Placement) -> set[object]:
    today = clock.today()
    return {
        each.person_id
        for each in placement.assignments
        if each.capacity in GIVING and each.starts <= today and (each.ends is None or each.ends >= today)
    }


def _decides_still(person: Person, placement: Placement) -> bool:
    """Say whether somebody left so lately that they still write down and confirm what was held with them."""
    ours = placements.standing(person)
    links = [each for each in ours.assignments if each.to == placement.id and each.what in GIVING]
    return any(each.still_reads(ours.today) for each in links)


def only_left(person: Person, placement: Placement) -> bool:
    """Say whether somebody is there for nothing else than an assignment that ended before the placement did."""
    return not (
        placements.is_their_student(person, placement)
        or gives(person, placement)
        or placements.supervised_to_the_end(person, placement)
        or placements.is_lead(person, placement)
    )
