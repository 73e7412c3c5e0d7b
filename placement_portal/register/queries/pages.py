"""One page of the register: the provider, what it can be narrowed by, and whom it shows, in one statement."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import checks
from placement_portal.clearance.queries.visits import visits
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements.models import Assignment
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import SUPERVISING
from placement_portal.register.policy import ROLES
from placement_portal.register.queries.rows import Row, row_of
from placement_portal.register.rules import PAGE, RegisterOpen, RegisterWho
from placement_portal.sites.models import Site


class Narrowing(NamedTuple):
    """How the register is narrowed; `soon` is within how many weeks something ends."""

    name: str = ""
    who: RegisterWho = RegisterWho.EVERYBODY
    site_id: uuid.UUID | None = None
    university_id: uuid.UUID | None = None
    stage: int | None = None
    open: RegisterOpen = RegisterOpen.EVERYTHING
    soon: int = 6


class Named(NamedTuple):
    """Somebody or something by id and name."""

    id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """A provider, its settings, the universities whose students it hosts, and people of the register."""

    organisation: Organisation
    sites: Sequence[Named] = ()
    universities: Sequence[Named] = ()
    people: Sequence[Named] = ()
    narrowed: Narrowing = field(default_factory=Narrowing)
    after: uuid.UUID | None = None

    @property
    def id(self) -> uuid.UUID:
        """The provider's id."""
        return self.organisation.id


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one page, and after whom the next one begins."""

    rows: Sequence[Row]
    after: uuid.UUID | None


def find(
    viewer: Person, organisation_id: uuid.UUID, narrowed: Narrowing, after: uuid.UUID | None = None, *, all_: bool
) -> Found | None:
    """Return a provider with what its register is narrowed by and whom it shows; nothing for who may not read it."""
    if organisation_id not in _read_by(viewer):
        other = organisations.find(viewer, organisation_id)
        return Found(other) if other else None
    rows = db.session.execute(_everything(organisation_id, narrowed, after, all_=all_)).all()
    named = {kind: [Named(row.id, row.name) for row in rows if row.kind == kind] for kind in KINDS}
    sites, universities, people = (named[kind] for kind in KINDS)
    return Found(rows[0][0], sites, universities, people, narrowed, after) if rows else None


def rows_of(found: Found, today: date) -> Rows:
    """Return the rows of a page and how each stands; five statements, however many there are."""
    narrowed = found.narrowed
    if narrowed.open is RegisterOpen.EVERYTHING:
        shown = found.people[:PAGE]
        return Rows(everybody(found, shown, today), shown[-1].id if len(found.people) > PAGE else None)
    rows = [row for row in everybody(found, found.people, today) if row.is_shown(narrowed.open, today, narrowed.soon)]
    ids = [row.id for row in rows]
    first = ids.index(found.after) + 1 if found.after in ids else 0
    page = rows[first : first + PAGE]
    return Rows(page, page[-1].id if len(rows) > first + PAGE else None)


def everybody(found: Found, people: Sequence[Named], today: date) -> list[Row]:
    """Return how some people of the register stand, in their order."""
    known = checks.of_people([each.id for each in people], today)
    names = {str(each.id): each.name for each in (*found.universities, Named(found.id, found.organisation.name))}
    return [row_of(each.id, each.name, known[each.id], str(found.id), names) for each in people]


KINDS = ("site", "university", "person")


def _read_by(viewer: Person) -> set[uuid.UUID]:
    links = standing(viewer)
    return {each.to for each in links.providers if each.what in ROLES and each.holds(links.today)}


def _everything(provider_id: uuid.UUID, narrowed: Narrowing, after: uuid.UUID | None, *, all_: bool) -> sa.Select[Any]:
    page = _page(provider_id, narrowed, after, all_=all_ or narrowed.open is not RegisterOpen.EVERYTHING).subquery()
    other, links = aliased(Organisation), visits()
    sending = sa.select(links.c.university_id).where(links.c.provider_id == provider_id)
    parts = sa.union_all(
        _part("site", Site.id, Site.name).where(Site.provider_id == provider_id),
        _part("university", other.id, other.name).where(other.id.in_(sending)),
        _part("person", page.c.id, page.c.name),
    ).subquery()
    wanted = sa.select(Organisation, parts.c.kind, parts.c.id, parts.c.name).outerjoin(parts, sa.true())
    wanted = wanted.where(Organisation.id == provider_id, Organisation.kind == OrganisationKind.PROVIDER)
    return wanted.order_by(parts.c.kind, parts.c.name, parts.c.id)


def _part(kind: str, key: Any, name: Any) -> sa.Select[Any]:
    return sa.select(sa.literal(kind).label("kind"), key.label("id"), name.label("name"))


def _page(
    provider_id: uuid.UUID, narrowed: Narrowing, after: uuid.UUID | None, *, all_: bool
) -> sa.Select[uuid.UUID, str]:
    wanted = sa.select(Person.id, Person.name).where(Person.id.in_(_ids(provider_id, narrowed)))
    if narrowed.name:
        like = narrowed.name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        wanted = wanted.where(Person.name.ilike(f"%{like}%", escape="\\"))
    if all_:
        return wanted
    if after:
        last = aliased(Person)
        name = sa.select(last.name).where(last.id == after).scalar_subquery()
        wanted = wanted.where(sa.or_(Person.name > name, sa.and_(Person.name == name, Person.id > after)))
    return wanted.order_by(Person.name, Person.id).limit(PAGE + 1)


def _ids(provider_id: uuid.UUID, narrowed: Narrowing) -> Any:
    links, today = visits(), clock.today()
    asked = {"site_id": narrowed.site_id, "university_id": narrowed.university_id, "stage": narrowed.stage}
    given = [links.c[name] == value for name, value in asked.items() if value is not None]
    here = (links.c.provider_id == provider_id, links.c.ends >= today, *given)
    students = sa.select(links.c.person_id).where(*here)
    supervisors = sa.select(Membership.person_id).where(
        Membership.organisation_id == provider_id,
        Membership.role == MembershipRole.SUPERVISOR,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
    )
    if given:
        supervisors = supervisors.where(
            Membership.person_id.in_(
                sa.select(Assignment.person_id).where(
                    Assignment.capacity.in_(SUPERVISING),
                    sa.or_(Assignment.ends.is_(None), Assignment.ends >= today),
                    Assignment.placement_id.in_(sa.select(links.c.placement_id).where(*here)),
                )
            )
        )
    either = {RegisterWho.STUDENTS: students, RegisterWho.SUPERVISORS: supervisors}
    return either.get(narrowed.who, sa.union(students, supervisors))
