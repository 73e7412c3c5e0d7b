"""Which placements a viewer may see: one, and lists to order, narrow and page."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import (
    Placement,
    PlacementSite,
)
from placement_portal.placements.policy import READING_KINDS, is_party, standing
from placement_portal.placements.rules import (
    SUPERVISING,
)
from placement_portal.programmes.models import Cohort, ProgrammeVersion, StudentRecord

Option = Any


def around() -> list[Option]:
    """Return what makes a placement readable in one statement: student, programme, stage, university, provider."""
    version = joinedload(Placement.student).joinedload(StudentRecord.cohort).joinedload(Cohort.version_of)
    return [
        joinedload(Placement.student).joinedload(StudentRecord.person),
        version.joinedload(ProgrammeVersion.programme),
        joinedload(Placement.programme),
        joinedload(Placement.stage),
        joinedload(Placement.university),
        joinedload(Placement.provider),
    ]


def find(viewer: Person, placement_id: uuid.UUID) -> Placement | None:
    """Return a placement that the viewer has to do with; None otherwise."""
    found = db.session.scalar(sa.select(Placement).where(Placement.id == placement_id).options(*around()))
    return found if found and is_party(viewer, found) else None


def visible_to(viewer: Person) -> sa.Select[Placement]:
    """Return the placements that the viewer may see, for lists to order, narrow and page."""
    return sa.select(Placement).where(is_visible(viewer))


def is_visible(viewer: Person) -> sa.ColumnElement[bool]:
    """Return what holds of the placements that the viewer may see."""
    links = standing(viewer)
    return sa.or_(
        Placement.student_id.in_(links.own_records()),
        Placement.id.in_(links.placements_read()),
        Placement.provider_id.in_(links.hosts()),
        Placement.programme_id.in_(links.programmes_as(READING_KINDS)),
    )


def newest_first(wanted: sa.Select[Placement]) -> list[Placement]:
    """Return placements with what surrounds them and their settings, the last to begin first."""
    rows = wanted.options(*around(), with_sites()).order_by(Placement.starts.desc(), Placement.id.desc())
    return list(db.session.scalars(rows))


def with_sites() -> Option:
    """Return what loads the settings of many placements in one statement."""
    return selectinload(Placement.sites).joinedload(PlacementSite.site)


def supervisees_of(viewer: Person) -> list[Placement]:
    """Return the placements that the viewer supervises today, or supervised so lately that grace still runs."""
    links = standing(viewer)
    mine = {each.to for each in links.assignments if each.what in SUPERVISING and each.still_reads(links.today)}
    if not mine:
        return []
    at_once = joinedload(Placement.sites).joinedload(PlacementSite.site)  # few of each: no statement of their own
    wanted = sa.select(Placement).where(Placement.id.in_(mine)).options(*around(), at_once)
    return list(db.session.scalars(wanted.order_by(Placement.starts.desc(), Placement.id.desc())).unique())


def of_student(viewer: Person, student: StudentRecord) -> list[Placement]:
    """Return the placements of a student that the viewer may see, newest first."""
    return newest_first(visible_to(viewer).where(Placement.student_id == student.id))


def of_the_same_stage(placement: Placement) -> list[Placement]:
    """Return all placements of a student in the stage of one that one may see: what a stage asks is reached over all.

    They are reckoned with, never shown: nothing of the others may stand on a page of this one but sums.
    """
    wanted = sa.select(Placement).where(
        Placement.student_id == placement.student_id, Placement.stage_id == placement.stage_id
    )
    return list(db.session.scalars(wanted.order_by(Placement.starts, Placement.id)))


def own(person: Person) -> list[Placement]:
    """Return every placement that the person was ever given as a student, the last to begin first."""
    return newest_first(sa.select(Placement).where(Placement.student_id.in_(standing(person).own_records())))


def at_provider(viewer: Person, provider: Organisation) -> sa.Select[Placement]:
    """Return the placements that a provider hosts and the viewer may see, from every university."""
    return visible_to(viewer).where(Placement.provider_id == provider.id)


def find_student(viewer: Person, student_id: uuid.UUID) -> StudentRecord | None:
    """Return a student record that is the viewer's own, of their programme, or on a placement that they may see."""
    version = joinedload(StudentRecord.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    wanted = sa.select(StudentRecord).where(StudentRecord.id == student_id)
    wanted = wanted.options(joinedload(StudentRecord.person), joinedload(StudentRecord.stage), version)
    found = db.session.scalar(wanted)
    return found if found and _sees(viewer, found) else None


def _sees(viewer: Person, student: StudentRecord) -> bool:
    links = standing(viewer)
    if student.id in links.own_records() or student.cohort.version_of.programme_id in links.programmes_as(
        READING_KINDS
    ):
        return True
    placed = visible_to(viewer).where(Placement.student_id == student.id)
    return db.session.scalar(placed.with_only_columns(Placement.id).limit(1)) is not None
