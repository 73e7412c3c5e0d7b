"""What can be found around where a student stands: placements to settle, stages to go into, people to tell."""

import uuid
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Membership
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement
from placement_portal.placements.policy import PROVIDER_ROLES, STAFF_KINDS
from placement_portal.placements.rules import OPEN, AssignmentCapacity, SlotStatus
from placement_portal.programmes.models import Cohort, ProgrammeRole, ProgrammeVersion, Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.students.models import Adjustment, AdjustmentShare


def find(viewer: Person, student_id: uuid.UUID) -> StudentRecord | None:
    """Return a student record that exists for the viewer; None otherwise."""
    return placements.find_student(viewer, student_id)


def find_adjustment(viewer: Person, adjustment_id: uuid.UUID) -> Adjustment | None:
    """Return an adjustment of a student who exists for the viewer."""
    parts = joinedload(Adjustment.shares).joinedload(AdjustmentShare.site)
    found = db.session.get(Adjustment, adjustment_id, options=[parts])
    return found if found and find(viewer, found.student_id) else None


def open_placements(student: StudentRecord) -> list[Placement]:
    """Return the placements of a student that have not ended, with settings, open clients and assigned people."""
    wanted = sa.select(Placement).where(Placement.student_id == student.id, Placement.status.in_(OPEN))
    slots = selectinload(Placement.slots.and_(CaseloadSlot.status == SlotStatus.OPEN))
    people = selectinload(Placement.assignments).joinedload(Assignment.person)
    return placements.newest_first(wanted.options(slots, people))


def sites_to_share_with(student: StudentRecord) -> list[Site]:
    """Return the settings of a student's placements that have not ended, by name."""
    found = {link.site_id: link.site for each in open_placements(student) for link in each.sites}
    return sorted(found.values(), key=lambda site: (site.name, site.id))


def stages_to_repeat(student: StudentRecord) -> Sequence[Stage]:
    """Return the stages up to the student's, of their cohort and of later ones of the programme, with the cohorts."""
    programme_id = student.cohort.version_of.programme_id
    wanted = (
        sa.select(Stage)
        .join(Stage.cohort)
        .join(Cohort.version_of)
        .where(ProgrammeVersion.programme_id == programme_id, Stage.position <= student.stage.position)
        .where(sa.or_(Cohort.id == student.cohort_id, Cohort.start_year > student.cohort.start_year))
    )
    ordered = wanted.order_by(Cohort.start_year, Cohort.name, Cohort.id, Stage.position)
    return db.session.scalars(ordered.options(joinedload(Stage.cohort).joinedload(Cohort.version_of))).all()


def staff_of(student: StudentRecord) -> Sequence[Person]:
    """Return who leads and co-ordinates the student's programme today."""
    today = clock.today()
    wanted = sa.select(Person).join(ProgrammeRole, ProgrammeRole.person_id == Person.id)
    held = (
        ProgrammeRole.programme_id == student.cohort.version_of.programme_id,
        ProgrammeRole.kind.in_(STAFF_KINDS),
        ProgrammeRole.starts <= today,
        sa.or_(ProgrammeRole.ends.is_(None), ProgrammeRole.ends >= today),
    )
    return list(dict.fromkeys(db.session.scalars(wanted.where(*held).order_by(Person.name, Person.id))))


def hosts_of(providers: Collection[uuid.UUID]) -> Sequence[Person]:
    """Return who co-ordinates some providers, or is the safeguarding lead there, today."""
    today = clock.today()
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    held = (
        Membership.organisation_id.in_(providers),
        Membership.role.in_(PROVIDER_ROLES),
        Membership.confirmed,
        Membership.starts <= today,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    return list(dict.fromkeys(db.session.scalars(wanted.where(*held).order_by(Person.name, Person.id))))


def assigned(of: Iterable[Placement], *capacities: AssignmentCapacity) -> list[Person]:
    """Return who is assigned to some placements today in one of the capacities."""
    today = clock.today()
    links = (each for placement in of for each in placement.assignments if each.capacity in capacities)
    return list(dict.fromkeys(each.person for each in links if each.ends is None or each.ends >= today))


def supervisors_at(student: StudentRecord, sites: Collection[uuid.UUID]) -> list[Person]:
    """Return who supervises a student today on a placement at one of some settings."""
    there = [each for each in open_placements(student) if any(link.site_id in sites for link in each.sites)]
    return assigned(there, AssignmentCapacity.SUPERVISOR, AssignmentCapacity.CLINICAL_SUPERVISOR)
