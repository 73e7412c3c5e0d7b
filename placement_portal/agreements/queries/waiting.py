"""What waits for one person's signature, and who has been waited for long enough to be reminded."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.agreements.models import Agreement, AgreementNotice, AgreementParty
from placement_portal.agreements.policy import STAFF, STAFF_SIGNS, TUTOR_SIGNS, TUTORING, coordinated
from placement_portal.agreements.rules import TO_SIGN, PartyRole, ProviderSigner
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import Standing, standing
from placement_portal.placements.rules import OPEN, SUPERVISING
from placement_portal.programmes.models import StudentRecord

PAGE: Final = 25
Cursor = tuple[datetime, uuid.UUID]
_Student, _Provider = aliased(Person), aliased(Organisation)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An agreement that waits for somebody's signature."""

    id: uuid.UUID
    number: int
    role: PartyRole
    asked_at: datetime | None
    student: str
    provider: str


@dataclass(frozen=True, slots=True)
class Overdue:
    """A party that was asked and has not signed, and when it was last written to."""

    agreement: Agreement
    role: PartyRole
    last: datetime | None


def waiting_for(viewer: Person, limit: int = PAGE, after: Cursor | None = None) -> list[Waiting]:
    """Return agreements that wait for the viewer, the longest first, and one more than `limit` when there are more."""
    mine = _theirs(viewer, standing(viewer))
    if mine is None:
        return []
    columns = (Agreement.id, Agreement.number, AgreementParty.role, AgreementParty.asked_at)
    wanted = (
        sa.select(*columns, _Student.name, _Provider.name)
        .join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
        .join(Placement, Placement.id == Agreement.placement_id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(_Student, _Student.id == StudentRecord.person_id)
        .join(_Provider, _Provider.id == Placement.provider_id)
        .where(*_asked(), mine)
        .order_by(AgreementParty.asked_at, Agreement.id)
    )
    if after:
        asked_at, agreement_id = after
        later = sa.and_(AgreementParty.asked_at == asked_at, Agreement.id > agreement_id)
        wanted = wanted.where(sa.or_(AgreementParty.asked_at > asked_at, later))
    return [Waiting(*row) for row in db.session.execute(wanted.limit(limit + 1))]


def ids_waiting_for(viewer: Person) -> sa.Select[uuid.UUID] | None:
    """Return the statement that finds agreements which wait for the viewer, for counts; None when there can be none."""
    mine = _theirs(viewer, standing(viewer))
    if mine is None:
        return None
    wanted = sa.select(Agreement.id).join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
    return wanted.join(Placement, Placement.id == Agreement.placement_id).where(*_asked(), mine)


def overdue(now: datetime, after: timedelta, limit: int) -> list[Overdue]:
    """Return parties that were asked and last written to so long ago, or never; not while their pause is silent.

    A party is asked before it is written to when nobody could sign for it then.
    """
    last = (
        sa.select(sa.func.max(AgreementNotice.at))
        .where(AgreementNotice.agreement_id == Agreement.id, AgreementNotice.role == AgreementParty.role)
        .correlate(Agreement, AgreementParty)
        .scalar_subquery()
    )
    wanted = (
        sa.select(Agreement, AgreementParty.role, last)
        .join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
        .join(Placement, Placement.id == Agreement.placement_id)
        .where(*_asked(), ~placements.is_silent_on(clock.local(now).date()))
        .where(sa.or_(last.is_(None), last <= now - after))
        .options(joinedload(Agreement.placement).joinedload(Placement.provider))
        .order_by(Agreement.id, AgreementParty.position)
        .limit(limit)
    )
    return [Overdue(row[0], row[1], row[2]) for row in db.session.execute(wanted)]


def _asked() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Agreement.status.in_(TO_SIGN),
        AgreementParty.asked_at.is_not(None),
        AgreementParty.signature_id.is_(None),
        Placement.status.in_(OPEN),
    )


def _theirs(viewer: Person, links: Standing) -> sa.ColumnElement[bool] | None:
    """What holds for parties that the viewer signs for; None when there can be none. Nobody signs for two parties."""
    roles = [each for each in (_student(links), *_provider(links), *_university(links)) if each is not None]
    if not roles:
        return None
    other = aliased(AgreementParty)
    signed = sa.exists().where(other.agreement_id == Agreement.id, other.signer_id == viewer.id)
    return sa.and_(sa.or_(*roles), sa.not_(signed))


def _student(links: Standing) -> sa.ColumnElement[bool] | None:
    own = links.own_records()
    return sa.and_(AgreementParty.role == PartyRole.STUDENT, Placement.student_id.in_(own)) if own else None


def _provider(links: Standing) -> list[sa.ColumnElement[bool]]:
    role, either = AgreementParty.role == PartyRole.PROVIDER, ProviderSigner.SUPERVISOR_OR_COORDINATOR
    return [
        *_in(links, Placement.id, links.placements_as(SUPERVISING), role),
        *_in(links, Placement.provider_id, coordinated(links), role, Agreement.provider_signs == either),
    ]


def _university(links: Standing) -> list[sa.ColumnElement[bool]]:
    role, signs = AgreementParty.role == PartyRole.UNIVERSITY, Agreement.university_signs
    return [
        *_in(links, Placement.id, links.placements_as(TUTORING), role, signs.in_(TUTOR_SIGNS)),
        *_in(links, Placement.programme_id, links.programmes_as(STAFF), role, signs.in_(STAFF_SIGNS)),
    ]


def _in(links: Standing, column: Any, ids: Collection[uuid.UUID], *also: Any) -> list[sa.ColumnElement[bool]]:
    """Return the condition that a column is one of some ids, and never a placement of the viewer's own."""
    return [sa.and_(column.in_(ids), Placement.student_id.not_in(links.own_records()), *also)] if ids else []
