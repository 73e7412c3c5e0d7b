"""The people of an organisation: the list, one of them, and one membership."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Address, Credential, Person
from placement_portal.accounts.rules import AddressKind
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.organisations.queries.organisations import find
from placement_portal.organisations.queries.ties import employers, goes_on, holds, ties
from placement_portal.organisations.rules import MembershipRole
from placement_portal.web.labels import label

PAGE: Final = 50


class Listed(NamedTuple):
    """One line of the list of people: `words` say what they do there."""

    id: uuid.UUID
    name: str
    address: str | None
    deactivated: bool
    account: bool
    words: list[str]


@dataclass(frozen=True)
class Belonging:
    """A person as one of an organisation: what they do there, and whether they belong nowhere else."""

    person: Person
    organisation: Organisation
    is_only_here: bool
    address: str = ""
    has_account: bool = False
    memberships: Sequence[Membership] = field(default_factory=list)
    others: Sequence[str] = field(default_factory=list)

    @property
    def id(self) -> uuid.UUID:
        """The person's id."""
        return self.person.id


def people_of(organisation: Organisation, *, search: str = "", after: uuid.UUID | None = None) -> list[Listed]:
    """Return up to one more than a page of people who belong or belonged to an organisation, by name."""
    links = ties()
    wanted = (
        sa.select(Person.id, Person.name, Address.written, Person.deactivated_at, Credential.id.label("account"))
        .outerjoin(Address, sa.and_(Address.person_id == Person.id, Address.kind == AddressKind.SIGN_IN))
        .outerjoin(Credential, Credential.person_id == Person.id)
        .where(Person.id.in_(sa.select(links.c.person_id).where(links.c.organisation_id == organisation.id)))
    )
    if search:
        wanted = wanted.where(sa.or_(*_likes(search)))
    rows = db.session.execute(_after(wanted, after).order_by(Person.name, Person.id).limit(PAGE + 1)).all()
    words = _words_of(organisation, [row.id for row in rows])
    return [
        Listed(row.id, row.name, row.written, row.deactivated_at is not None, row.account is not None, words[row.id])
        for row in rows
    ]


def find_person(viewer: Person, organisation_id: uuid.UUID, person_id: uuid.UUID) -> Belonging | None:
    """Return somebody who belongs or belonged to an organisation that the viewer works for or with."""
    organisation = find(viewer, organisation_id)
    known = db.session.execute(_known().where(Person.id == person_id)).first() if organisation else None
    if organisation is None or known is None:
        return None
    links = ties()
    rows = db.session.execute(sa.select(links).where(links.c.person_id == person_id).order_by(links.c.starts)).all()
    if not any(row.organisation_id == organisation_id for row in rows):
        return None
    return _belonging(known, organisation, rows)


def find_membership(viewer: Person, membership_id: uuid.UUID) -> Membership | None:
    """Return a membership in an organisation that the viewer works for."""
    wanted = sa.select(Membership).where(
        Membership.id == membership_id, Membership.organisation_id.in_(employers(viewer))
    )
    both = (joinedload(Membership.person), joinedload(Membership.organisation))
    return db.session.scalars(wanted.options(*both)).one_or_none()


def membership_in_force(person: Person, organisation: Organisation, role: MembershipRole) -> Membership | None:
    """Return the membership of a person in a role that did not end yet, confirmed or not."""
    wanted = sa.select(Membership).where(
        Membership.person_id == person.id,
        Membership.organisation_id == organisation.id,
        Membership.role == role,
        goes_on(Membership.ends, clock.today(organisation.zone)),
    )
    return db.session.scalars(wanted.order_by(Membership.starts)).first()


def _likes(search: str) -> Iterator[sa.ColumnElement[bool]]:
    """Yield what finds a name or an address; as typed too, because SQLite folds the case of A to Z alone."""
    like = "%" + search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    yield Person.name.like(like, escape="\\")
    yield sa.func.lower(Person.name).like(like.lower(), escape="\\")
    yield Address.folded.like(like.casefold(), escape="\\")


def _after(wanted: Any, after: uuid.UUID | None) -> Any:
    last = db.session.get(Person, after) if after else None
    if last is None:
        return wanted
    return wanted.where(sa.or_(Person.name > last.name, sa.and_(Person.name == last.name, Person.id > last.id)))


def _words_of(organisation: Organisation, people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    links = ties()
    wanted = sa.select(links.c.person_id, links.c.words).where(
        links.c.organisation_id == organisation.id, links.c.person_id.in_(people), *holds(links, clock.today())
    )
    found: dict[uuid.UUID, list[str]] = {person: [] for person in people}
    for person, words in db.session.execute(wanted.distinct().order_by(links.c.words)):
        found[person].append(words)
    return found


def _known() -> sa.Select[Person, str, bool]:
    """Return a person with the address on file and whether they have an account, in one statement."""
    account = sa.exists().where(Credential.person_id == Person.id)
    sign_in = sa.and_(Address.person_id == Person.id, Address.kind == AddressKind.SIGN_IN)
    return sa.select(Person, sa.func.coalesce(Address.written, ""), account).outerjoin(Address, sign_in)


def _belonging(known: Any, organisation: Organisation, rows: Sequence[Any]) -> Belonging:
    person, address, has_account = known
    today = clock.today()
    elsewhere = [row for row in rows if row.organisation_id != organisation.id and (not row.ends or row.ends >= today)]
    wanted = sa.select(Membership).where(
        Membership.person_id == person.id, Membership.organisation_id == organisation.id
    )
    memberships = db.session.scalars(wanted.order_by(Membership.starts, Membership.id)).all()
    here = {row.words for row in rows if row.organisation_id == organisation.id and (not row.ends or row.ends >= today)}
    return Belonging(
        person=person,
        organisation=organisation,
        is_only_here=not elsewhere,
        address=address,
        has_account=bool(has_account),
        memberships=memberships,
        others=sorted(here - {label(membership.role).text for membership in memberships}),
    )
