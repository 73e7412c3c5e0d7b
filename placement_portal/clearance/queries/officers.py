"""What an officer finds: types, people, items that wait, items to accept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceDecision, ClearanceItem, ClearanceType
from placement_portal.clearance.policy import keeper_of, officer_of
from placement_portal.clearance.queries.visits import visits
from placement_portal.clearance.rules import ClearanceStatus
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, StudentRecord
from placement_portal.programmes.policy import STAFF, duties
from placement_portal.programmes.rules import STUDYING
from placement_portal.sites.models import Site

PAGE: Final = 50
Ids = sa.Select[uuid.UUID]


class Narrowing(NamedTuple):
    """How the queue is narrowed: by type, by cohort, by part of a name."""

    type_id: uuid.UUID | None = None
    cohort_id: uuid.UUID | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of what waits, the oldest first; where the next page begins; how much waits in all."""

    items: Sequence[ClearanceItem]
    after: uuid.UUID | None
    waiting: int


def find_organisation(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return an organisation that exists for the viewer."""
    if organisation_id in keeper_of(viewer):
        return db.session.get(Organisation, organisation_id)
    return organisations.find(viewer, organisation_id)


def find_type(viewer: Person, type_id: uuid.UUID) -> ClearanceType | None:
    """Return a type of an organisation that exists for the viewer."""
    wanted = sa.select(ClearanceType).where(ClearanceType.id == type_id)
    found = db.session.scalar(wanted.options(joinedload(ClearanceType.organisation)))
    return found if found and find_organisation(viewer, found.organisation_id) else None


def types_of(organisation: Organisation) -> list[ClearanceType]:
    """Return what an organisation asks for: what is withdrawn last, students' before others'."""
    wanted = sa.select(ClearanceType).where(ClearanceType.organisation_id == organisation.id)
    order = (ClearanceType.withdrawn_on.is_not(None), ClearanceType.subject, ClearanceType.id)
    return list(db.session.scalars(wanted.order_by(*order)))


def students_of(organisation: Organisation) -> Ids:
    """Return the ids of the students that an organisation has to do with: its own, or those who go to it."""
    if organisation.kind is OrganisationKind.PROVIDER:
        links = visits()
        return sa.select(links.c.person_id).where(
            links.c.provider_id == organisation.id, links.c.ends >= clock.today(organisation.zone)
        )
    return _in_university(organisation.id)


def overseen(viewer: Person, organisation: Organisation) -> Ids:
    """Return the ids of the students of whom the viewer learns who may start: their programmes', an officer all."""
    if organisation.kind is OrganisationKind.PROVIDER or organisation.id in officer_of(viewer):
        return students_of(organisation)
    run = [each for each, kinds in duties(viewer).programmes.items() if not STAFF.isdisjoint(kinds)]
    return _in_university(organisation.id).where(Programme.id.in_(run))


def people_of(organisation: Organisation) -> sa.CompoundSelect[Any]:
    """Return the ids of everybody whose checks an organisation may have to do with."""
    today = clock.today(organisation.zone)
    supervisors = sa.select(Membership.person_id).where(
        Membership.organisation_id == organisation.id,
        Membership.role == MembershipRole.SUPERVISOR,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    return sa.union(students_of(organisation), supervisors)


def find_item(viewer: Person, item_id: uuid.UUID) -> ClearanceItem | None:
    """Return a check that is the viewer's own, or that an organisation they are an officer of has to do with."""
    wanted = sa.select(ClearanceItem).where(ClearanceItem.id == item_id)
    found = db.session.scalar(wanted.options(*_whole()))
    if found is None or found.person_id == viewer.id:
        return found
    offices = db.session.scalars(sa.select(Organisation).where(Organisation.id.in_(officer_of(viewer))))
    return found if any(_concerns(office, found) for office in offices) else None


def find_person(viewer: Person, organisation_id: uuid.UUID, person_id: uuid.UUID) -> "Subject | None":
    """Return somebody whose checks an organisation has to do with, for those to whom the organisation exists."""
    organisation = find_organisation(viewer, organisation_id)
    if organisation is None:
        return None
    wanted = sa.select(Person).where(Person.id == person_id, Person.id.in_(people_of(organisation)))
    found = db.session.scalar(wanted)
    return Subject(organisation, found) if found else None


class Subject(NamedTuple):
    """Somebody as one whose checks an organisation has to do with."""

    organisation: Organisation
    person: Person

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id


def queue(organisation: Organisation, narrowed: Narrowing, after: uuid.UUID | None) -> Queue:
    """Return one page of what waits for an organisation's officers, the oldest first; three statements."""
    waiting = _narrowed(
        sa.select(ClearanceItem).where(
            ClearanceItem.organisation_id == organisation.id, ClearanceItem.status == ClearanceStatus.SUBMITTED
        ),
        narrowed,
    )
    last = db.session.get(ClearanceItem, after) if after else None
    page = waiting.where(_later(last.submitted_at, last.id)) if last and last.submitted_at else waiting
    ordered = page.order_by(ClearanceItem.submitted_at, ClearanceItem.id).limit(PAGE + 1)
    found = db.session.scalars(ordered.options(*_whole())).all()
    number = db.session.scalar(waiting.with_only_columns(sa.func.count(), maintain_column_froms=True)) or 0
    return Queue(found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None, number)


def to_accept(organisation: Organisation) -> list[ClearanceItem]:
    """Return up to a page of what others saw and this organisation has not accepted yet, the oldest first."""
    codes = sa.select(ClearanceType.code).where(
        ClearanceType.organisation_id == organisation.id, ClearanceType.withdrawn_on.is_(None)
    )
    accepted = sa.exists().where(
        ClearanceAcceptance.item_id == ClearanceItem.id, ClearanceAcceptance.organisation_id == organisation.id
    )
    wanted = sa.select(ClearanceItem).where(
        ClearanceItem.status == ClearanceStatus.VERIFIED,
        ClearanceItem.organisation_id != organisation.id,
        ClearanceItem.code.in_(codes),
        ClearanceItem.person_id.in_(students_of(organisation)),
        sa.not_(accepted),
    )
    ordered = wanted.order_by(ClearanceItem.seen_on, ClearanceItem.id).limit(PAGE)
    return list(db.session.scalars(ordered.options(*_whole())))


def items_in(organisation: Organisation, ids: Sequence[uuid.UUID], *, lock: bool = False) -> list[ClearanceItem]:
    """Return those of some items that wait for an organisation's officers, in the order of their ids."""
    wanted = sa.select(ClearanceItem).where(ClearanceItem.id.in_(ids), ClearanceItem.organisation_id == organisation.id)
    wanted = wanted.order_by(ClearanceItem.id).options(joinedload(ClearanceItem.type_))
    return list(db.session.scalars(wanted.with_for_update(of=ClearanceItem) if lock else wanted))


def waiting_count(organisation_id: uuid.UUID) -> int:
    """Return how many checks wait for the officers of an organisation."""
    wanted = sa.select(sa.func.count()).select_from(ClearanceItem)
    ours = ClearanceItem.organisation_id == organisation_id
    return db.session.scalar(wanted.where(ours, ClearanceItem.status == ClearanceStatus.SUBMITTED)) or 0


def cohorts_of(organisation: Organisation, among: Ids | None = None) -> list[tuple[uuid.UUID, str]]:
    """Return the cohorts whose students an organisation has to do with: id and words."""
    wanted = (
        sa.select(Cohort.id, Cohort.name, Programme.name.label("programme"))
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
    )
    people = students_of(organisation) if among is None else among
    theirs = sa.select(StudentRecord.cohort_id).where(StudentRecord.person_id.in_(people))
    rows = db.session.execute(wanted.where(Cohort.id.in_(theirs)).order_by(Programme.name, Cohort.name, Cohort.id))
    return [(row.id, f"{row.programme}, {row.name}") for row in rows]


def decision_of(viewer: Person, item: ClearanceItem) -> ClearanceDecision | None:
    """Return what only the officers of who decided may read of a decision."""
    if item.organisation_id not in officer_of(viewer) or item.person_id == viewer.id:
        return None
    return db.session.get(ClearanceDecision, item.id)


def _in_university(university_id: uuid.UUID) -> Ids:
    return (
        sa.select(StudentRecord.person_id)
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(Programme.university_id == university_id, StudentRecord.status.in_(STUDYING))
    )


def _concerns(office: Organisation, item: ClearanceItem) -> bool:
    """Say whether an organisation looks at an item, or relies on its kind for somebody it has to do with."""
    if item.organisation_id == office.id:
        return True
    relies = sa.exists().where(ClearanceType.organisation_id == office.id, ClearanceType.code == item.code)
    theirs = sa.select(Person.id).where(Person.id == item.person_id, Person.id.in_(people_of(office)))
    return db.session.scalar(sa.select(sa.and_(relies, theirs.exists()))) is True


def _narrowed(wanted: sa.Select[Any], narrowed: Narrowing) -> sa.Select[Any]:
    if narrowed.type_id:
        wanted = wanted.where(ClearanceItem.type_id == narrowed.type_id)
    if narrowed.cohort_id:
        inside = sa.select(StudentRecord.person_id).where(StudentRecord.cohort_id == narrowed.cohort_id)
        wanted = wanted.where(ClearanceItem.person_id.in_(inside))
    if narrowed.name:
        like = _like(narrowed.name)
        people = sa.select(Person.id).where(Person.name.ilike(like, escape="\\"))
        sites = sa.select(Site.id).where(Site.name.ilike(like, escape="\\"))
        wanted = wanted.where(sa.or_(ClearanceItem.person_id.in_(people), ClearanceItem.site_id.in_(sites)))
    return wanted


def _later(at: datetime, last: uuid.UUID) -> sa.ColumnElement[bool]:
    same = sa.and_(ClearanceItem.submitted_at == at, ClearanceItem.id > last)
    return sa.or_(ClearanceItem.submitted_at > at, same)


def _whole() -> tuple[Any, ...]:
    joined = (ClearanceItem.type_, ClearanceItem.person, ClearanceItem.site, ClearanceItem.organisation)
    return (
        *(joinedload(each) for each in joined),
        joinedload(ClearanceItem.decided_by),
        selectinload(ClearanceItem.acceptances).joinedload(ClearanceAcceptance.organisation),
    )


def listed(
    organisation: Organisation,
    name: str,
    cohort_id: uuid.UUID | None,
    after: uuid.UUID | None,
    among: Ids | None = None,
) -> tuple[list[Person], uuid.UUID | None]:
    """Return one page of the people whose checks an organisation has to do with, by name; two statements."""
    wanted = sa.select(Person).where(Person.id.in_(people_of(organisation) if among is None else among))
    if cohort_id:
        inside = sa.select(StudentRecord.person_id).where(StudentRecord.cohort_id == cohort_id)
        wanted = wanted.where(Person.id.in_(inside))
    if name:
        wanted = wanted.where(Person.name.ilike(_like(name), escape="\\"))
    last = db.session.get(Person, after) if after else None
    if last:
        later = sa.and_(Person.name == last.name, Person.id > last.id)
        wanted = wanted.where(sa.or_(Person.name > last.name, later))
    found = db.session.scalars(wanted.order_by(Person.name, Person.id).limit(PAGE + 1)).all()
    return list(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None


def _like(part: str) -> str:
    return "%" + part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
