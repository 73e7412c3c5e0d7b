"""Who belongs to which organisation, and as what: memberships, and what the rooms above know besides."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from flask import Flask, current_app, has_request_context, request

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionKind
from placement_portal.accounts.service import SessionTerms
from placement_portal.database import db
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.web.labels import label

TIES: Final = "portal.ties"
Source = Callable[[], sa.Select[Any]]


def ties_with(app: Flask, source: Source) -> None:
    """Let a room above say who else belongs to an organisation, as a SELECT made by `tie`."""
    app.extensions.setdefault(TIES, []).append(source)


def tie(
    person: Any,
    organisation: Any,
    words: Any,
    *,
    starts: Any = None,
    ends: Any = None,
    staff: bool = True,
    confirmed: Any = None,
) -> sa.Select[Any]:
    """Return the SELECT of one kind of tie: who, to whom, in words, from, to, whether as staff, and whether agreed."""
    first, last = (sa.null() if day is None else day for day in (starts, ends))
    return sa.select(
        sa.type_coerce(person, sa.Uuid).label("person_id"),
        sa.type_coerce(organisation, sa.Uuid).label("organisation_id"),
        sa.type_coerce(words, sa.String).label("words"),
        sa.type_coerce(first, sa.Date).label("starts"),
        sa.type_coerce(last, sa.Date).label("ends"),
        sa.literal(1 if staff else 0).label("staff"),
        sa.cast(sa.true() if confirmed is None else confirmed, sa.Integer).label("confirmed"),
    )


def worded(column: Any, members: Iterable[Any]) -> sa.ColumnElement[str]:
    """Return the words of an enum column as they stand on screen."""
    return sa.case({member.value: label(member).text for member in members}, value=sa.type_coerce(column, sa.String))


def ties() -> sa.Subquery:
    """Return every tie of everybody, as a table to select from."""
    sources: list[Source] = current_app.extensions.get(TIES, [])
    return sa.union_all(_members(), *(source() for source in sources)).subquery("ties")


def _members() -> sa.Select[Any]:
    return tie(
        Membership.person_id,
        Membership.organisation_id,
        worded(Membership.role, MembershipRole),
        starts=Membership.starts,
        ends=Membership.ends,
        confirmed=Membership.confirmed,
    )


def holds(links: sa.Subquery, on: date) -> tuple[sa.ColumnElement[bool], ...]:
    """Return what holds of ties that are agreed and in force on a day."""
    began = sa.or_(links.c.starts.is_(None), links.c.starts <= on)
    return began, goes_on(links.c.ends, on), links.c.confirmed == 1


def goes_on(ends: Any, on: date) -> sa.ColumnElement[bool]:
    """Return what holds of something that did not end before a day."""
    return sa.or_(ends.is_(None), ends >= on)


def employers(viewer: Person) -> sa.Select[Any]:
    """Return the ids of the organisations that somebody works for today."""
    links = ties()
    mine = sa.select(links.c.organisation_id).where(links.c.person_id == viewer.id, links.c.staff == 1)
    return mine.where(*holds(links, clock.today()))


@dataclass(frozen=True, slots=True)
class Reach:
    """The organisations that somebody works for today, and the partners of these."""

    employers: frozenset[uuid.UUID]
    partners: frozenset[uuid.UUID]

    def __contains__(self, organisation_id: object) -> bool:
        """Say whether an organisation's page opens for them."""
        return organisation_id in self.employers or organisation_id in self.partners

    def __bool__(self) -> bool:
        """Say whether there is any; most students work for none."""
        return bool(self.employers)


def reach(viewer: Person) -> Reach:
    """Return how far somebody's work takes them, asked of the database once in a request."""
    if not has_request_context():
        return _reach(viewer)
    kept: dict[uuid.UUID, Reach] = request.environ.setdefault("portal.reach", {})
    if viewer.id not in kept:
        kept[viewer.id] = _reach(viewer)
    return kept[viewer.id]


def _reach(viewer: Person) -> Reach:
    today, mine = clock.today(), employers(viewer).cte("mine")
    own = sa.select(mine.c.organisation_id)
    working = (Partnership.starts <= today, goes_on(Partnership.ends, today))
    wanted = sa.union_all(
        sa.select(mine.c.organisation_id, sa.literal(1)),
        sa.select(Partnership.provider_id, sa.literal(0)).where(Partnership.university_id.in_(own), *working),
        sa.select(Partnership.university_id, sa.literal(0)).where(Partnership.provider_id.in_(own), *working),
    )
    rows = db.session.execute(wanted).all()
    return Reach(frozenset(id_ for id_, works in rows if works), frozenset(id_ for id_, works in rows if not works))


def session_terms(person_id: uuid.UUID) -> list[SessionTerms]:
    """Return whose idle times the sessions of a person follow, for each organisation they belong to today."""
    links = ties()
    staff = sa.func.max(links.c.staff)
    wanted = (
        sa.select(
            sa.case((staff == 1, SessionKind.STAFF.value), else_=SessionKind.STUDENT.value),
            sa.case((staff == 1, Organisation.staff_idle_minutes), else_=Organisation.student_idle_minutes),
            Organisation.id,
            Organisation.name,
        )
        .join(links, links.c.organisation_id == Organisation.id)
        .where(links.c.person_id == person_id, *holds(links, clock.today()))
        .group_by(Organisation.id)
        .order_by(Organisation.name)
    )
    return [SessionTerms(SessionKind(kind), *rest) for kind, *rest in db.session.execute(wanted)]
