"""Everything that the rows of a file may meet, found in a fixed number of statements however many rows there are."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Address, Credential, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import db
from placement_portal.intake.policy import programmes_run
from placement_portal.intake.queries import ties
from placement_portal.intake.queries.placed import placed
from placement_portal.intake.queries.standing import (
    Assigned,
    Balance,
    CohortKnown,
    Placed,
    Record,
    SiteKnown,
    Someone,
    StageKnown,
)
from placement_portal.intake.rules import ImportKind
from placement_portal.organisations.models import ImportRef, Organisation, Partnership
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import (
    Cohort,
    OpeningBalance,
    Programme,
    ProgrammeVersion,
    Stage,
    StudentRecord,
)
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.sheets import key
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows of a file mention: addresses as they are compared, refs as they are kept."""

    addresses: frozenset[str]
    refs: frozenset[str]


@dataclass(slots=True)
class Known:
    """What stands already, by what rows call it; rows that are accepted add to it."""

    organisation: Organisation
    today: date
    refs: dict[tuple[ImportKind, str], uuid.UUID] = field(default_factory=dict)
    cohorts: list[CohortKnown] = field(default_factory=list)
    people: dict[uuid.UUID, Someone] = field(default_factory=dict)
    at_address: dict[str, Someone] = field(default_factory=dict)
    supervisors: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)
    tutors: set[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=set)
    records: dict[tuple[uuid.UUID, uuid.UUID], Record] = field(default_factory=dict)
    balances: dict[tuple[uuid.UUID, uuid.UUID, CategoryGroup], Balance] = field(default_factory=dict)
    providers: dict[uuid.UUID, str] = field(default_factory=dict)
    sites: dict[uuid.UUID, SiteKnown] = field(default_factory=dict)
    placements: dict[uuid.UUID, Placed] = field(default_factory=dict)
    assignments: dict[tuple[uuid.UUID, uuid.UUID, str], list[Assigned]] = field(default_factory=dict)
    site_called: dict[tuple[uuid.UUID, str], SiteKnown] = field(default_factory=dict)
    of_student: dict[uuid.UUID, list[Placed]] = field(default_factory=dict)
    records_by: dict[uuid.UUID, list[Record]] = field(default_factory=dict)
    named: set[uuid.UUID] = field(default_factory=set)

    @property
    def is_university(self) -> bool:
        """Whether a university brings the file in."""
        return self.organisation.kind is OrganisationKind.UNIVERSITY

    def add_record(self, record: Record) -> None:
        """Know a student record."""
        self.records[record.person_id, record.cohort_id] = record
        self.records_by.setdefault(record.person_id, []).append(record)

    def add_site(self, site: SiteKnown) -> None:
        """Know a setting, by its name too."""
        self.sites[site.id] = self.site_called[site.provider_id, key(site.name)] = site

    def add_placement(self, placed_: Placed) -> None:
        """Know a placement, by its student too."""
        self.placements[placed_.id] = placed_
        self.of_student.setdefault(placed_.person_id, []).append(placed_)


def known(viewer: Person, organisation: Organisation, asked: Asked, *, lock: bool = False) -> Known:
    """Return what stands already of what a file mentions, and lock it when it is about to be changed."""
    found = Known(organisation, clock.today(organisation.zone))
    mine = programmes_run(viewer) if found.is_university else frozenset()
    found.refs = _refs(organisation, asked)
    found.cohorts = _cohorts(organisation, mine)
    _add_people(found, asked, lock)
    ties.add(found.people, found.supervisors, found.tutors, found.today)
    found.providers = _providers(organisation, found.today)
    for site in _sites(found.providers, lock):
        found.add_site(site)
    scope = ties.scope(organisation, mine)
    placements, found.assignments = placed(found.people, set(found.refs.values()), scope, lock)
    for each in placements.values():
        found.add_placement(each)
    found.named = _named(organisation, list(placements))
    _add_records(found, lock)
    return found


def _refs(organisation: Organisation, asked: Asked) -> dict[tuple[ImportKind, str], uuid.UUID]:
    wanted = sa.select(ImportRef.kind, ImportRef.ref, ImportRef.object_id).where(
        ImportRef.organisation_id == organisation.id,
        sa.or_(ImportRef.ref.in_(asked.refs), ImportRef.kind == ImportKind.SETTINGS),
    )
    return {(ImportKind(kind), ref): object_id for kind, ref, object_id in db.session.execute(wanted)}


