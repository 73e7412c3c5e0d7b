"""What a provider hosts, from every university, and what is missing for it to be safe."""

import functools
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import Together, db
from placement_portal.home.rules import MOST_LISTED, PAGE, STATES, FirstStep, HostedFilter
from placement_portal.offers.models import Offer
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING
from placement_portal.profiles import queries as profiles
from placement_portal.profiles.models import Passport
from placement_portal.profiles.queries import Notice
from placement_portal.programmes.models import StudentRecord
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Hosted:
    """One page of placements, who supervises each today, and how many each filter finds."""

    placements: Sequence[Placement]
    more: bool
    supervisors: dict[uuid.UUID, list[str]]
    numbers: dict[HostedFilter, int]


@dataclass(frozen=True, slots=True)
class ToDo:
    """What is missing at providers that somebody co-ordinates.

    First steps of a provider that never had a student, settings without a contact, students without a supervisor, and
    what ends in the passport of which provider.
    """

    steps: Sequence[tuple[uuid.UUID, FirstStep]]
    settings: Sequence[Any]
    placements: Sequence[Placement]
    ending: Sequence[tuple[uuid.UUID, Notice]]


def find_provider(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a provider of which the viewer is a member; None otherwise."""
    links = standing(viewer)
    if not any(each.to == organisation_id and each.holds(links.today) for each in links.providers):
        return None
    found = db.session.get(Organisation, organisation_id)
    return found if found and found.kind is OrganisationKind.PROVIDER else None


def hosted(
    viewer: Person,
    provider: Organisation,
    *,
    narrowed: HostedFilter,
    university_id: uuid.UUID | None,
    after: uuid.UUID | None,
    today: date,
) -> Hosted:
    """Return one page of what a provider hosts, the last to begin first; five statements whatever its size."""
    everything = placements.at_provider(viewer, provider)
    if university_id:
        everything = everything.where(Placement.university_id == university_id)
    wanted = everything.where(_which(narrowed, today))
    last = db.session.get(Placement, after) if after else None
    if last:
        wanted = wanted.where(sa.tuple_(Placement.starts, Placement.id) < sa.tuple_(*_place(last)))
    found = placements.newest_first(wanted.limit(PAGE + 1))
    return Hosted(found[:PAGE], len(found) > PAGE, _supervisors(found[:PAGE], today), _numbers(everything, today))


def universities_at(viewer: Person, provider: Organisation) -> list[tuple[uuid.UUID, str]]:
    """Return the universities whose students a provider hosts or hosted, by name."""
    ids = placements.at_provider(viewer, provider).with_only_columns(Placement.university_id)
    wanted = sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)).order_by(Organisation.name)
    return [(row.id, row.name) for row in db.session.execute(wanted)]


def to_do(viewer: Person, today: date) -> ToDo:
    """Return what is missing at every provider that the viewer co-ordinates, in two statements."""
    hosts = standing(viewer).hosts()
    found = _missing().rows(providers=list(hosts), today=today)
    alone = sa.select(Placement).where(Placement.provider_id.in_(hosts), _which(HostedFilter.NO_SUPERVISOR, today))
    student = joinedload(Placement.student).joinedload(StudentRecord.person)
    return ToDo(
        [(row.id, step) for row in sorted(found["begun"], key=lambda row: row.name) for step in _steps(row)],
        sorted(found["settings"], key=lambda each: (each.name, each.id))[:MOST_LISTED],
        db.session.scalars(alone.options(student).order_by(Placement.starts, Placement.id).limit(MOST_LISTED)).all(),
        profiles.ending(found, today)[:MOST_LISTED],
    )


def _steps(row: Any) -> list[FirstStep]:
    """Return what is left to do, in order; places can be offered once there is a setting to offer them at."""
    done = {
        FirstStep.SETTING: row.settings,
        FirstStep.SUPERVISOR: row.supervisors,
        FirstStep.PASSPORT: row.passports,
        FirstStep.OFFER: row.offers or not row.settings,
    }
    return [step for step, is_done in done.items() if not is_done]


def _begun(providers: sa.BindParameter[Any]) -> sa.Select[*tuple[Any, ...]]:
    """Return what there is already at providers where no student was ever placed."""
    supervises = (Membership.organisation_id == Organisation.id, Membership.role == MembershipRole.SUPERVISOR)
    there = {
        "settings": sa.exists().where(Site.provider_id == Organisation.id),
        "supervisors": sa.exists().where(*supervises),
        "passports": sa.exists().where(Passport.provider_id == Organisation.id),
        "offers": sa.exists().where(Offer.provider_id == Organisation.id),
    }
    placed = sa.exists().where(Placement.provider_id == Organisation.id)
    columns = (each.label(name) for name, each in there.items())
    return sa.select(Organisation.id, Organisation.name, *columns).where(Organisation.id.in_(providers), ~placed)


@functools.cache
def _missing() -> Together:
    providers: sa.BindParameter[Any] = sa.bindparam("providers", expanding=True, type_=sa.Uuid())
    bare = sa.select(Site.id, Site.name).where(Site.provider_id.in_(providers), Site.retired.is_(False))
    bare = bare.where(Site.safeguarding_contact == "")
    return Together(begun=_begun(providers), settings=bare, **profiles.ending_parts())


def _place(last: Placement) -> tuple[Any, Any]:
    return sa.literal(last.starts, sa.Date()), sa.literal(last.id, sa.Uuid())


def _which(narrowed: HostedFilter, today: date) -> sa.ColumnElement[bool]:
    states = Placement.status.in_(STATES[narrowed])
    if narrowed is not HostedFilter.NO_SUPERVISOR:
        return states
    supervised = sa.exists().where(Assignment.placement_id == Placement.id, *_in_force(today)).correlate(Placement)
    return sa.and_(states, Placement.ends >= today, sa.not_(supervised))


def _in_force(today: date) -> tuple[sa.ColumnElement[bool], ...]:
    still = sa.or_(Assignment.ends.is_(None), Assignment.ends >= today)
    return Assignment.capacity.in_(SUPERVISING), still


def _numbers(everything: sa.Select[Any], today: date) -> dict[HostedFilter, int]:
    ones = (sa.func.count(sa.case((_which(each, today), 1))).label(each.name) for each in HostedFilter)
    row = db.session.execute(everything.with_only_columns(*ones)).one()
    return dict(zip(HostedFilter, row, strict=True))


def _supervisors(found: Sequence[Placement], today: date) -> dict[uuid.UUID, list[str]]:
    wanted = (
        sa.select(Assignment.placement_id, Person.name)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.placement_id.in_([each.id for each in found]), *_in_force(today))
        .order_by(Assignment.capacity, Person.name)
    )
    names: dict[uuid.UUID, list[str]] = {}
    for placement_id, name in db.session.execute(wanted):
        names.setdefault(placement_id, []).append(name)
    return names
