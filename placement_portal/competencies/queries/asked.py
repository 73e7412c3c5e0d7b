"""Requests to look at a competency together: those of a placement, and those that wait for a supervisor."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.competencies.models import LookRequest
from placement_portal.competencies.rules import LookStatus
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING
from placement_portal.programmes.models import StudentRecord

MOST = 20


def looks_for(placement: Placement) -> list[LookRequest]:
    """Return the open requests of a placement, the first day first, with their competencies."""
    wanted = sa.select(LookRequest).where(
        LookRequest.placement_id == placement.id, LookRequest.status == LookStatus.ASKED
    )
    ordered = wanted.options(joinedload(LookRequest.competency)).order_by(LookRequest.day, LookRequest.id)
    return list(db.session.scalars(ordered))


def looks_waiting(viewer: Person, wanted: sa.Select[Any]) -> sa.Select[Any] | None:
    """Narrow requests to the open ones that wait for the viewer; None for whoever supervises nobody today."""
    mine = standing(viewer).placements_as({str(each.value) for each in SUPERVISING})
    if not mine:
        return None
    return wanted.where(LookRequest.placement_id.in_(mine), LookRequest.status == LookStatus.ASKED)


def waiting_looks(viewer: Person) -> list[LookRequest]:
    """Return the requests that wait for a supervisor, the first day first, with whose they are."""
    wanted = looks_waiting(viewer, sa.select(LookRequest))
    if wanted is None:
        return []
    up = joinedload(LookRequest.placement).joinedload(Placement.student).joinedload(StudentRecord.person)
    ordered = wanted.options(joinedload(LookRequest.competency), up).order_by(LookRequest.day, LookRequest.id)
    return list(db.session.scalars(ordered.limit(MOST)))
