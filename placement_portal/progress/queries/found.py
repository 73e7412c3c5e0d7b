"""Which students something that changed concerns, and what is kept of them."""

import uuid
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress.models import StudentProgress


def students_around(ids: AbstractSet[uuid.UUID]) -> list[uuid.UUID]:
    """Return the students that a change concerns: of a student, a stage, a setting, a person or an organisation."""
    placed = sa.select(Placement.student_id)
    at_sites = placed.join(PlacementSite, PlacementSite.placement_id == Placement.id)
    found = sa.union(
        sa.select(StudentRecord.id).where(StudentRecord.id.in_(ids)),
        sa.select(StudentRecord.id).where(StudentRecord.stage_id.in_(ids)),
        sa.select(StudentRecord.id).where(StudentRecord.person_id.in_(ids)),
        placed.where(Placement.university_id.in_(ids)),
        placed.where(Placement.provider_id.in_(ids)),
        placed.where(Placement.stage_id.in_(ids)),
        at_sites.where(PlacementSite.site_id.in_(ids)),
    )
    return sorted(db.session.scalars(found))


def people_of(students: Iterable[uuid.UUID]) -> Sequence[uuid.UUID]:
    """Return the people behind some students."""
    wanted = sa.select(StudentRecord.person_id).where(StudentRecord.id.in_(list(students))).distinct()
    return db.session.scalars(wanted.order_by(StudentRecord.person_id)).all()


def next_students(after: uuid.UUID | None, number: int) -> Sequence[uuid.UUID]:
    """Return the next students in the order of their ids, for work that goes through all of them."""
    wanted = sa.select(StudentRecord.id).order_by(StudentRecord.id).limit(number)
    return db.session.scalars(wanted.where(StudentRecord.id > after) if after else wanted).all()


def kept(students: Iterable[uuid.UUID]) -> Sequence[StudentProgress]:
    """Return the kept totals of some students."""
    wanted = sa.select(StudentProgress).where(StudentProgress.student_id.in_(list(students)))
    ordered = wanted.order_by(StudentProgress.student_id, StudentProgress.stage_id)
    return db.session.scalars(ordered.execution_options(populate_existing=True)).all()
