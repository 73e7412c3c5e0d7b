"""Whom and what somebody may know of at all: what pages of people and the search show no more than."""

from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import READING_KINDS, STAFF_KINDS, standing
from placement_portal.placements.queries.found import is_visible
from placement_portal.programmes.models import Cohort, Programme, ProgrammeRole, ProgrammeVersion, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind

TEACHING: Final = STAFF_KINDS | {ProgrammeRoleKind.TUTOR}


def is_known_student(viewer: Person, person_id: Any) -> sa.ColumnElement[bool]:
    """Return what holds of the students that the viewer may see: themselves, of their programmes, placed with them."""
    links = standing(viewer)
    programmes = sa.select(Cohort.id).join(Cohort.version_of).correlate(None)
    read = programmes.where(ProgrammeVersion.programme_id.in_(links.programmes_as(READING_KINDS)))
    placed = sa.select(sa.func.count()).where(Placement.student_id == StudentRecord.id, is_visible(viewer))
    seen = sa.or_(
        StudentRecord.id.in_(links.own_records()),
        StudentRecord.cohort_id.in_(read),
        placed.correlate(StudentRecord).scalar_subquery() > 0,
    )
    return _some(
        sa.select(sa.func.count()).select_from(StudentRecord).where(StudentRecord.person_id == person_id, seen)
    )


def is_colleague(viewer: Person, person_id: Any) -> sa.ColumnElement[bool]:
    """Return what holds of the staff whom the viewer may see.

    Members and teachers of the organisations they work for, supervisors of the providers these work with, and whoever
    supervises or tutors a placement that they see.
    """
    mine, today = sa.union_all(*_employers(viewer)), clock.today()
    supervises = sa.and_(
        Membership.role == MembershipRole.SUPERVISOR, Membership.organisation_id.in_(known_providers(viewer))
    )
    member = sa.select(sa.func.count()).where(
        Membership.person_id == person_id,
        Membership.confirmed,
        *_in_force(Membership, today),
        sa.or_(Membership.organisation_id.in_(mine), supervises),
    )
    teacher = (
        sa.select(sa.func.count())
        .select_from(ProgrammeRole)
        .join(ProgrammeRole.programme)
        .where(
            ProgrammeRole.person_id == person_id, *_in_force(ProgrammeRole, today), Programme.university_id.in_(mine)
        )
    )
    assigned = (
        sa.select(sa.func.count())
        .select_from(Assignment)
        .join(Assignment.placement)
        .where(Assignment.person_id == person_id, is_visible(viewer))
    )
    return sa.or_(
        _some(member, Membership), _some(teacher, ProgrammeRole, Programme), _some(assigned, Assignment, Placement)
    )


def known_providers(viewer: Person) -> sa.CompoundSelect[Any]:
    """Return the ids of the organisations that the viewer works for, and of the providers that these work with."""
    members, teaches = _employers(viewer)
    university, today = Partnership.university_id, clock.today()
    ours = sa.or_(university.in_(members), university.in_(teaches))
    partners = sa.select(Partnership.provider_id).where(ours, *_in_force(Partnership, today)).correlate(None)
    return sa.union_all(members, teaches, partners)


def _employers(viewer: Person) -> tuple[sa.Select[Any], sa.Select[Any]]:
    """Return the ids of the organisations of which somebody is a member, and where they teach; examiners are guests."""
    links = standing(viewer)
    members = {each.to for each in links.providers if each.holds(links.today)}
    teaches = sa.select(Programme.university_id).where(Programme.id.in_(links.programmes_as(TEACHING)))
    return sa.select(Organisation.id).where(Organisation.id.in_(members)).correlate(None), teaches.correlate(None)


def _some(counted: sa.Select[Any], *own: Any) -> sa.ColumnElement[bool]:
    """Return what holds when there is one; counted, since PostgreSQL joins whole tables for an EXISTS."""
    return counted.correlate_except(*own).scalar_subquery() > 0


def _in_force(link: Any, today: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today)
