"""What waits for one person: records to confirm, and changes of confirmed records to answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import Assignment
from placement_portal.placements.policy import Relation, standing
from placement_portal.rhythm.policy import GIVING
from placement_portal.supervision.models import SupervisionChange, SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import SupervisionChangeStatus, SupervisionStatus

Part = SupervisionPart
MOST: Final = 20


def waiting_for(viewer: Person, *, limit: int = MOST) -> list[Part]:
    """Return what waits for the viewer, the oldest first, and one more when there are: confirmed ones ask for a change.

    Asked in one statement, and of nobody who has to do with no placement.
    """
    wanted = waiting(viewer, sa.select(Part))
    if wanted is None:
        return []
    people = (joinedload(Part.student), joinedload(Part.author))
    session = contains_eager(Part.session).joinedload(SupervisionSession.supervisor)
    return list(db.session.scalars(wanted.options(*people, session).order_by(Part.day, Part.id).limit(limit + 1)))


def waiting(viewer: Person, wanted: sa.Select[Any]) -> sa.Select[Any] | None:
    """Narrow records to those that wait for the viewer; `wanted` selects from them.

    None for whoever is no student and neither supervises nor tutors one, nor did lately.
    """
    ours = standing(viewer)
    given = [each for each in ours.assignments if each.what in GIVING and each.still_reads(ours.today)]
    if not given and not ours.records:
        return None
    held, mine = _held_with(viewer, given, ours.today), Part.student_id == viewer.id
    by_student = Part.author_id == Part.student_id
    to_confirm = sa.or_(sa.and_(mine, sa.not_(by_student)), sa.and_(sa.not_(mine), by_student, held))
    pending = sa.exists().where(
        SupervisionChange.part_id == Part.id,
        SupervisionChange.status == SupervisionChangeStatus.PENDING,
        SupervisionChange.asked_by_id != viewer.id,
    )
    to_answer = sa.and_(Part.changing, pending, sa.or_(mine, held))
    submitted = sa.and_(Part.status == SupervisionStatus.SUBMITTED, to_confirm)
    return wanted.join(SupervisionSession, SupervisionSession.id == Part.session_id).where(sa.or_(submitted, to_answer))


def _held_with(viewer: Person, given: Sequence[Relation], today: date) -> sa.ColumnElement[bool]:
    """Sessions with the viewer within their grace, and those of somebody who is not assigned any more."""
    here = sorted({each.to for each in given if each.holds(today)})
    inside = [
        sa.and_(Part.placement_id == each.to, Part.day.between(each.starts, each.ends))
        for each in given
        if each.ends is not None and not each.holds(today)
    ]
    still = sa.or_(Assignment.ends.is_(None), Assignment.ends >= today)
    assigned = sa.exists().where(
        Assignment.placement_id == Part.placement_id,
        Assignment.person_id == SupervisionSession.supervisor_id,
        Assignment.capacity.in_(GIVING),
        Assignment.starts <= today,
        still,
    )
    there = Part.placement_id.in_(here)
    with_viewer = sa.and_(SupervisionSession.supervisor_id == viewer.id, sa.or_(there, *inside))
    handed = sa.and_(there, Part.handed_to_id == viewer.id)
    return sa.or_(with_viewer, handed, sa.and_(there, sa.not_(assigned)))
