"""Which check of a placement will lapse, what was chosen for each client, and who is written to."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.clearance.queries import visits
from placement_portal.database import db
from placement_portal.gate.models import LapseLetter, LapsePlan
from placement_portal.gate.queries.standing import At, gate_of, last_day
from placement_portal.gate.rules import CHOOSE_FROM
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, SlotStatus


def lapse_of(placement: Placement, found: list[At] | None = None) -> date | None:
    """Return the last day of the first check that ends, from two weeks before it on."""
    until = last_day(gate_of(placement) if found is None else found)
    return until if until is not None and clock.today() >= until - CHOOSE_FROM else None


def to_choose(placement: Placement, found: list[At]) -> date | None:
    """Return the last day of a check for which nobody has said yet what happens for each open client."""
    until = lapse_of(placement, found)
    if until is None:
        return None
    chosen = plans_of(placement, until)
    open_ = [each for each in placement.slots if each.status is SlotStatus.OPEN]
    return until if any(each.id not in chosen for each in open_) else None


def plans_of(placement: Placement, until: date) -> Mapping[uuid.UUID, LapsePlan]:
    """Return what was chosen for the clients and groups of a placement after a last day."""
    wanted = sa.select(LapsePlan).where(LapsePlan.placement_id == placement.id, LapsePlan.until == until)
    return {each.slot_id: each for each in db.session.scalars(wanted.options(joinedload(LapsePlan.by)))}


def people_going(today: date) -> Sequence[uuid.UUID]:
    """Return everybody who goes to a setting, and everybody who supervises, in the order of their ids."""
    links = visits.visits()
    going = sa.select(links.c.person_id).where(links.c.ends >= today)
    supervising = sa.select(Membership.person_id).where(
        Membership.role == MembershipRole.SUPERVISOR, *_holds(Membership, today)
    )
    return sorted(db.session.scalars(sa.union(going, supervising)))


def sent(people: Collection[uuid.UUID]) -> set[tuple[Any, ...]]:
    """Return which letters about last days were sent about some people."""
    columns = (LapseLetter.person_id, LapseLetter.code, LapseLetter.until, LapseLetter.moment)
    wanted = sa.select(*columns).where(LapseLetter.person_id.in_(people))
    return {tuple(row) for row in db.session.execute(wanted)}


def supervisors_of(placements: Collection[uuid.UUID], today: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return who supervises some placements today, by placement."""
    wanted = sa.select(Assignment.placement_id, Assignment.person_id).where(
        Assignment.placement_id.in_(placements), Assignment.capacity.in_(SUPERVISING), *_holds(Assignment, today)
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for placement_id, person_id in db.session.execute(wanted):
        found[placement_id].add(person_id)
    return found


def officers_of(organisations: Collection[uuid.UUID], today: date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return the clearance officers and safeguarding leads of some organisations today."""
    roles = (MembershipRole.CLEARANCE_OFFICER, MembershipRole.SAFEGUARDING_LEAD)
    wanted = sa.select(Membership.organisation_id, Membership.person_id).where(
        Membership.organisation_id.in_(organisations), Membership.role.in_(roles), Membership.confirmed
    )
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for organisation_id, person_id in db.session.execute(wanted.where(*_holds(Membership, today))):
        found[organisation_id].add(person_id)
    return found


def _holds(link: Any, today: date) -> list[sa.ColumnElement[bool]]:
    return [link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)]
