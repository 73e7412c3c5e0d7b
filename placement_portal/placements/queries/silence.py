"""To and about whom nobody writes, since they pause: what every job that writes letters asks first."""

import functools
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.placements.rules import OPEN, WAKES_BEFORE, Pause, is_silent
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.students.models import StudentMove


def silent_placements(placement_ids: Collection[uuid.UUID], on: date) -> set[uuid.UUID]:
    """Return which of some placements are silent on a day: no letters to or about their student. One statement."""
    wanted = sa.select(PlacementPause.placement_id, PlacementPause.starts, PlacementPause.ends)
    pauses: dict[uuid.UUID, list[Pause]] = defaultdict(list)
    for row in db.session.execute(wanted.where(PlacementPause.placement_id.in_(placement_ids))):
        pauses[row.placement_id].append((row.starts, row.ends))
    return {each for each, known in pauses.items() if is_silent(known, on)}


def silent_students(student_ids: Collection[uuid.UUID], on: date) -> set[uuid.UUID]:
    """Return which of some student records are silent on a day, in two statements.

    They interrupt the course, or all their placements that are to come or under way are silent.
    """
    asked = {"students": list(student_ids)}
    interrupted: dict[uuid.UUID, list[Pause]] = {}
    for student, first, returns_on in db.session.execute(_interruptions(), asked):
        interrupted[student] = [(first, returns_on - timedelta(days=1) if returns_on else None)]
    placed: dict[uuid.UUID, dict[uuid.UUID, list[Pause]]] = defaultdict(lambda: defaultdict(list))
    for student, placement, starts, ends in db.session.execute(_placed(), asked):
        placed[student][placement] += [] if starts is None else [(starts, ends)]
    return {
        *(each for each, known in interrupted.items() if is_silent(known, on)),
        *(each for each, known in placed.items() if all(is_silent(pauses, on) for pauses in known.values())),
    }


def is_silent_on(on: date) -> sa.ColumnElement[bool]:
    """Return what holds of the placements that are silent on a day, for statements of jobs.

    Every day until letters begin again lies in a pause, which says the same as `is_silent`.
    """
    days = sa.union_all(*_days(on)).subquery()
    covered = sa.select(PlacementPause.id).where(
        PlacementPause.placement_id == Placement.id,
        PlacementPause.starts <= days.c.day,
        sa.or_(PlacementPause.ends.is_(None), PlacementPause.ends >= days.c.day),
    )
    awake = sa.select(days.c.day).where(~covered.correlate(Placement, days).exists())
    return ~awake.correlate(Placement).exists()


def _days(on: date) -> Iterator[sa.Select[Any]]:
    for ahead in range(WAKES_BEFORE.days + 1):
        yield sa.select(sa.literal(on + timedelta(days=ahead), sa.Date()).label("day"))


@functools.cache
def _placed() -> sa.Select[uuid.UUID, uuid.UUID, date | None, date | None]:
    students: sa.BindParameter[uuid.UUID] = sa.bindparam("students", expanding=True, type_=sa.Uuid())
    wanted: sa.Select[uuid.UUID, uuid.UUID, date | None, date | None] = sa.select(
        Placement.student_id, Placement.id, sa.type_coerce(PlacementPause.starts, sa.Date()), PlacementPause.ends
    )
    joined = wanted.outerjoin(PlacementPause, PlacementPause.placement_id == Placement.id)
    return joined.where(Placement.student_id.in_(students), Placement.status.in_(OPEN))


@functools.cache
def _interruptions() -> sa.Select[uuid.UUID, date, date | None]:
    """Return what finds the last move of students who interrupt now: since when, and when they mean to return."""
    students: sa.BindParameter[uuid.UUID] = sa.bindparam("students", expanding=True, type_=sa.Uuid())
    interrupted = sa.and_(StudentMove.student_id == StudentRecord.id, StudentMove.status == StudentStatus.INTERRUPTED)
    wanted = sa.select(StudentMove.student_id, StudentMove.day, StudentMove.returns_on).join(StudentRecord, interrupted)
    standing = wanted.where(StudentRecord.id.in_(students), StudentRecord.status == StudentStatus.INTERRUPTED)
    return standing.order_by(StudentMove.student_id, StudentMove.at, StudentMove.id)
