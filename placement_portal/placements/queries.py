"""What can be found of placements: one, those a viewer may see, those a student can log on."""

import functools
import uuid
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementAmendment,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.policy import READING_KINDS, is_party, standing
from placement_portal.placements.rules import (
    DAYS_AFTER,
    DAYS_BEFORE,
    GRACE_DAYS,
    SUPERVISING,
    TAKES_HOURS,
    SlotStatus,
)
from placement_portal.programmes.models import Category, Cohort, ProgrammeRole, ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.sites.models import Site

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
    links = standing(viewer)
    return sa.select(Placement).where(
        sa.or_(
            Placement.student_id.in_(links.own_records()),
            Placement.id.in_(links.placements_read()),
            Placement.provider_id.in_(links.hosts()),
            Placement.programme_id.in_(links.programmes_as(READING_KINDS)),
        )
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
    return newest_first(sa.select(Placement).where(Placement.id.in_(mine))) if mine else []


def of_student(viewer: Person, student: StudentRecord) -> list[Placement]:
    """Return the placements of a student that the viewer may see, newest first."""
    return newest_first(visible_to(viewer).where(Placement.student_id == student.id))


def own(person: Person) -> list[Placement]:
    """Return every placement that the person was ever given as a student, the last to begin first."""
    return newest_first(sa.select(Placement).where(Placement.student_id.in_(standing(person).own_records())))


def at_provider(viewer: Person, provider: Organisation) -> sa.Select[Placement]:
    """Return the placements that a provider hosts and the viewer may see, from every university."""
    return visible_to(viewer).where(Placement.provider_id == provider.id)


def current_of(person: Person) -> list[Placement]:
    """Return the person's own placements on which work can be logged today; running ones first.

    From four weeks before the first day until two weeks and a grace after the last, in a state that takes hours.
    """
    return list(db.session.scalars(_current(), _today_of(person)))


def for_logging(person: Person) -> list[Placement]:
    """Return `current_of`, with settings and closures, open slots, timetable and categories.

    The number of statements does not grow with the placements.
    """
    return list(db.session.scalars(_for_logging(), _today_of(person)))


@functools.cache
def _for_logging() -> sa.Select[Placement]:
    version = joinedload(Placement.student).joinedload(StudentRecord.cohort).joinedload(Cohort.version_of)
    timetable = selectinload(Placement.timetable)
    return _current().options(
        selectinload(Placement.sites).joinedload(PlacementSite.site).selectinload(Site.closures),
        selectinload(Placement.slots.and_(CaseloadSlot.status == SlotStatus.OPEN)),
        *(timetable.joinedload(each) for each in (TimetableRow.category, TimetableRow.slot, TimetableRow.site)),
        version.selectinload(ProgrammeVersion.categories),
    )


def find_student(viewer: Person, student_id: uuid.UUID) -> StudentRecord | None:
    """Return a student record that is the viewer's own, of their programme, or on a placement that they may see."""
    version = joinedload(StudentRecord.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    wanted = sa.select(StudentRecord).where(StudentRecord.id == student_id)
    wanted = wanted.options(joinedload(StudentRecord.person), joinedload(StudentRecord.stage), version)
    found = db.session.scalar(wanted)
    return found if found and _sees(viewer, found) else None


def people_of(placement: Placement) -> list[Assignment]:
    """Return who is or was assigned to a placement, those in force first, then by capacity and first day."""
    wanted = sa.select(Assignment).where(Assignment.placement_id == placement.id).options(joinedload(Assignment.person))
    found = db.session.scalars(wanted.order_by(Assignment.capacity, Assignment.starts, Assignment.id)).all()
    today = clock.today()
    return sorted(found, key=lambda each: each.ends is not None and each.ends < today)


def caseload_of(placement: Placement) -> list[CaseloadSlot]:
    """Return the clients and groups of a placement, the open ones first, C2 before C10."""
    wanted = sa.select(CaseloadSlot).where(CaseloadSlot.placement_id == placement.id)
    found = db.session.scalars(wanted.order_by(sa.func.length(CaseloadSlot.code), CaseloadSlot.code)).all()
    return sorted(found, key=lambda each: each.status is SlotStatus.CLOSED)


def timetable_of(placement: Placement) -> list[TimetableRow]:
    """Return the weekly timetable of a placement, Monday first, with what and whom."""
    parts = (TimetableRow.category, TimetableRow.slot, TimetableRow.site)
    wanted = sa.select(TimetableRow).where(TimetableRow.placement_id == placement.id)
    ordered = wanted.order_by(TimetableRow.weekday, TimetableRow.start, TimetableRow.id)
    return list(db.session.scalars(ordered.options(*(joinedload(each) for each in parts))))


def find_assignment(viewer: Person, assignment_id: uuid.UUID) -> Assignment | None:
    """Return an assignment to a placement that the viewer has to do with."""
    found = db.session.get(Assignment, assignment_id, options=[joinedload(Assignment.person)])
    return found if found and find(viewer, found.placement_id) else None


def find_slot(viewer: Person, slot_id: uuid.UUID) -> CaseloadSlot | None:
    """Return a client or group of a placement that the viewer has to do with."""
    found = db.session.get(CaseloadSlot, slot_id)
    return found if found and find(viewer, found.placement_id) else None


def find_row(viewer: Person, row_id: uuid.UUID) -> TimetableRow | None:
    """Return a row of the timetable of a placement that the viewer has to do with."""
    found = db.session.get(TimetableRow, row_id)
    return found if found and find(viewer, found.placement_id) else None


def sites_of(placement: Placement, on: date | None = None) -> list[Site]:
    """Return the settings of a placement on a day, today when none is given, the main one first."""
    on = on or clock.today()
    wanted = (
        sa.select(Site)
        .join(PlacementSite, PlacementSite.site_id == Site.id)
        .where(
            PlacementSite.placement_id == placement.id,
            sa.or_(PlacementSite.starts.is_(None), PlacementSite.starts <= on),
            sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= on),
        )
    )
    return list(db.session.scalars(wanted.order_by(PlacementSite.position, Site.name)))


def categories_of(placement: Placement) -> list[Category]:
    """Return what hours of a placement can be spent on now, in the order of its programme version."""
    version_id = placement.student.cohort.programme_version_id
    wanted = sa.select(Category).where(Category.programme_version_id == version_id, Category.retired.is_(False))
    return list(db.session.scalars(wanted.order_by(Category.position, Category.id)))


def moves_of(placement: Placement) -> list[PlacementMove]:
    """Return what happened to the state of a placement, oldest first."""
    wanted = sa.select(PlacementMove).where(PlacementMove.placement_id == placement.id)
    return list(
        db.session.scalars(wanted.options(joinedload(PlacementMove.by)).order_by(PlacementMove.at, PlacementMove.id))
    )


def amendments_of(placement: Placement) -> list[PlacementAmendment]:
    """Return how the dates, settings, days and people of a placement were changed, oldest first."""
    wanted = sa.select(PlacementAmendment).where(PlacementAmendment.placement_id == placement.id)
    parts = wanted.options(joinedload(PlacementAmendment.by))
    return list(db.session.scalars(parts.order_by(PlacementAmendment.from_day, PlacementAmendment.id)))


def stages_of(student: StudentRecord) -> list[Stage]:
    """Return the stages of a student's cohort, the first year first."""
    wanted = sa.select(Stage).where(Stage.cohort_id == student.cohort_id)
    return list(db.session.scalars(wanted.order_by(Stage.position)))


def sites_for(university_id: uuid.UUID, *also: uuid.UUID) -> list[Site]:
    """Return the settings of the providers that work with a university today, and those with the ids in `also`."""
    today = clock.today()
    partners = sa.select(Partnership.provider_id).where(
        Partnership.university_id == university_id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    offered = sa.or_(Site.provider_id.in_(partners) & Site.retired.is_(False), Site.id.in_(also))
    wanted = sa.select(Site).join(Site.provider).where(offered).options(joinedload(Site.provider))
    return list(db.session.scalars(wanted.order_by(Organisation.name, Site.name)))


def supervisors_for(placement: Placement) -> list[Person]:
    """Return who supervises for the provider or the university of a placement today, by name."""
    today = clock.today()
    of = (placement.provider_id, placement.university_id)
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    wanted = wanted.where(Membership.organisation_id.in_(of), Membership.role == MembershipRole.SUPERVISOR)
    return _in_force(wanted, Membership.starts <= today, Membership.ends, today)


def tutors_for(placement: Placement) -> list[Person]:
    """Return who tutors or leads the programme of a placement today, by name."""
    today = clock.today()
    kinds = (ProgrammeRoleKind.TUTOR, ProgrammeRoleKind.LEAD)
    wanted = sa.select(Person).join(ProgrammeRole, ProgrammeRole.person_id == Person.id)
    wanted = wanted.where(ProgrammeRole.programme_id == placement.programme_id, ProgrammeRole.kind.in_(kinds))
    return _in_force(wanted, ProgrammeRole.starts <= today, ProgrammeRole.ends, today)


def _in_force(wanted: sa.Select[Person], began: Any, ends: Any, today: date) -> list[Person]:
    still = sa.or_(ends.is_(None), ends >= today)
    rows = wanted.where(began, still, Person.deactivated_at.is_(None)).order_by(Person.name, Person.id)
    return list(dict.fromkeys(db.session.scalars(rows)))


@functools.cache
def _current() -> sa.Select[Placement]:
    """Return the statement of `current_of`, built once: it is asked with what `_today_of` returns."""
    today, latest, earliest = (sa.bindparam(name, type_=sa.Date()) for name in ("today", "latest", "earliest"))
    # Ids, not a subselect: PostgreSQL would join everybody's placements with all that is around them first.
    own: sa.BindParameter[uuid.UUID] = sa.bindparam("records", expanding=True)
    wanted = sa.select(Placement).where(Placement.student_id.in_(own), Placement.status.in_(TAKES_HOURS))
    runs = sa.and_(Placement.starts <= today, Placement.ends >= today)
    near = wanted.where(Placement.starts <= latest, Placement.ends >= earliest)
    ordered = near.order_by(sa.case((runs, 0), else_=1), Placement.starts.desc(), Placement.id)
    return ordered.options(*around())


def _today_of(person: Person) -> dict[str, Any]:
    today = clock.today()
    latest, earliest = today + timedelta(days=DAYS_BEFORE), today - timedelta(days=DAYS_AFTER + GRACE_DAYS)
    return {"records": list(standing(person).own_records()), "today": today, "latest": latest, "earliest": earliest}


def _sees(viewer: Person, student: StudentRecord) -> bool:
    links = standing(viewer)
    if student.id in links.own_records() or student.cohort.version_of.programme_id in links.programmes_as(
        READING_KINDS
    ):
        return True
    placed = visible_to(viewer).where(Placement.student_id == student.id)
    return db.session.scalar(placed.with_only_columns(Placement.id).limit(1)) is not None
