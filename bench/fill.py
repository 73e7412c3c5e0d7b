"""A large, dull installation: one course, one provider, many students with many entries each, in cohorts."""

import itertools
import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, transaction
from placement_portal.accounts.models import Address, Credential, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.accounts.service import hash_password
from placement_portal.database import Base, db, new_id
from placement_portal.hours.models import Entry, EntryVersion
from placement_portal.hours.rules import EntryStatus, SessionOutcome, VersionKind
from placement_portal.names.models import NameWord
from placement_portal.names.service import rows_of
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, PlacementSite
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus, SlotKind
from placement_portal.programmes.models import (
    Category,
    Cohort,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Rule,
    RuleSet,
    Stage,
    StudentRecord,
)
from placement_portal.programmes.rules import (
    CATEGORY_PRESET,
    CategoryGroup,
    CohortMode,
    ProgrammeRoleKind,
    RuleBasis,
    RuleKind,
    RuleUnit,
)
from placement_portal.sites.models import Site
from placement_portal.sites.rules import SiteKind

PASSWORD = "a quiet room with a piano"
SUPERVISED = 20
SITES = 10
CHUNK = 5_000
Rows = list[dict[str, Any]]


def fill(students: int, entries: int, cohort: int) -> None:
    """Fill an empty, migrated database, with so many students in a cohort; needs an app context."""
    with transaction.unit():
        _Filler(students, entries, cohort).run()


def address(kind: str, number: int) -> str:
    """Return the sign-in address of somebody of the filled world."""
    return f"{kind}{number}@bench.example"


