"""Who looked at one's own checks: role, organisation and time; names of those on the placement alone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceLook
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.programmes.models import StudentRecord
from placement_portal.register.rules import PAGE


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody read one's checks; the name is there only of who is, or was, on one's placement."""

    id: uuid.UUID
    at: datetime
    role: str
    organisation: str
    page: str
    name: str


def looks_at(viewer: Person, after: uuid.UUID | None) -> tuple[Sequence[Look], uuid.UUID | None]:
    """Return one page of who looked at the viewer's own checks, the latest first, and where the next one begins."""
    on_placement = (
        sa.exists()
        .where(
            Assignment.person_id == ClearanceLook.by_id,
            Assignment.placement_id == Placement.id,
            Placement.student_id == StudentRecord.id,
            StudentRecord.person_id == viewer.id,
        )
        .correlate(ClearanceLook)
    )
    name = sa.case((on_placement, Person.name), else_="")
    wanted = (
        sa.select(ClearanceLook.id, ClearanceLook.at, ClearanceLook.role, Organisation.name, ClearanceLook.page, name)
        .join(Organisation, Organisation.id == ClearanceLook.organisation_id)
        .join(Person, Person.id == ClearanceLook.by_id)
        .where(ClearanceLook.subject_id == viewer.id)
    )
    last = db.session.get(ClearanceLook, after) if after else None
    if last:
        earlier = sa.and_(ClearanceLook.at == last.at, ClearanceLook.id < last.id)
        wanted = wanted.where(sa.or_(ClearanceLook.at < last.at, earlier))
    rows = db.session.execute(wanted.order_by(ClearanceLook.at.desc(), ClearanceLook.id.desc()).limit(PAGE + 1))
    found = [Look(*row) for row in rows]
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
