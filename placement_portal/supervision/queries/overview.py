"""Every placement whose supervision somebody sees first: their own as a student, and those of their supervisees."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.programmes.models import StudentRecord
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.policy import GIVING
from placement_portal.supervision.rules import SupervisionStatus

Part = SupervisionPart
HELD = (SupervisionStatus.SUBMITTED, SupervisionStatus.CONFIRMED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One placement: whose it is, when supervision was last held, how much, and how many records wait."""

    id: uuid.UUID
    person_id: uuid.UUID
    student: str
    starts: date
    ends: date
    last: date | None
    minutes: int
    waiting: int


def overview(viewer: Person) -> list[Row]:
    """Return one's own placements and those one supervises or tutors, in one statement; the longest ago comes first."""
    ours = standing(viewer)
    given = {each.to for each in ours.assignments if each.what in GIVING and each.still_reads(ours.today)}
    mine = sa.or_(Placement.student_id.in_(ours.own_records()), Placement.id.in_(given))
    stands = sa.and_(Part.status.in_(HELD), Part.reversed_at.is_(None), Part.minutes > 0)
    columns: tuple[Any, ...] = (
        *(Placement.id, StudentRecord.person_id, Person.name.label("student"), Placement.starts, Placement.ends),
        sa.func.max(sa.case((stands, Part.day))).label("last"),
        sa.func.coalesce(sa.func.sum(sa.case((stands, Part.minutes), else_=0)), 0).label("minutes"),
        sa.func.coalesce(sa.func.sum(sa.case((Part.status == SupervisionStatus.SUBMITTED, 1), else_=0)), 0).label(
            "waiting"
        ),
    )
    wanted = (
        sa.select(*columns)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Person, Person.id == StudentRecord.person_id)
        .outerjoin(Part, Part.placement_id == Placement.id)
        .where(mine)
        .group_by(Placement.id, StudentRecord.person_id, Person.name, Placement.starts, Placement.ends)
    )
    found = [Row(**row) for row in db.session.execute(wanted).mappings()]
    today = ours.today
    return sorted(found, key=lambda each: (each.ends < today, each.last or date.min, each.student, each.id))
