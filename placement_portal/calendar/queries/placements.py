"""Which placements stand in a calendar: of oneself, of a student, of a supervisor, of a setting."""

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.absences import policy
from placement_portal.absences import queries as absences
from placement_portal.absences.rules import SHOWN, Expected
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, Placement, PlacementSite
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site

MOST: Final = 200
"""More placements at once nobody reads; a page that large says so."""

LOOKED_AFTER: Final = SUPERVISING | {AssignmentCapacity.TUTOR}
Asked = sa.Select[Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Supervisor:
    """Somebody who supervises, or supervised, for an organisation."""

    person: Person
    organisation: Organisation

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id


def find_supervisor(viewer: Person, organisation_id: uuid.UUID, person_id: uuid.UUID) -> Supervisor | None:
    """Return somebody who supervises for an organisation that the viewer works for or with."""
    organisation = organisations.find(viewer, organisation_id)
    member = sa.exists().where(
        Membership.person_id == person_id,
        Membership.organisation_id == organisation_id,
        Membership.role == MembershipRole.SUPERVISOR,
    )
    person = db.session.scalar(sa.select(Person).where(Person.id == person_id, member)) if organisation else None
    return Supervisor(person, organisation) if person and organisation else None


def of_viewer(viewer: Person, first: date, last: date) -> Sequence[Placement]:
    """Return the viewer's own placements, and those that they supervise or tutor today, between two days."""
    links = standing(viewer)
    mine = sa.or_(Placement.student_id.in_(links.own_records()), Placement.id.in_(links.placements_as(LOOKED_AFTER)))
    return _between(sa.select(Placement).where(mine), first, last)


def of_student(viewer: Person, student: StudentRecord, first: date, last: date) -> Sequence[Placement]:
    """Return the placements of a student that the viewer may see."""
    return _between(placements.visible_to(viewer).where(Placement.student_id == student.id), first, last)


def of_supervisor(viewer: Person, person_id: uuid.UUID, first: date, last: date) -> Sequence[Placement]:
    """Return the placements that somebody supervises between two days, of those that the viewer may see."""
    assigned = sa.select(Assignment.placement_id).where(
        Assignment.person_id == person_id,
        Assignment.capacity.in_(SUPERVISING),
        Assignment.starts <= last,
        sa.or_(Assignment.ends.is_(None), Assignment.ends >= first),
    )
    return _between(placements.visible_to(viewer).where(Placement.id.in_(assigned)), first, last)


def of_site(viewer: Person, site: Site, first: date, last: date) -> Sequence[Placement]:
    """Return the placements at a setting that the viewer may see."""
    there = sa.select(PlacementSite.placement_id).where(PlacementSite.site_id == site.id)
    return _between(placements.visible_to(viewer).where(Placement.id.in_(there)), first, last)


def for_feed(person: Person, first: date, last: date) -> Sequence[tuple[Placement, bool]]:
    """Return somebody's own placements, and those that they supervise today, each with whether they supervise it."""
    links = standing(person)
    supervised = links.placements_as(SUPERVISING)
    mine = sa.or_(Placement.student_id.in_(links.own_records()), Placement.id.in_(supervised))
    found = _between(sa.select(Placement).where(mine), first, last)
    return [(each, each.id in supervised) for each in found]


def expected(viewer: Person, found: Iterable[Placement]) -> list[Expected]:
    """Return what stands in the calendars of placements, absences only where the viewer sees their days."""
    known = {each.id: each for each in found}
    held = absences.expected(known.values())
    return [
        held[key] if policy.sees_days(viewer, known[key]) else dataclasses.replace(held[key], aways=()) for key in known
    ]


def sites_hosted(viewer: Person) -> Sequence[Site]:
    """Return the settings of the providers that the viewer co-ordinates, for the way to their calendars."""
    hosts = standing(viewer).hosts()
    if not hosts:
        return ()
    wanted = sa.select(Site).where(Site.provider_id.in_(hosts), Site.retired.is_(False))
    return db.session.scalars(wanted.order_by(Site.name, Site.id).limit(MOST)).all()


def _between(wanted: Asked, first: date, last: date) -> Sequence[Placement]:
    near = wanted.where(Placement.starts <= last, Placement.ends >= first, Placement.status.in_(SHOWN))
    around = (joinedload(Placement.student).joinedload(StudentRecord.person), joinedload(Placement.provider))
    return db.session.scalars(near.options(*around).order_by(Placement.starts, Placement.id).limit(MOST)).all()