def _named(organisation: Organisation, placements: list[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of some placements have a ref of this organisation: another ref is another placement."""
    wanted = sa.select(ImportRef.object_id).where(
        ImportRef.organisation_id == organisation.id,
        ImportRef.kind == ImportKind.PLACEMENTS,
        ImportRef.object_id.in_(placements),
    )
    return set(db.session.scalars(wanted))


def _cohorts(organisation: Organisation, mine: Any) -> list[CohortKnown]:
    columns: tuple[Any, ...] = (
        Programme.id,
        Programme.name,
        Cohort.id,
        Cohort.name,
        Stage.id,
        Stage.name,
        Stage.position,
    )
    wanted = sa.select(*columns).select_from(Stage).join(Stage.cohort).join(Cohort.version_of)
    wanted = wanted.join(ProgrammeVersion.programme).where(
        Programme.university_id == organisation.id, Programme.id.in_(mine)
    )
    found: dict[uuid.UUID, CohortKnown] = {}
    for programme_id, programme, cohort_id, cohort, *stage in db.session.execute(wanted.order_by(Stage.position)):
        known_ = found.setdefault(cohort_id, CohortKnown(cohort_id, cohort, programme_id, programme))
        known_.stages.append(StageKnown(*stage))
    return list(found.values())


def _add_people(found: Known, asked: Asked, lock: bool) -> None:
    by_address = sa.select(Address.person_id).where(
        Address.kind == AddressKind.SIGN_IN, Address.folded.in_(asked.addresses)
    )
    named = [object_id for (kind, _), object_id in found.refs.items() if kind in ties.PEOPLE]
    sign_in = sa.and_(Address.person_id == Person.id, Address.kind == AddressKind.SIGN_IN)
    wanted = (
        sa.select(Person.id, Person.name, Address.id, Address.folded, Credential.id)
        .join(Address, sign_in)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(sa.or_(Person.id.in_(by_address), Person.id.in_(named)))
        .order_by(Person.id)
    )
    if lock:
        wanted = wanted.with_for_update(of=Person)
    for id_, name, address_id, folded, credential in db.session.execute(wanted):
        someone = Someone(id_, name, folded, address_id, has_account=credential is not None)
        found.people[id_] = found.at_address[folded] = someone


def _providers(organisation: Organisation, today: date) -> dict[uuid.UUID, str]:
    partners = sa.select(Partnership.provider_id).where(
        Partnership.university_id == organisation.id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    own = Organisation.id == organisation.id
    wanted = sa.select(Organisation.id, Organisation.name).where(sa.or_(own, Organisation.id.in_(partners)))
    rows = db.session.execute(wanted.order_by(Organisation.name, Organisation.id))
    return {row.id: row.name for row in rows}


def _sites(providers: dict[uuid.UUID, str], lock: bool) -> list[SiteKnown]:
    names = ("id", "provider_id", "name", "kind", "place", "safeguarding_role", "safeguarding_contact", "retired")
    wanted = sa.select(*(getattr(Site, name) for name in names)).where(Site.provider_id.in_(list(providers)))
    wanted = wanted.order_by(Site.id)
    rows = db.session.execute(wanted.with_for_update() if lock else wanted)
    return [SiteKnown(*row) for row in rows]


def _add_records(found: Known, lock: bool) -> None:
    """Add the student records of people: a university's in its cohorts, a provider's that it hosts."""
    cohorts = [cohort.id for cohort in found.cohorts]
    hosted = [placement.student_id for placement in found.placements.values()]
    ours = StudentRecord.cohort_id.in_(cohorts) if found.is_university else StudentRecord.id.in_(hosted)
    columns = (StudentRecord.id, StudentRecord.person_id, StudentRecord.cohort_id, StudentRecord.stage_id)
    wanted = sa.select(*columns, StudentRecord.status)
    hosted_too = sa.or_(StudentRecord.person_id.in_(list(found.people)), StudentRecord.id.in_(hosted))
    wanted = wanted.where(ours, hosted_too).order_by(StudentRecord.id)
    for row in db.session.execute(wanted.with_for_update() if lock else wanted):
        found.add_record(Record(*row))
    _add_balances(found)


def _add_balances(found: Known) -> None:
    students = [record.id for record in found.records.values()]
    columns: tuple[Any, ...] = (OpeningBalance.id, OpeningBalance.minutes, OpeningBalance.sessions)
    keys = (OpeningBalance.student_id, OpeningBalance.stage_id, OpeningBalance.group)
    wanted = sa.select(*keys, *columns).where(OpeningBalance.student_id.in_(students))
    for student_id, stage_id, group, *values in db.session.execute(wanted):
        found.balances[student_id, stage_id, group] = Balance(*values)
