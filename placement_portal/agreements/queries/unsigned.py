"""Placements that are about to begin, or under way, without an agreement that all have signed."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.agreements.models import Agreement, AgreementParty
from placement_portal.agreements.policy import STAFF, TUTORING
from placement_portal.agreements.rules import AgreementStatus, PartyRole
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING, UNDER_WAY, AssignmentCapacity, PlacementStatus
from placement_portal.programmes.models import StudentRecord

PAGE: Final = 25
BEGINS: Final = UNDER_WAY | {PlacementStatus.MATCHED, PlacementStatus.READY_TO_START}
LIVE: Final = frozenset(AgreementStatus) - {AgreementStatus.SIGNED, AgreementStatus.SUPERSEDED}


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A placement without a signed agreement: how far it is, who is missing, and for whom it waits."""

    placement: uuid.UUID
    student: str
    provider: str
    starts: date
    status: AgreementStatus | None
    has_tutor: bool
    has_supervisor: bool
    waits_for: Sequence[PartyRole] = ()


def unsigned(viewer: Person, after: tuple[date, uuid.UUID] | None = None, limit: int = PAGE) -> list[Unsigned]:
    """Return those of the viewer's programmes, providers and tutees, the first to begin first.

    There is one more than `limit` when there are more. Two statements, however many there are.
    """
    links = standing(viewer)
    mine = sa.or_(
        Placement.programme_id.in_(links.programmes_as(STAFF)),
        Placement.provider_id.in_(links.hosts()),
        Placement.id.in_(links.placements_as(TUTORING)),
    )
    student, provider = aliased(Person), aliased(Organisation)
    live = sa.and_(Agreement.placement_id == Placement.id, Agreement.status.in_(LIVE))
    columns = (Placement.id, student.name, provider.name, Placement.starts, Agreement.status)
    wanted = (
        sa.select(*columns, _has({AssignmentCapacity.TUTOR}), _has(SUPERVISING), Agreement.id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(student, student.id == StudentRecord.person_id)
        .join(provider, provider.id == Placement.provider_id)
        .outerjoin(Agreement, live)
        .where(Placement.agreed_on.is_(None), Placement.status.in_(BEGINS), mine)
        .order_by(Placement.starts, Placement.id)
    )
    if after:
        key = sa.tuple_(sa.literal(after[0], sa.Date()), sa.literal(after[1], sa.Uuid()))
        wanted = wanted.where(sa.tuple_(Placement.starts, Placement.id) > key)
    rows = db.session.execute(wanted.limit(limit + 1)).all()
    open_parties = _open_parties(list(filter(None, (row[7] for row in rows))))
    return [Unsigned(*row[:5], bool(row[5]), bool(row[6]), open_parties.get(row[7], ())) for row in rows]


def _has(capacities: Any) -> sa.ColumnElement[bool]:
    found = sa.exists().where(
        Assignment.placement_id == Placement.id,
        Assignment.capacity.in_(capacities),
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= clock.today()),
    )
    return found.correlate(Placement)


def _open_parties(agreements: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[PartyRole]]:
    """Return for whom agreements wait, in the order in which they sign."""
    found: dict[uuid.UUID, list[PartyRole]] = defaultdict(list)
    wanted = sa.select(AgreementParty.agreement_id, AgreementParty.role).where(
        AgreementParty.agreement_id.in_(agreements),
        AgreementParty.asked_at.is_not(None),
        AgreementParty.signature_id.is_(None),
    )
    for agreement_id, role in db.session.execute(wanted.order_by(AgreementParty.position)):
        found[agreement_id].append(role)
    return found
