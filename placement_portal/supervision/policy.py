"""Who writes down, reads, confirms and changes supervision: predicates over a person and a placement or a record."""

from datetime import timedelta
from typing import Final

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.hours.policy import BOARD, withdrawn_long_ago
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import TAKES_HOURS
from placement_portal.rhythm.policy import GIVING, gives
from placement_portal.supervision.models import SupervisionAction, SupervisionPart
from placement_portal.supervision.rules import OPEN, SupervisionStatus

ACTED_ON: Final = frozenset({*OPEN, SupervisionStatus.CONFIRMED})


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
    if person.id == part.author_id or withdrawn_long_ago(part.placement):
        return False
    if not part.by_student:
        return person.id == part.student_id
    return person.id != part.student_id and _supervised(person, part)


def may_ask_for_change(person: Person, part: SupervisionPart) -> bool:
    """The two sides: the student, and who supervised; of a withdrawn placement only as long as lines are decided."""
    side = person.id == part.student_id or _supervised(person, part)
    return side and not withdrawn_long_ago(part.placement)


def may_undo(person: Person, part: SupervisionPart) -> bool:
    """Only the one who decided; for how long is a rule, not a right."""
    return person.id == part.decided_by_id


def may_reverse(person: Person, part: SupervisionPart) -> bool:
    """The tutor or the lead, when they had no part in it."""
    return _is_university(person, part) and person.id != part.decided_by_id


def may_confirm_for_university(person: Person, part: SupervisionPart) -> bool:
    """The tutor or the lead, on other evidence, of what a student wrote and no supervisor decided in time."""
    waits = part.status is SupervisionStatus.SUBMITTED and part.by_student
    placement = part.placement
    if not waits or not _is_university(person, part) or withdrawn_long_ago(placement):
        return False
    return placement.status in BOARD or _is_overdue(part)


def _is_university(person: Person, part: SupervisionPart) -> bool:
    ours = placements.is_tutor(person, part.placement) or placements.is_lead(person, part.placement)
    return ours and person.id not in {part.author_id, part.student_id, part.session.supervisor_id}


def _is_overdue(part: SupervisionPart) -> bool:
    """Say whether it waited longer than the grace: 28 days, or what the university says."""
    since = clock.local(part.submitted_at).date() if part.submitted_at else part.day
    return clock.today() > since + timedelta(days=part.placement.university.grace_days)


def may_comment(person: Person, part: SupervisionPart) -> bool:
    """Who supervised; never the student."""
    return person.id != part.student_id and _supervised(person, part)


def may_reflect(person: Person, part: SupervisionPart) -> bool:
    """The student alone."""
    return person.id == part.student_id and placements.is_their_student(person, part.placement)


def may_act(person: Person, part: SupervisionPart) -> bool:
    """Either side of what was not merged away: agree on what is to be done."""
    student = part.placement.student_id in placements.standing(person).on_course()
    return part.status in ACTED_ON and (student or _supervised(person, part))


def may_change_action(person: Person, action: SupervisionAction) -> bool:
    """Either side of the record in which it was agreed, or whoever supervises the placement now."""
    return may_act(person, action.part) or (person.id != action.part.student_id and gives(person, action.placement))


def may_finish(person: Person, action: SupervisionAction) -> bool:
    """Whose it is; of somebody who supervises no more, whoever does."""
    if person.id == action.owner_id:
        return True
    left = action.owner_id != action.part.student_id and action.owner_id not in _assigned_today(action.placement)
    return left and gives(person, action.placement)


def _supervised(person: Person, part: SupervisionPart) -> bool:
    if person.id == part.session.supervisor_id and gives(person, part.placement, on=part.day):
        return True
    if person.id == part.handed_to_id and gives(person, part.placement):
        return True
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
