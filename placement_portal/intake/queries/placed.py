"""The placements that rows may mean, with their settings and who is assigned to them."""

import uuid
from collections.abc import Collection
from collections.abc import Set as AbstractSet
from typing import Any

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.intake.queries.standing import Assigned, At, Placed
from placement_portal.placements.models import Assignment, Placement, PlacementSite
from placement_portal.programmes.models import Stage, StudentRecord

Assignments = dict[tuple[uuid.UUID, uuid.UUID, str], list[Assigned]]


def placed(
    people: Collection[uuid.UUID], refs: AbstractSet[uuid.UUID], scope: sa.ColumnElement[bool], lock: bool
) -> tuple[dict[uuid.UUID, Placed], Assignments]:
    """Return the placements within reach of these students, or that refs stand for; and who is assigned to them."""
    columns: tuple[Any, ...] = (
        *(Placement.id, Placement.student_id, StudentRecord.person_id, Person.name),
        *(Placement.stage_id, Stage.name),
        *(Placement.programme_id, Placement.university_id, Placement.provider_id),
        *(Placement.starts, Placement.ends, Placement.days_a_week, Placement.status),
    )
    wanted = sa.select(*columns).join(Placement.student).join(StudentRecord.person).join(Placement.stage)
    wanted = wanted.where(scope, sa.or_(StudentRecord.person_id.in_(list(people)), Placement.id.in_(refs)))
    wanted = wanted.order_by(Placement.id)
    rows = db.session.execute(wanted.with_for_update(of=Placement) if lock else wanted)
    found = {row[0]: Placed(*row) for row in rows}
    _add_sites(found)
    return found, _assignments(found, lock)


def _add_sites(found: dict[uuid.UUID, Placed]) -> None:
    columns: tuple[Any, ...] = (PlacementSite.site_id, PlacementSite.position, PlacementSite.starts, PlacementSite.ends)
    wanted = sa.select(PlacementSite.placement_id, *columns).where(PlacementSite.placement_id.in_(list(found)))
    for placement_id, *link in db.session.execute(wanted.order_by(PlacementSite.position, PlacementSite.site_id)):
        found[placement_id].sites.append(At(*link))


def _assignments(found: dict[uuid.UUID, Placed], lock: bool) -> Assignments:
    keys: tuple[Any, ...] = (Assignment.placement_id, Assignment.person_id, Assignment.capacity)
    wanted = sa.select(*keys, Assignment.id, Assignment.starts, Assignment.ends)
    wanted = wanted.where(Assignment.placement_id.in_(list(found))).order_by(Assignment.starts, Assignment.id)
    assignments: Assignments = {}
    for placement_id, person_id, capacity, *rest in db.session.execute(wanted.with_for_update() if lock else wanted):
        assignments.setdefault((placement_id, person_id, capacity.value), []).append(Assigned(*rest))
    return assignments
