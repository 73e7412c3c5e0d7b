"""What is kept of progress, for pages."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import Given, db
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import StudentRecord
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import Shown, shown


def of_viewer(viewer: Person) -> list[tuple[StudentRecord, Shown]]:
    """Return the viewer's own records with what their present stage comes to, newest first."""
    wanted = (
        sa.select(StudentRecord, StudentProgress)
        .join(StudentProgress, _present())
        .where(StudentRecord.person_id == viewer.id)
        .options(joinedload(StudentRecord.stage))
        .order_by(StudentRecord.id.desc())
    )
    return [(record, shown(kept)) for record, kept in db.session.execute(wanted)]


def of_placement(placement: Placement) -> Shown | None:
    """Return what the stage of a placement that one may see comes to, over all placements in it."""
    return _one(StudentProgress.student_id == placement.student_id, StudentProgress.stage_id == placement.stage_id)


def of_record(student: StudentRecord) -> Shown | None:
    """Return what the present stage of a student whom one may see comes to."""
    return _one(StudentProgress.student_id == student.id, StudentProgress.stage_id == student.stage_id)


def among_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the question for a `Together` that is asked with a list of `records`; `among` reads the answer."""
    records: sa.BindParameter[Any] = sa.bindparam("records", expanding=True, type_=sa.Uuid())
    return {"progress": sa.select(StudentProgress).where(StudentProgress.student_id.in_(records))}


def among(given: Given, placements: Iterable[Placement]) -> dict[Placement, Shown]:
    """Return what the stages of several placements that one may see come to."""
    rows = {(each.student_id, each.stage_id): each for (each,) in given["progress"]}
    found = {each: rows.get((each.student_id, each.stage_id)) for each in placements}
    return {each: shown(row) for each, row in found.items() if row is not None}


def _present() -> sa.ColumnElement[bool]:
    return sa.and_(StudentProgress.student_id == StudentRecord.id, StudentProgress.stage_id == StudentRecord.stage_id)


def _one(*where: sa.ColumnElement[bool]) -> Shown | None:
    row = db.session.scalar(sa.select(StudentProgress).where(*where))
    return shown(row) if row else None
