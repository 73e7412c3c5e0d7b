"""Many people at once: who still lacks a check on a welcome day, and which checks are due to be looked up again."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem, ClearanceType, ClearanceUpload
from placement_portal.clearance.queries.officers import students_of
from placement_portal.clearance.rules import ClearanceFact, ClearanceStatus, ClearanceSubject
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.programmes.models import StudentRecord

MOST: Final = 100
TERM: Final = timedelta(weeks=12)
"""So long after it was looked up a check is looked up again."""

ON_A_SHEET: Final = frozenset(
    {
        ClearanceFact.ISSUED_ON,
        ClearanceFact.LEVEL,
        ClearanceFact.WORKFORCES,
        ClearanceFact.LAST_FOUR,
        ClearanceFact.UPDATE_SERVICE,
        ClearanceFact.MADE_ON,
    }
)
"""What one line of a day sheet can take: dates and four digits; what else a check asks is recorded one by one."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """Somebody on a day sheet, and what they sent in already."""

    person: Person
    sent: ClearanceItem | None


def types_for_sheet(organisation: Organisation) -> list[ClearanceType]:
    """Return the checks of students that a day sheet can take, by name."""
    wanted = sa.select(ClearanceType).where(
        ClearanceType.organisation_id == organisation.id,
        ClearanceType.subject == ClearanceSubject.STUDENT,
        ClearanceType.withdrawn_on.is_(None),
    )
    found = db.session.scalars(wanted.order_by(ClearanceType.name)).all()
    return [each for each in found if ON_A_SHEET.issuperset(each.facts)]


def sheet(organisation: Organisation, type_: ClearanceType, cohort_id: uuid.UUID | None) -> list[SheetLine]:
    """Return the students for whom nobody saw a check yet, by name; two statements."""
    seen = sa.exists().where(
        ClearanceItem.person_id == Person.id,
        ClearanceItem.code == type_.code,
        ClearanceItem.status == ClearanceStatus.VERIFIED,
    )
    wanted = sa.select(Person).where(Person.id.in_(students_of(organisation)), sa.not_(seen))
    if cohort_id:
        inside = sa.select(StudentRecord.person_id).where(StudentRecord.cohort_id == cohort_id)
        wanted = wanted.where(Person.id.in_(inside))
    people = db.session.scalars(wanted.order_by(Person.name, Person.id).limit(MOST)).all()
    sent = _sent(type_, [each.id for each in people])
    return [SheetLine(each, sent.get(each.id)) for each in people]


def to_look_up(organisation: Organisation, today: date) -> Sequence[ClearanceItem]:
    """Return the checks that are due to be looked up, those that were never looked up first; one statement."""
    due = sa.or_(ClearanceItem.update_on.is_(None), ClearanceItem.update_on < today - TERM)
    public = sa.and_(ClearanceType.link != "", ClearanceItem.number != "")
    wanted = (
        sa.select(ClearanceItem)
        .join(ClearanceItem.type_)
        .where(
            ClearanceItem.organisation_id == organisation.id,
            ClearanceItem.status == ClearanceStatus.VERIFIED,
            sa.or_(ClearanceItem.update_consent, public),
            due,
        )
        .options(joinedload(ClearanceItem.person), joinedload(ClearanceItem.type_))
    )
    order = (ClearanceItem.update_on.is_not(None), ClearanceItem.update_on, ClearanceItem.id)
    return db.session.scalars(wanted.order_by(*order).limit(MOST)).all()


def _sent(type_: ClearanceType, people: Sequence[uuid.UUID]) -> dict[uuid.UUID, ClearanceItem]:
    wanted = sa.select(ClearanceItem).where(
        ClearanceItem.person_id.in_(people),
        ClearanceItem.code == type_.code,
        ClearanceItem.status == ClearanceStatus.SUBMITTED,
    )
    return {each.person_id: each for each in db.session.scalars(wanted) if each.person_id}


def find_upload(viewer: Person, upload_id: uuid.UUID) -> ClearanceUpload | None:
    """Return a file of the viewer's own that has not expired."""
    wanted = sa.select(ClearanceUpload).where(
        ClearanceUpload.id == upload_id, ClearanceUpload.by_id == viewer.id, ClearanceUpload.expires_at > clock.now()
    )
    return db.session.scalar(wanted.options(joinedload(ClearanceUpload.organisation)))