class _Filler:
    def __init__(self, students: int, entries: int, cohort: int) -> None:
        self.students, self.entries, self.cohort = students, entries, cohort
        self.random = random.Random(7)
        self.now = clock.now()
        self.today = clock.today()
        self.starts = self.today - timedelta(days=160)
        self.hash = hash_password(PASSWORD)

    def run(self) -> None:
        university, provider = self._organisations()
        version, categories, programme = self._course(university)
        cohorts = [self._cohort(version, number) for number in range(-(-self.students // self.cohort))]
        sites = self._sites(provider)
        supervisors = self._people("supervisor", -(-self.students // SUPERVISED))
        self._belong(supervisors, provider)
        self._belong(self._people("coordinator", 1), provider, MembershipRole.PROVIDER_COORDINATOR)
        self._belong(self._people("officer", 1), university, MembershipRole.CLEARANCE_OFFICER)
        lead = self._people("lead", 1)[0]
        self._insert(ProgrammeRole, [self._role(lead, programme)])
        people = self._people("student", self.students)
        records = [
            {"id": new_id(), "person_id": each, **cohorts[number // self.cohort]} for number, each in enumerate(people)
        ]
        self._insert(StudentRecord, [{**row, "status": "active", "version": 1} for row in records])
        where = {"programme_id": programme, "university_id": university, "provider_id": provider}
        placements = [self._placement(row["id"]) | where | {"stage_id": row["stage_id"]} for row in records]
        self._insert(Placement, placements)
        self._staff(placements, supervisors, sites)
        slots = [self._slot(placement) for placement in placements]
        self._insert(CaseloadSlot, slots)
        for chunk in chunks(self._all_entries(placements, people, supervisors, sites, slots, categories)):
            self._insert(Entry, chunk)
            self._insert(EntryVersion, [_version(row) for row in chunk if row["number"]])

    def _insert(self, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
        for chunk in chunks(rows):
            db.session.execute(sa.insert(model), chunk)

    def _organisations(self) -> tuple[uuid.UUID, uuid.UUID]:
        both = [
            Organisation(id=new_id(), kind=kind, name=f"Bench {kind}")
            for kind in (OrganisationKind.UNIVERSITY, OrganisationKind.PROVIDER)
        ]
        db.session.add_all(both)
        db.session.flush()
        db.session.add(Partnership(university_id=both[0].id, provider_id=both[1].id, starts=self.starts))
        return both[0].id, both[1].id

    def _course(self, university: uuid.UUID) -> tuple[uuid.UUID, list[tuple[uuid.UUID, str]], uuid.UUID]:
        programme = Programme(id=new_id(), university_id=university, name="MA Music Therapy")
        version = ProgrammeVersion(id=new_id(), programme_id=programme.id, name="1")
        categories = [
            Category(
                id=new_id(),
                programme_version_id=version.id,
                code=preset.code,
                name=preset.name,
                group=preset.group,
                counts=preset.counts,
                needs_slot=preset.needs_slot,
                needs=preset.needs,
                position=position,
            )
            for position, preset in enumerate(CATEGORY_PRESET)
        ]
        for rows in ([programme], [version], categories):
            db.session.add_all(rows)
            db.session.flush()
        used = [(each.id, each.code) for each in categories if each.code in {"DIR-I", "PREP", "NOTE", "TRN"}]
        return version.id, used, programme.id

    def _cohort(self, version: uuid.UUID, number: int) -> dict[str, uuid.UUID]:
        """Add a cohort with its one stage and the rules of that, and return where its students stand."""
        year, ends = self.starts.year, self.today + timedelta(days=120)
        cohort = Cohort(
            id=new_id(),
            programme_version_id=version,
            name=f"Group {number}",
            start_year=year,
            mode=CohortMode.FULL_TIME,
        )
        stage = Stage(id=new_id(), cohort_id=cohort.id, name="Year 1", position=1, starts=self.starts, ends=ends)
        rules = RuleSet(id=new_id(), stage_id=stage.id, number=1, made_at=self.now, starts=self.now.date())
        for rows in ([cohort], [stage], [rules], self._rules(rules.id)):
            db.session.add_all(rows)
            db.session.flush()
        return {"cohort_id": cohort.id, "stage_id": stage.id}

    def _rules(self, rule_set: uuid.UUID) -> list[Rule]:
        wanted = ((CategoryGroup.DIRECT, 24 * 60), (CategoryGroup.INDIRECT, 40 * 60), (CategoryGroup.SUPERVISION, 600))
        minima = [
            Rule(
                rule_set_id=rule_set,
                position=position,
                kind=RuleKind.MINIMUM,
                name=f"Hours of {group}",
                groups=[group.value],
                unit=RuleUnit.HOURS,
                amount=minutes,
                basis=RuleBasis.EXAMPLE,
            )
            for position, (group, minutes) in enumerate(wanted)
        ]
        gap = Rule(
            rule_set_id=rule_set,
            position=9,
            kind=RuleKind.LONGEST_GAP,
            name="Supervision",
            groups=[CategoryGroup.SUPERVISION.value],
            unit=None,
            amount=14,
            basis=RuleBasis.EXAMPLE,
        )
        return [*minima, gap]

    def _sites(self, provider: uuid.UUID) -> list[uuid.UUID]:
        ids = [new_id() for _ in range(SITES)]
        school = {"provider_id": provider, "kind": SiteKind.SPECIAL_SCHOOL, "place": "", "zone": "", "version": 1}
        school |= {"safeguarding_role": "Lead", "safeguarding_contact": "01", "retired": False}
        self._insert(Site, [{"id": each, "name": f"School {number}"} | school for number, each in enumerate(ids)])
        return ids

    def _people(self, kind: str, count: int) -> list[uuid.UUID]:
        ids = [new_id() for _ in range(count)]
        names = {id_: f"{kind.title()} Number {number}" for number, id_ in enumerate(ids)}
        people = ({"id": id_, "name": name} for id_, name in names.items())
        self._insert(Person, [each | {"created_at": self.now, "version": 1} for each in people])
        self._insert(NameWord, [row for id_, name in names.items() for row in rows_of(id_, name)])
        written = [(id_, address(kind, number)) for number, id_ in enumerate(ids)]
        self._insert(
            Address,
            [
                {"id": new_id(), "person_id": id_, "kind": AddressKind.SIGN_IN, "written": at, "folded": at}
                | {"confirmed_at": self.now}
                for id_, at in written
            ],
        )
        self._insert(
            Credential, [{"id": new_id(), "person_id": id_, "hash": self.hash, "changed_at": self.now} for id_ in ids]
        )
        return ids

    def _belong(
        self, people: list[uuid.UUID], organisation: uuid.UUID, role: MembershipRole = MembershipRole.SUPERVISOR
    ) -> None:
        row = {"organisation_id": organisation, "role": role, "starts": self.starts}
        self._insert(
            Membership, [{"id": new_id(), "person_id": each, "confirmed": True, "version": 1} | row for each in people]
        )

    def _role(self, person: uuid.UUID, programme: uuid.UUID) -> dict[str, Any]:
        kind = ProgrammeRoleKind.LEAD
        return {"id": new_id(), "person_id": person, "programme_id": programme, "kind": kind} | {
            "starts": self.starts,
            "version": 1,
        }

    def _placement(self, record: object) -> dict[str, Any]:
        return {
            "id": new_id(),
            "student_id": record,
            "starts": self.starts,
            "ends": self.today + timedelta(days=60),
            "days_a_week": 2,
            "state": PlacementStatus.ACTIVE,
            "version": 1,
        }

    def _staff(self, placements: Rows, supervisors: list[uuid.UUID], sites: list[uuid.UUID]) -> None:
        self._insert(
            PlacementSite,
            [
                {"placement_id": row["id"], "site_id": sites[number % len(sites)], "position": 0}
                for number, row in enumerate(placements)
            ],
        )
        self._insert(
            Assignment,
            [
                {"id": new_id(), "placement_id": row["id"], "person_id": supervisors[number // SUPERVISED]}
                | {"capacity": AssignmentCapacity.SUPERVISOR, "starts": self.starts, "version": 1}
                for number, row in enumerate(placements)
            ],
        )

    def _slot(self, placement: dict[str, Any]) -> dict[str, Any]:
        kind = SlotKind.INDIVIDUAL
        row = {"id": new_id(), "placement_id": placement["id"], "code": "C1", "kind": kind, "status": "open"}
        return row | {"cover": "", "version": 1}

    def _all_entries(
        self,
        placements: Rows,
        people: list[uuid.UUID],
        supervisors: list[uuid.UUID],
        sites: list[uuid.UUID],
        slots: Rows,
        categories: list[tuple[uuid.UUID, str]],
    ) -> Iterator[dict[str, Any]]:
        for number, (placement, person, slot) in enumerate(zip(placements, people, slots, strict=True)):
            supervisor = supervisors[number // SUPERVISED]
            for nth in range(self.entries):
                category, code = categories[nth % len(categories)]
                day = self.today - timedelta(days=1 + (self.entries - nth) * 155 // self.entries)
                yield self._entry(placement["id"], person, sites[number % len(sites)], supervisor, day, nth) | {
                    "category_id": category,
                    "slot_id": slot["id"] if code == "DIR-I" else None,
                }

    def _entry(
        self, placement: uuid.UUID, person: uuid.UUID, site: uuid.UUID, supervisor: uuid.UUID, day: date, nth: int
    ) -> dict[str, Any]:
        recent = self.entries - nth
        status = EntryStatus.DRAFT if recent <= 2 else EntryStatus.SUBMITTED if recent <= 8 else EntryStatus.VERIFIED
        minutes = self.random.choice((30, 40, 45, 60))
        year, week, _ = day.isocalendar()
        decided = status is EntryStatus.VERIFIED
        return {
            "id": new_id(),
            "placement_id": placement,
            "author_id": person,
            "site_id": site,
            "day": day,
            "week": year * 100 + week,
            "start": time(9 + nth % 6, 0),
            "planned_minutes": minutes,
            "minutes": minutes,
            "outcome": SessionOutcome.TOOK_PLACE,
            "note": "I listened for longer before I played." if nth % 3 == 0 else "",
            "status": status,
            "number": 0 if status is EntryStatus.DRAFT else 1,
            "supervisor_id": None if status is EntryStatus.DRAFT else supervisor,
            "flags": [],
            "submitted_at": None if status is EntryStatus.DRAFT else self.now,
            "decided_at": self.now if decided else None,
            "decided_by_id": supervisor if decided else None,
            "reason": "",
            "changing": False,
            "version": 1,
        }


def _version(row: dict[str, Any]) -> dict[str, Any]:
    content = ("day", "start", "planned_minutes", "minutes", "outcome", "note", "site_id", "category_id", "slot_id")
    at: datetime = row["submitted_at"]
    copied = {name: row[name] for name in content}
    return copied | {
        "entry_id": row["id"],
        "number": 1,
        "kind": VersionKind.SUBMITTED,
        "by_id": row["author_id"],
        "at": at,
    }


def chunks(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    waiting = iter(rows)
    while chunk := list(itertools.islice(waiting, CHUNK)):
        yield chunk
