"""Who may see where a student stands, who may see and record adjustments, and in which role they look."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import sqlalchemy as sa
from flask import has_request_context, request

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.placements.policy import STAFF_KINDS, Standing, standing
from placement_portal.placements.rules import OPEN, SUPERVISING, AssignmentCapacity
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.students.models import Adjustment
from placement_portal.web.labels import label

Found = TypeVar("Found")
TUTORS: Final = frozenset({AssignmentCapacity.TUTOR})


@dataclass(frozen=True, slots=True)
class Look:
    """As what somebody looks at adjustments: the role and organisation the student is told, and what they see.

    `sites` are the settings whose shared adjustments they see; None is everything.
    """

    role: str
    organisation_id: uuid.UUID
    sites: frozenset[uuid.UUID] | None


def is_own(person: Person, student: StudentRecord) -> bool:
    """Say whether the record is the person's own, and still theirs to read."""
    return student.id in standing(person).own_records()


def is_staff(person: Person, student: StudentRecord) -> bool:
    """Say whether the person leads or co-ordinates the student's programme today."""
    return student.cohort.version_of.programme_id in standing(person).programmes_as(STAFF_KINDS)


def sees_record(person: Person, student: StudentRecord) -> bool:
    """The student, who runs the programme, and the tutor of one of their placements."""
    return is_own(person, student) or is_staff(person, student) or _tutors(person, student)


def may_move(person: Person, student: StudentRecord) -> bool:
    """The lead and the university co-ordinator; never on one's own record."""
    return is_staff(person, student) and not is_own(person, student)


def may_record(person: Person, student: StudentRecord) -> bool:
    """The lead, the university co-ordinator and the student's tutor; never on one's own record."""
    return not is_own(person, student) and (is_staff(person, student) or _tutors(person, student))


def may_change(person: Person, adjustment: Adjustment) -> bool:
    """Whoever may record one for the student."""
    return may_record(person, adjustment.student)


def may_share(person: Person, adjustment: Adjustment) -> bool:
    """Only the student."""
    return is_own(person, adjustment.student)


def sees_adjustments(person: Person, student: StudentRecord) -> bool:
    """The student, who may record them, and the supervisors and co-ordinators of placements that go on."""
    return is_own(person, student) or look_of(person, student) is not None


def look_of(person: Person, student: StudentRecord) -> Look | None:
    """Return as what somebody of staff looks; None for whoever must not, and for the student."""
    university, links = student.cohort.version_of.programme.university_id, standing(person)
    if is_own(person, student):
        return None
    kinds = [each for each in ProgrammeRoleKind if each in STAFF_KINDS]
    programme = student.cohort.version_of.programme_id
    for kind in kinds:
        if programme in links.programmes_as({kind}):
            return Look(label(kind).text, university, None)
    if _tutors(person, student):
        return Look(label(AssignmentCapacity.TUTOR).text, university, None)
    return _once(("look", person.id, student.id), lambda: _look_of_provider(links, student))


def _look_of_provider(links: Standing, student: StudentRecord) -> Look | None:
    hosts, supervised = links.hosts(), links.placements_as(SUPERVISING)
    if not hosts and not supervised:
        return None
    wanted = (
        sa.select(Placement.id, Placement.provider_id, PlacementSite.site_id)
        .join(PlacementSite, PlacementSite.placement_id == Placement.id)
        .where(Placement.student_id == student.id, Placement.status.in_(OPEN))
        .where(sa.or_(Placement.id.in_(supervised), Placement.provider_id.in_(hosts)))
        .where(sa.or_(PlacementSite.starts.is_(None), PlacementSite.starts <= links.today))
        .where(sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= links.today))
        .order_by(Placement.id, PlacementSite.position)
    )
    rows = db.session.execute(wanted).all()
    if not rows:
        return None
    supervises = any(placement_id in supervised for placement_id, _, _ in rows)
    role = label(AssignmentCapacity.SUPERVISOR if supervises else _host_role(links, rows[0].provider_id)).text
    return Look(role, rows[0].provider_id, frozenset(site_id for _, _, site_id in rows))


def _host_role(links: Standing, provider_id: uuid.UUID) -> MembershipRole:
    held = [each.what for each in links.providers if each.to == provider_id and each.holds(links.today)]
    is_coordinator = MembershipRole.PROVIDER_COORDINATOR in held
    return MembershipRole.PROVIDER_COORDINATOR if is_coordinator else MembershipRole.SAFEGUARDING_LEAD


def _tutors(person: Person, student: StudentRecord) -> bool:
    tutored = standing(person).placements_as(TUTORS)
    if not tutored:
        return False
    theirs = sa.exists().where(Placement.student_id == student.id, Placement.id.in_(tutored))
    return _once(("tutors", person.id, student.id), lambda: db.session.scalar(sa.select(theirs)) is True)


def _once(asked: tuple[object, ...], find: Callable[[], Found]) -> Found:
    """Ask the database once in a request."""
    if not has_request_context():
        return find()
    kept: dict[tuple[object, ...], Found] = request.environ.setdefault("portal.studies", {})
    if asked not in kept:
        kept[asked] = find()
    return kept[asked]
