"""Agreements and the texts they are made from, as the viewer may see them."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.agreements.models import Agreement, AgreementText
from placement_portal.agreements.queries.told import content
from placement_portal.agreements.rules import AgreementStatus
from placement_portal.database import db
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_party
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, StudentRecord


class OfPlacement(NamedTuple):
    """A placement, and the newest version of its agreement."""

    placement: Placement
    agreement: Agreement | None


def find(viewer: Person, agreement_id: uuid.UUID) -> Agreement | None:
    """Return a version of an agreement about a placement that the viewer has to do with."""
    found = db.session.scalars(_whole().where(Agreement.id == agreement_id)).unique().one_or_none()
    return found if found and is_party(viewer, found.placement) else None


def newest_of(placement_id: uuid.UUID) -> Agreement | None:
    """Return the newest version of the agreement about a placement."""
    newest = sa.select(sa.func.max(Agreement.number)).where(Agreement.placement_id == placement_id).scalar_subquery()
    wanted = _whole().where(Agreement.placement_id == placement_id, Agreement.number == newest)
    return db.session.scalars(wanted).unique().one_or_none()


def signed_of(placement_id: uuid.UUID) -> Agreement | None:
    """Return the version that all have signed and that is in force."""
    wanted = sa.select(Agreement).where(Agreement.placement_id == placement_id)
    return db.session.scalars(wanted.where(Agreement.status == AgreementStatus.SIGNED)).one_or_none()


def versions_of(placement: Placement) -> list[sa.Row[Any]]:
    """Return id, number, status and days of every version, the newest first, and which text the programme has now."""
    columns: list[Any] = [Agreement.id, Agreement.number, Agreement.status, Agreement.made_at, Agreement.signed_at]
    newest = sa.select(sa.func.max(AgreementText.number)).where(AgreementText.programme_id == placement.programme_id)
    text = sa.func.coalesce(newest.scalar_subquery(), 0).label("newest_text")
    wanted = sa.select(*columns, text).where(Agreement.placement_id == placement.id)
    return list(db.session.execute(wanted.order_by(Agreement.number.desc())))


def newest_text(programme_id: uuid.UUID) -> AgreementText | None:
    """Return the text of a programme that new agreements are made from; None while it has only the example."""
    wanted = sa.select(AgreementText).where(AgreementText.programme_id == programme_id)
    return db.session.scalars(wanted.order_by(AgreementText.number.desc()).limit(1)).first()


def texts_of(programme: Programme) -> list[AgreementText]:
    """Return the texts of a programme with who made each, the newest first."""
    wanted = sa.select(AgreementText).where(AgreementText.programme_id == programme.id)
    return list(
        db.session.scalars(
            wanted.options(joinedload(AgreementText.made_by)).order_by(AgreementText.number.desc()).limit(20)
        )
    )


def contents_of(agreement_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Mapping[str, Any]]:
    """Return what agreements say now, for the check that nobody changed them."""
    wanted = sa.select(Agreement).where(Agreement.id.in_(agreement_ids))
    return {each.id: content(each) for each in db.session.scalars(wanted)}


def of_placement(viewer: Person, placement_id: uuid.UUID) -> OfPlacement | None:
    """Return a placement that the viewer has to do with, and the newest version of its agreement, if there is one."""
    found = newest_of(placement_id)
    if found is not None:
        return OfPlacement(found.placement, found) if is_party(viewer, found.placement) else None
    placement = placements.find(viewer, placement_id)
    return OfPlacement(placement, None) if placement else None


def placement_of(viewer: Person, placement_id: uuid.UUID) -> Placement | None:
    """Return a placement that the viewer has to do with."""
    return placements.find(viewer, placement_id)


def _whole() -> sa.Select[Agreement]:
    """An agreement with its parties, its placement, and what surrounds that, in one statement."""
    placement = joinedload(Agreement.placement)
    version = placement.joinedload(Placement.student).joinedload(StudentRecord.cohort).joinedload(Cohort.version_of)
    parts = (Placement.programme, Placement.stage, Placement.university, Placement.provider)
    return sa.select(Agreement).options(
        joinedload(Agreement.parties),
        version.joinedload(ProgrammeVersion.programme),
        placement.joinedload(Placement.student).joinedload(StudentRecord.person),
        *(placement.joinedload(each) for each in parts),
    )
