"""How the checks of people and settings stand: read in a few statements, however many there are."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from placement_portal.clearance.models import ClearanceException, ClearanceItem, ClearanceType
from placement_portal.clearance.queries import stops, visits
from placement_portal.clearance.queries.known import Checks, KeptType, Stopped, Types, waiver_of
from placement_portal.clearance.queries.reading import read_items
from placement_portal.clearance.rules import met_in
from placement_portal.clearance.rules.gate import Gate
from placement_portal.clearance.rules.needs import Study, Visit
from placement_portal.clearance.rules.types import Place
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole
from placement_portal.programmes.models import Cohort, Programme, ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import STUDYING
from placement_portal.sites.models import Site


def of_people(people: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, Checks]:
    """Return the checks of some people on a day; five statements, however many they are."""
    found = {each: Checks(on) for each in people}
    for row in db.session.execute(_around(people, on)):
        if row.since is not None:
            found[row.person_id].stops.append(stopped_of(row))
        elif row.stage is None:
            found[row.person_id].employers.add(str(row.organisation_id))
        else:
            found[row.person_id].studies.append(Study(str(row.organisation_id), row.stage))
    for row in db.session.execute(_going(people, on)):
        found[row.person_id].visits.append(visit_of(row))
    _add_types(found.values())
    _add_held(found)
    return found


def _add_held(found: Mapping[uuid.UUID, Checks]) -> None:
    """Give everybody their items, and the exceptions that were agreed about them."""
    for item in read_items(ClearanceItem.person_id.in_(found)):
        assert item.person_id is not None
        found[item.person_id].items.append(item)
    wanted = sa.select(ClearanceException).where(ClearanceException.person_id.in_(found))
    for exception in db.session.scalars(wanted.order_by(ClearanceException.id)):
        found[exception.person_id].waivers.append(waiver_of(exception))


def of_past(people: Collection[uuid.UUID]) -> dict[uuid.UUID, Checks]:
    """Return what is held and agreed of some people, and everywhere they ever went; three statements."""
    found = {each: Checks(date.max) for each in people}
    for row in db.session.execute(_going(people, None)):
        found[row.person_id].visits.append(visit_of(row))
    _add_held(found)
    return found


def of_sites(sites: Iterable[Site], on: date) -> dict[uuid.UUID, Checks]:
    """Return the checks of some settings on a day; three statements, however many they are."""
    found = {each.id: Checks(on, place=place_of(each), employers={str(each.provider_id)}) for each in sites}
    _add_types(found.values())
    own = sa.and_(ClearanceItem.site_id.in_(found), ClearanceItem.person_id.is_(None))
    for item in read_items(own):
        assert item.site_id is not None
        found[item.site_id].items.append(item)
    known = stops.stops()
    whole = sa.select(known).where(known.c.site_id.in_(found), known.c.person_id.is_(None))
    for row in db.session.execute(whole.order_by(known.c.since)):
        found[row.site_id].stops.append(stopped_of(row))
    return found


def gates_of(people: Collection[uuid.UUID], on: date) -> dict[uuid.UUID, list[tuple[Visit | None, Gate]]]:
    """Return the gate of each person in every setting where they go; as many statements for ten as for thousands."""
    return {person_id: found.gates for person_id, found in of_people(people, on).items()}


def place_of(site: Site) -> Place:
    """Return a setting as types ask about it."""
    return Place(str(site.id), site.name, site.kind, met_in(site.kind, site.meets))


UNIVERSITY: Final = Programme.university_id.label("organisation_id")
EMPLOYER: Final = Membership.organisation_id


def studying(people: Any) -> sa.Select[*tuple[Any, ...]]:
    """Return where people study, and in which stage."""
    return (
        sa.select(StudentRecord.person_id, UNIVERSITY, Stage.position.label("stage"))
        .join(Stage, Stage.id == StudentRecord.stage_id)
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(StudentRecord.person_id.in_(people), StudentRecord.status.in_(STUDYING))
    )


def supervising(people: Any, on: Any) -> sa.Select[*tuple[Any, ...]]:
    """Return for whom people supervise on a day."""
    return sa.select(Membership.person_id, EMPLOYER).where(
        Membership.person_id.in_(people),
        Membership.role == MembershipRole.SUPERVISOR,
        Membership.starts <= on,
        sa.or_(Membership.ends.is_(None), Membership.ends >= on),
    )


def _around(people: Collection[uuid.UUID], on: date) -> sa.CompoundSelect[Any]:
    """Return where people study, for whom they supervise, and what is stopped of their work."""
    known = stops.stops()
    stopped = sa.select(known.c.person_id, _nothing(sa.Uuid()), _nothing(sa.Integer()), *_of_stop(known))
    return sa.union_all(
        studying(people).add_columns(*_no_stop()),
        supervising(people, on).add_columns(_nothing(sa.Integer()), *_no_stop()),
        stopped.where(known.c.person_id.in_(people)),
    )


STOP_COLUMNS: Final = {
    "placement_id": sa.Uuid(),
    "site_id": sa.Uuid(),
    "since": sa.Date(),
    "lifted": sa.Date(),
    "last": sa.Date(),
}


def _of_stop(known: sa.Subquery) -> list[Any]:
    return [known.c[name] for name in STOP_COLUMNS]


def _no_stop() -> list[Any]:
    return [_nothing(type_).label(name) for name, type_ in STOP_COLUMNS.items()]


def _nothing(type_: Any) -> Any:
    return sa.cast(sa.null(), type_)


def _going(people: Collection[uuid.UUID], on: date | None) -> sa.Select[Any]:
    """Return where people go from a day on; without one, everywhere they ever went."""
    links = visits.visits(past=on is None)
    wanted = sa.select(links, Site.name, Site.kind, Site.meets).join(Site, Site.id == links.c.site_id)
    wanted = wanted.where(links.c.person_id.in_(people), *([links.c.ends >= on] if on else []))
    return wanted.order_by(links.c.starts, links.c.placement_id, Site.name)


def visit_of(row: Any) -> Visit:
    """Return where somebody goes, as the rules read it."""
    return Visit(
        placement=str(row.placement_id),
        university=str(row.university_id),
        provider=str(row.provider_id),
        stage=row.stage,
        place=Place(str(row.site_id), row.name, row.kind, met_in(row.kind, row.meets)),
        starts=row.starts,
        ends=row.ends,
    )


def _add_types(found: Collection[Checks]) -> None:
    """Give everybody the types of the organisations they have to do with."""
    ids = sorted({uuid.UUID(each) for known in found for each in organisations_of(known)})
    wanted = (
        sa.select(ClearanceType).join(ClearanceType.organisation).options(contains_eager(ClearanceType.organisation))
    )
    wanted = wanted.where(ClearanceType.organisation_id.in_(ids), ClearanceType.withdrawn_on.is_(None))
    give_types(found, db.session.scalars(wanted.order_by(Organisation.kind.desc(), ClearanceType.id)))


def give_types(found: Iterable[Checks], rows: Iterable[ClearanceType]) -> None:
    """Give everybody what is asked by the organisations they have to do with: the same list to all who share them."""
    kept = [KeptType(row) for row in rows]
    alike: dict[frozenset[str], Types] = {}
    for each in found:
        around = frozenset(organisations_of(each))
        if around not in alike:
            alike[around] = Types(type_ for type_ in kept if type_.organisation in around)
        each.types = alike[around]


def organisations_of(checks: Checks) -> set[str]:
    """Return the organisations that somebody has to do with."""
    studied = {each.university for each in checks.studies}
    return studied | {each.provider for each in checks.visits} | checks.employers


def stopped_of(row: Any) -> Stopped:
    """Return what is stopped of somebody's work, or of a setting, as the rules read it."""
    placement, site = (str(each) if each else "" for each in (row.placement_id, row.site_id))
    ends = [each for each in (row.lifted, row.last and row.last + timedelta(days=1)) if each]
    return Stopped(placement, site if row.person_id else "", row.since, min(ends, default=None))
