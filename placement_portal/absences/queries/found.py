"""An absence as its viewer may see it, those of a placement, time to make up, whom to ring."""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal.absences import policy
from placement_portal.absences.models import Absence, MakeUp
from placement_portal.absences.rules import Span
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_party

PAGE = 25


def find(viewer: Person, absence_id: uuid.UUID) -> Absence | None:
    """Return an absence from a placement that the viewer has to do with, with what was noted of it."""
    up = joinedload(Absence.placement).options(*placements.around())
    told, planned = joinedload(Absence.told), joinedload(Absence.make_ups).joinedload(MakeUp.site)
    wanted = sa.select(Absence).where(Absence.id == absence_id).options(up, told, planned)  # a few rows of each
    found = db.session.scalars(wanted).unique().one_or_none()
    return found if found and is_party(viewer, found.placement) else None


def find_make_up(viewer: Person, make_up_id: uuid.UUID) -> MakeUp | None:
    """Return time to make up on a placement that the viewer has to do with."""
    up = joinedload(MakeUp.absence).joinedload(Absence.placement).options(*placements.around())
    found = db.session.scalar(sa.select(MakeUp).where(MakeUp.id == make_up_id).options(up, joinedload(MakeUp.site)))
    return found if found and is_party(viewer, found.absence.placement) else None


def page_of(viewer: Person, placement: Placement, before: Absence | None = None) -> Sequence[Absence]:
    """Return one page of the absences from a placement, the latest first, and one more when the list goes on.

    Who sees dates only is not told of those that were cancelled.
    """
    wanted = sa.select(Absence).where(Absence.placement_id == placement.id)
    if not policy.reads(viewer, placement):
        wanted = wanted.where(Absence.cancelled_at.is_(None))
    if before:
        place = sa.tuple_(sa.literal(before.starts, sa.Date()), sa.literal(before.id, sa.Uuid()))
        wanted = wanted.where(sa.tuple_(Absence.starts, Absence.id) < place)
    ordered = wanted.order_by(Absence.starts.desc(), Absence.id.desc()).limit(PAGE + 1)
    loaded = ordered.options(selectinload(Absence.told), selectinload(Absence.make_ups).joinedload(MakeUp.site))
    return db.session.scalars(loaded).all()


def locked(absence: Absence) -> Absence:
    """Return an absence as it is now, locked until the transaction ends."""
    wanted = sa.select(Absence).where(Absence.id == absence.id).with_for_update(of=Absence)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def others(placement: Placement, besides: Absence | None = None) -> list[Span]:
    """Return when the student is away from a placement already, with the placement locked until the transaction ends.

    Of two who note at once, the second sees what the first wrote.
    """
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    wanted = sa.select(Absence).where(Absence.placement_id == placement.id, Absence.cancelled_at.is_(None))
    return [each.span for each in db.session.scalars(wanted) if besides is None or each.id != besides.id]
