"""Changes of a placement: one, all of it, those that wait for somebody; and whom a change concerns."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import MUST_AGREE
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, ChangeAnswer, Placement, PlacementAmendment
from placement_portal.placements.policy import STAFF_KINDS, is_party, standing
from placement_portal.placements.queries import around
from placement_portal.placements.rules import ChangeKind, ChangeStatus, Side
from placement_portal.programmes.models import ProgrammeRole, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.sites.models import Site


def find_change(viewer: Person, change_id: uuid.UUID) -> PlacementAmendment | None:
    """Return a change of a placement that the viewer has to do with, with its answers."""
    on = joinedload(PlacementAmendment.placement)
    wanted = sa.select(PlacementAmendment).where(PlacementAmendment.id == change_id)
    wanted = wanted.options(
        *(on.options(each) for each in around()),
        joinedload(PlacementAmendment.by),
        joinedload(PlacementAmendment.person),
    )
    found = db.session.scalar(wanted.options(_answers(), joinedload(PlacementAmendment.settled_by)))
    return found if found and is_party(viewer, found.placement) else None


def of_placement(placement: Placement) -> Sequence[PlacementAmendment]:
    """Return every change of a placement, the latest first, with who asked and who answered."""
    wanted = sa.select(PlacementAmendment).where(PlacementAmendment.placement_id == placement.id)
    ordered = wanted.order_by(PlacementAmendment.at.desc(), PlacementAmendment.id.desc())
    return db.session.scalars(ordered.options(joinedload(PlacementAmendment.by), _answers())).all()


@dataclass(frozen=True, slots=True)
class Pressing:
    """Something for a home: a change that waits for the viewer's answer, or a stop in force."""

    id: uuid.UUID
    kind: ChangeKind | None
    name: str
    by: str
    day: date


def pressing(viewer: Person) -> list[Pressing]:
    """Return the changes that wait for a side of the viewer, and the stops at their providers, in one statement."""
    links = standing(viewer)
    hosts, programmes = links.hosts(), links.programmes_as(STAFF_KINDS)
    if not hosts and not programmes:
        return []
    rows = db.session.execute(sa.union_all(_waiting(hosts, programmes), _stopped(hosts)))
    found = [Pressing(each[0], ChangeKind(each[1]) if each[1] else None, *each[2:]) for each in rows]
    return sorted(found, key=lambda each: (each.day, each.id))


def _waiting(hosts: set[uuid.UUID], programmes: set[uuid.UUID]) -> sa.Select[*tuple[Any, ...]]:
    asker, student = aliased(Person), aliased(Person)
    mine = {Side.PROVIDER: Placement.provider_id.in_(hosts), Side.UNIVERSITY: Placement.programme_id.in_(programmes)}
    waits = (_needs(side, condition) for side, condition in mine.items())
    kind = sa.type_coerce(PlacementAmendment.kind, sa.String).label("kind")
    columns = (PlacementAmendment.id, kind, student.name.label("name"), asker.name.label("by"))
    return (
        sa.select(*columns, PlacementAmendment.from_day.label("day"))
        .join(Placement, Placement.id == PlacementAmendment.placement_id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(student, student.id == StudentRecord.person_id)
        .join(asker, asker.id == PlacementAmendment.by_id)
        .where(PlacementAmendment.status == ChangeStatus.PROPOSED, sa.or_(*waits))
    )


def _needs(side: Side, mine: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    kinds = [kind for kind, sides in MUST_AGREE.items() if side in sides]
    answered = sa.exists().where(ChangeAnswer.amendment_id == PlacementAmendment.id, ChangeAnswer.side == side)
    return sa.and_(mine, PlacementAmendment.kind.in_(kinds), sa.not_(answered))


def _stopped(hosts: set[uuid.UUID]) -> sa.Select[*tuple[Any, ...]]:
    by, student, supervisor = aliased(Person), aliased(Person), aliased(Person)
    about = sa.func.coalesce(student.name, supervisor.name, Site.name).label("name")
    still = sa.or_(Stop.lifted.is_(None), Stop.lifted > clock.today())
    return (
        sa.select(Stop.id, sa.literal("").label("kind"), about, by.name.label("by"), Stop.since.label("day"))
        .join(by, by.id == Stop.by_id)
        .outerjoin(StudentRecord, StudentRecord.id == Stop.student_id)
        .outerjoin(student, student.id == StudentRecord.person_id)
        .outerjoin(supervisor, supervisor.id == Stop.person_id)
        .outerjoin(Site, Site.id == Stop.site_id)
        .where(Stop.provider_id.in_(hosts), still)
    )


def stands_on(successor: Assignment) -> bool:
    """Say whether another change that was not declined or withdrawn begins with what this one brought."""
    live = (ChangeStatus.PROPOSED, ChangeStatus.AGREED)
    later = sa.exists().where(PlacementAmendment.assignment_id == successor.id, PlacementAmendment.status.in_(live))
    return db.session.scalar(sa.select(later)) is True


def answering(placement: Placement, sides: Sequence[Side]) -> list[Person]:
    """Return who answers for some sides of a placement today."""
    ids = sa.union(*(_answers_for(placement, side, clock.today()) for side in sides)).subquery()
    wanted = sa.select(Person).where(Person.id.in_(sa.select(ids)), Person.deactivated_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Person.id)))


def concerned(placement: Placement, on: date, *also: uuid.UUID) -> list[Person]:
    """Return whom a change of a placement concerns: the student, who supervises or tutors, who runs either side."""
    today = clock.today()
    assigned = sa.select(Assignment.person_id).where(
        Assignment.placement_id == placement.id, sa.or_(Assignment.ends.is_(None), Assignment.ends >= min(on, today))
    )
    ids = sa.union(assigned, *(_answers_for(placement, side, today) for side in Side)).subquery()
    everybody = sa.or_(Person.id.in_(sa.select(ids)), Person.id.in_([placement.student.person_id, *also]))
    wanted = sa.select(Person).where(everybody, Person.deactivated_at.is_(None))
    return list(db.session.scalars(wanted.order_by(Person.id)))


def _answers_for(placement: Placement, side: Side, today: date) -> sa.Select[Any]:
    if side is Side.PROVIDER:
        at = (Membership.organisation_id == placement.provider_id, Membership.confirmed)
        role = Membership.role == MembershipRole.PROVIDER_COORDINATOR
        return sa.select(Membership.person_id).where(*at, role, *_holds(Membership, today))
    kinds = (ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR)
    of = (ProgrammeRole.programme_id == placement.programme_id, ProgrammeRole.kind.in_(kinds))
    return sa.select(ProgrammeRole.person_id).where(*of, *_holds(ProgrammeRole, today))


def _holds(link: Any, today: date) -> list[sa.ColumnElement[bool]]:
    return [link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)]


def _answers() -> Any:
    return selectinload(PlacementAmendment.answers).joinedload(ChangeAnswer.by)
