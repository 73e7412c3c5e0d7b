"""What ends in the months ahead, for whom; and how the cohorts of a university stand, check by check."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import checks, officers
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules.gate import GOOD
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import STUDYING
from placement_portal.register.rules import Ending, Share, share
from placement_portal.sites import queries as sites


@dataclass(frozen=True, slots=True)
class Ahead:
    """What ends, and about whom it was asked."""

    endings: Sequence[Ending]
    people: Sequence[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Line:
    """One cohort of the table: how many students it has, and of how many each check is in place."""

    cohort_id: uuid.UUID
    name: str
    students: int
    shares: Mapping[str, Share]


@dataclass(frozen=True, slots=True)
class Table:
    """How the cohorts stand: the names of the checks, and a line for each cohort."""

    checks: Sequence[str]
    lines: Sequence[Line]
    people: Sequence[uuid.UUID]


def ends_of(viewer: Person, organisation: Organisation, today: date) -> Ahead:
    """Return what ends for everybody an organisation has to do with, and for a provider's settings."""
    is_provider = organisation.kind is OrganisationKind.PROVIDER
    names = _names(officers.people_of(organisation) if is_provider else officers.overseen(viewer, organisation))
    found = checks.of_people(names, today)
    endings = [each for key, name in names.items() for each in _endings(name, found[key], organisation)]
    if is_provider:
        settings = [each for each in sites.sites_of(organisation) if not each.retired]
        standing = checks.of_sites(settings, today)
        endings += [each for site in settings for each in _endings(site.name, standing[site.id], organisation)]
    return Ahead(endings, list(names))


def by_cohort(viewer: Person, organisation: Organisation, today: date) -> Table:
    """Return how the cohorts of a university stand that the viewer has to do with."""
    among = officers.overseen(viewer, organisation)
    wanted = sa.select(StudentRecord.cohort_id, StudentRecord.person_id).where(
        StudentRecord.person_id.in_(among), StudentRecord.status.in_(STUDYING)
    )
    members: dict[uuid.UUID, list[uuid.UUID]] = {}
    for cohort_id, person_id in db.session.execute(wanted.order_by(StudentRecord.cohort_id, StudentRecord.person_id)):
        members.setdefault(cohort_id, []).append(person_id)
    people = sorted({each for every in members.values() for each in every})
    found = checks.of_people(people, today)
    lines = [
        Line(cohort_id, name, len(members.get(cohort_id, ())), _shares(members.get(cohort_id, ()), found))
        for cohort_id, name in officers.cohorts_of(organisation, among)
    ]
    names = dict.fromkeys(name for line in lines for name in line.shares)
    return Table(list(names), lines, people)


def _names(people: sa.Select[uuid.UUID] | sa.CompoundSelect[uuid.UUID]) -> dict[uuid.UUID, str]:
    wanted = sa.select(Person.id, Person.name).where(Person.id.in_(people)).order_by(Person.name, Person.id)
    return {row.id: row.name for row in db.session.execute(wanted)}


def _endings(who: str, known: Checks, organisation: Organisation) -> Iterator[Ending]:
    ours = str(organisation.id)
    for required, judged in zip(known.required, known.gate.judged, strict=True):
        if judged.until is not None and required.type_.organisation == ours:
            yield Ending(judged.until, judged.need.name, who)


def _shares(students: Sequence[uuid.UUID], found: Mapping[uuid.UUID, Checks]) -> dict[str, Share]:
    good: dict[str, int] = {}
    needed: dict[str, int] = {}
    for each in students:
        for line in found[each].lines:
            needed[line.type_.name] = needed.get(line.type_.name, 0) + 1
            good[line.type_.name] = good.get(line.type_.name, 0) + (line.standing in GOOD)
    return {name: share(good[name], needed[name], len(students)) for name in needed}
