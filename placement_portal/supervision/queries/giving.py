"""Who supervises whom: the people a student can name, and the students a supervisor can."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import in_force
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import AssignmentCapacity, may_decide_on
from placement_portal.rhythm.policy import GIVING, decisive_day
from placement_portal.supervision.rules import SupervisionCapacity

AS: Final = {
    AssignmentCapacity.SUPERVISOR: SupervisionCapacity.ON_SITE,
    AssignmentCapacity.CLINICAL_SUPERVISOR: SupervisionCapacity.CLINICAL,
    AssignmentCapacity.TUTOR: SupervisionCapacity.UNIVERSITY,
}
FIRST: Final = tuple(AS)


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Somebody who supervises a placement, and in which capacity."""

    id: uuid.UUID
    name: str
    capacity: SupervisionCapacity


def supervisors_of(placement: Placement, today: date) -> list[Supervisor]:
    """Return who supervises or tutors a placement, or did so lately that they still confirm; each person once.

    Those who do so today come first.
    """
    found: dict[uuid.UUID, Supervisor] = {}
    for each in sorted(_assignments(placement), key=lambda each: not in_force(each.starts, each.ends, today)):
        if each.person_id not in found and _still(each, placement, today):
            found[each.person_id] = Supervisor(each.person_id, each.person.name, AS[each.capacity])
    return list(found.values())


def capacity_on(placement: Placement, person_id: uuid.UUID, day: date, today: date) -> SupervisionCapacity | None:
    """Return in which capacity somebody supervised a placement on a day, as far as they may still say so today."""
    on, grace = decisive_day(day, placement), placement.university.grace_days
    for each in _assignments(placement):
        if each.person_id == person_id and may_decide_on(on, each.starts, each.ends, today, grace):
            return AS[each.capacity]
    return None


def supervisees_of(viewer: Person) -> Sequence[Placement]:
    """Return the placements that somebody supervises or tutors, or did lately, with their students, by name."""
    links = standing(viewer)
    mine = {each.to for each in links.assignments if each.what in GIVING and each.still_reads(links.today)}
    found = db.session.scalars(sa.select(Placement).where(Placement.id.in_(mine)).options(*placements.around())).all()
    return sorted(found, key=lambda each: (each.student.person.name, each.starts, each.id))


def codes_of(placement: Placement) -> list[str]:
    """Return the codes of a placement's clients and groups, C2 before C10."""
    wanted = sa.select(CaseloadSlot.code).where(CaseloadSlot.placement_id == placement.id)
    return list(db.session.scalars(wanted.order_by(sa.func.length(CaseloadSlot.code), CaseloadSlot.code)))


def _assignments(placement: Placement) -> list[Assignment]:
    wanted = sa.select(Assignment).where(Assignment.placement_id == placement.id, Assignment.capacity.in_(GIVING))
    found = db.session.scalars(wanted.options(joinedload(Assignment.person))).all()
    return sorted(found, key=lambda each: (FIRST.index(each.capacity), -each.starts.toordinal(), each.id))


def _still(each: Assignment, placement: Placement, today: date) -> bool:
    last = min(each.ends or today, today)
    return each.starts <= today and may_decide_on(last, each.starts, each.ends, today, placement.university.grace_days)
