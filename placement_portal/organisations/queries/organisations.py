"""Which organisations there are for somebody, what they look like, and who their partners are."""

import uuid
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import policy
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.queries.ties import employers, goes_on, reach
from placement_portal.organisations.rules import MembershipRole, OrganisationKind, in_force


def find(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return an organisation that the viewer works for, or that is a partner of one."""
    return db.session.get(Organisation, organisation_id) if organisation_id in reach(viewer) else None


def of_person(viewer: Person) -> Sequence[Organisation]:
    """Return the organisations that a person works for today, by name."""
    wanted = sa.select(Organisation).where(Organisation.id.in_(employers(viewer)))
    return db.session.scalars(wanted.order_by(Organisation.name, Organisation.id)).all()


def roles_of(person: Person) -> Mapping[uuid.UUID, frozenset[MembershipRole]]:
    """Return the roles of a person today, by organisation; asked of the database once on a page that only reads."""
    found: dict[uuid.UUID, frozenset[MembershipRole]] = {}
    for each in policy.confirmed_of(person):
        if in_force(each.starts, each.ends, clock.today()):
            found[each.organisation_id] = found.get(each.organisation_id, frozenset()) | {each.role}
    return found


def is_taken(name: str) -> bool:
    """Say whether an organisation has this name."""
    return db.session.scalar(sa.select(sa.exists().where(Organisation.name == name))) is True


def accent_of(organisation_id: uuid.UUID) -> str | None:
    """Return the accent colour of an organisation, empty when it has none; None for an unknown one."""
    return db.session.scalars(sa.select(Organisation.accent).where(Organisation.id == organisation_id)).one_or_none()


def partnerships_of(organisation: Organisation) -> Sequence[Partnership]:
    """Return the partnerships of an organisation that did not end yet, the oldest first, with both sides."""
    wanted = sa.select(Partnership).where(_side(organisation), goes_on(Partnership.ends, clock.today()))
    both = (joinedload(Partnership.university), joinedload(Partnership.provider))
    return db.session.scalars(wanted.options(*both).order_by(Partnership.id)).all()


def possible_partners(organisation: Organisation) -> Sequence[Organisation]:
    """Return the organisations of the other kind with which there is no partnership now, by name."""
    have = (
        sa.select(Partnership.university_id, Partnership.provider_id)
        .where(_side(organisation), goes_on(Partnership.ends, clock.today()))
        .subquery()
    )
    taken = sa.union(sa.select(have.c.university_id), sa.select(have.c.provider_id))
    wanted = sa.select(Organisation).where(Organisation.kind != organisation.kind, Organisation.id.not_in(taken))
    return db.session.scalars(wanted.order_by(Organisation.name, Organisation.id)).all()


def find_partnership(viewer: Person, partnership_id: uuid.UUID) -> Partnership | None:
    """Return a partnership of an organisation that the viewer works for."""
    mine = employers(viewer)
    wanted = sa.select(Partnership).where(
        Partnership.id == partnership_id,
        sa.or_(Partnership.university_id.in_(mine), Partnership.provider_id.in_(mine)),
    )
    return db.session.scalars(wanted).one_or_none()


def _side(organisation: Organisation) -> sa.ColumnElement[bool]:
    own = Partnership.university_id if organisation.kind is OrganisationKind.UNIVERSITY else Partnership.provider_id
    return own == organisation.id
