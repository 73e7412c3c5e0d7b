"""What waited for somebody who left, on the placements that a person supervises now."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.models import Amendment, Entry
from placement_portal.hours.rules import AmendmentStatus, EntryStatus
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING
from placement_portal.signing.queries import reach

Student = aliased(Person)
Before = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """How many lines of a student wait for somebody who left; for nobody when `before` is None."""

    placement_id: uuid.UUID
    supervisor_id: uuid.UUID | None
    before: str | None
    student: str
    count: int


def left_behind(viewer: Person) -> list[Left]:
    """Return what the viewer can take over, by student and by whom it waited for."""
    conditions = _left(viewer)
    if conditions is None:
        return []
    names = (Student.name.label("student"), Before.name.label("before"))
    wanted = (
        sa.select(Entry.placement_id, Entry.supervisor_id, *names, sa.func.count().label("count"))
        .join(Placement, Placement.id == Entry.placement_id)
        .join(Student, Student.id == Entry.author_id)
        .outerjoin(Before, Before.id == Entry.supervisor_id)
        .where(*conditions)
        .group_by(Entry.placement_id, Entry.supervisor_id, Student.name, Before.name)
        .order_by(Student.name, Before.name, Entry.placement_id)
    )
    return [Left(**row) for row in db.session.execute(wanted).mappings()]


def left_with(viewer: Person, placement_id: uuid.UUID | None, supervisor_id: uuid.UUID | None) -> Sequence[Entry]:
    """Return the entries of one placement that waited for one person who left, and that the viewer can take over."""
    conditions = _left(viewer)
    if conditions is None:
        return []
    wanted = sa.select(Entry).join(Placement, Placement.id == Entry.placement_id).where(*conditions)
    of_both = wanted.where(Entry.placement_id == placement_id, Entry.supervisor_id == supervisor_id)
    return db.session.scalars(of_both.order_by(Entry.id)).all()


def _left(viewer: Person) -> list[sa.ColumnElement[bool]] | None:
    reachable = reach.may_take_over(viewer)
    if reachable is None:
        return None
    today = standing(viewer).today
    still: Any = sa.or_(Assignment.ends.is_(None), Assignment.ends >= today)
    assigned = sa.exists().where(
        Assignment.placement_id == Entry.placement_id,
        Assignment.person_id == Entry.supervisor_id,
        Assignment.capacity.in_(SUPERVISING),
        Assignment.starts <= today,
        still,
    )
    changing = sa.select(Amendment.entry_id).where(Amendment.status == AmendmentStatus.PENDING)
    undecided = sa.or_(Entry.status == EntryStatus.SUBMITTED, Entry.id.in_(changing))
    return [reachable, undecided, ~assigned]
