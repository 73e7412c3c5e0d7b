"""Planned sessions, who can be named for one, and what is agreed for a placement."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import in_force
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.rhythm import policy
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.policy import GIVING

Plan = PlannedSupervision
FIRST = list(AssignmentCapacity)


@dataclass(frozen=True, slots=True)
class Giver:
    """Somebody who supervises or tutors a placement, and in which capacity."""

    id: uuid.UUID
    name: str
    capacity: AssignmentCapacity


def find_plan(viewer: Person, plan_id: uuid.UUID) -> Plan | None:
    """Return a planned session that the viewer may see and that was not called off; None otherwise."""
    around = joinedload(Plan.placement).options(*placements.around())
    wanted = sa.select(Plan).where(Plan.id == plan_id, Plan.cancelled_at.is_(None))
    found = db.session.scalar(wanted.options(around, joinedload(Plan.supervisor)))
    return found if found and policy.sees_plan(viewer, found) else None


def lock(plan: Plan) -> Plan:
    """Return a planned session as it is now, locked until the transaction ends."""
    wanted = sa.select(Plan).where(Plan.id == plan.id).with_for_update(of=Plan)
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def planned_on(placement: Placement, day: date) -> Plan | None:
    """Return what is planned for a placement on a day."""
    wanted = sa.select(Plan).where(Plan.placement_id == placement.id, Plan.day == day, Plan.cancelled_at.is_(None))
    return db.session.scalar(wanted)


def planned_with(placement: Placement, supervisor: Person, first: date, last: date | None) -> Sequence[Plan]:
    """Return what is planned with somebody on a placement from a day to a day, locked until the transaction ends."""
    wanted = sa.select(Plan).where(Plan.placement_id == placement.id, Plan.supervisor_id == supervisor.id)
    stands = wanted.where(Plan.cancelled_at.is_(None), Plan.day >= first)
    within = stands.where(Plan.day <= last) if last else stands
    return db.session.scalars(within.order_by(Plan.id).with_for_update(of=Plan)).all()


def planned_between(viewer: Person, among: Iterable[Placement], first: date, last: date) -> Sequence[Plan]:
    """Return what is planned on those of some placements whose plans the viewer sees, in the order of time."""
    ids = [each.id for each in among if policy.sees_plan(viewer, each)]
    if not ids:
        return ()
    wanted = sa.select(Plan).where(Plan.placement_id.in_(ids), Plan.cancelled_at.is_(None))
    ordered = wanted.where(Plan.day.between(first, last)).order_by(Plan.day, Plan.start, Plan.id)
    return db.session.scalars(ordered.options(joinedload(Plan.supervisor))).all()


def givers(placement: Placement, on: date) -> list[Giver]:
    """Return who supervises or tutors a placement on a day, the supervisors first; each person once."""
    wanted = sa.select(Assignment).where(Assignment.placement_id == placement.id, Assignment.capacity.in_(GIVING))
    held = db.session.scalars(wanted.options(joinedload(Assignment.person))).all()
    found: dict[uuid.UUID, Giver] = {}
    for each in sorted(held, key=lambda each: (FIRST.index(each.capacity), -each.starts.toordinal(), each.id)):
        if each.person_id not in found and in_force(each.starts, each.ends, on):
            found[each.person_id] = Giver(each.person_id, each.person.name, each.capacity)
    return list(found.values())


def pace_of(placement: Placement) -> AgreedPace | None:
    """Return what is agreed for a placement."""
    return db.session.get(AgreedPace, placement.id)


def locked_pace(placement: Placement) -> AgreedPace | None:
    """Return what is agreed for a placement as it is now, locked until the transaction ends."""
    wanted = sa.select(AgreedPace).where(AgreedPace.placement_id == placement.id).with_for_update(of=AgreedPace)
    return db.session.scalar(wanted.execution_options(populate_existing=True))
