"""What is due to pass from one supervisor to another."""

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.changes import queries as changes
from placement_portal.changes.models import Away, Cover
from placement_portal.database import db
from placement_portal.handover.models import Departure
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment
from placement_portal.sites.queries import find_provider


def find_provider_of(
    viewer: Person, organisation_id: uuid.UUID, person_id: uuid.UUID | None = None
) -> Organisation | None:
    """Return a provider that the viewer works for or with; the address may name a supervisor there too."""
    return find_provider(viewer, organisation_id)


def supervisor_at(provider: Organisation, person_id: uuid.UUID, on: date) -> Person | None:
    """Return somebody who supervises at a provider on a day."""
    return next((each for each in changes.supervisors_at(provider, on) if each.id == person_id), None)


def departures_due(today: date) -> Sequence[Departure]:
    """Return who left before today and whose waiting items have not passed on yet."""
    wanted = sa.select(Departure).where(Departure.passed_on_at.is_(None), Departure.last < today)
    return db.session.scalars(wanted.options(joinedload(Departure.person), joinedload(Departure.by))).all()


def departures_at(provider: Organisation, today: date) -> Sequence[Departure]:
    """Return who leaves a provider from today on, or left lately, the next first."""
    wanted = sa.select(Departure).where(Departure.provider_id == provider.id, Departure.passed_on_at.is_(None))
    return db.session.scalars(wanted.options(joinedload(Departure.person)).order_by(Departure.last, Departure.id)).all()


def covers_due(today: date) -> Sequence[Cover]:
    """Return who stands in by today and has not been given yet what waits."""
    wanted = (
        sa.select(Cover)
        .join(Assignment, Assignment.id == Cover.assignment_id)
        .join(Away, Away.id == Cover.away_id)
        .where(Cover.passed_on_at.is_(None), Assignment.starts <= today)
        .where(sa.or_(Away.ends.is_(None), Away.ends >= today))
        .options(joinedload(Cover.placement), joinedload(Cover.assignment).joinedload(Assignment.person))
        .options(joinedload(Cover.away).joinedload(Away.person), joinedload(Cover.away).joinedload(Away.by))
    )
    return db.session.scalars(wanted.order_by(Cover.id)).all()
