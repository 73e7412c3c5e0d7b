"""What a form offers: stages, settings, supervisors, tutors."""

import functools
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Together, db
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import (
    Placement,
)
from placement_portal.programmes.models import ProgrammeRole, Stage, StudentRecord
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.sites.models import Site


def stages_of(student: StudentRecord) -> list[Stage]:
    """Return the stages of a student's cohort, the first year first."""
    wanted = sa.select(Stage).where(Stage.cohort_id == student.cohort_id)
    return list(db.session.scalars(wanted.order_by(Stage.position)))


def sites_for(university_id: uuid.UUID, *also: uuid.UUID) -> list[Site]:
    """Return the settings of the providers that work with a university today, and those with the ids in `also`."""
    today = clock.today()
    partners = sa.select(Partnership.provider_id).where(
        Partnership.university_id == university_id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    offered = sa.or_(Site.provider_id.in_(partners) & Site.retired.is_(False), Site.id.in_(also))
    wanted = sa.select(Site).join(Site.provider).where(offered).options(joinedload(Site.provider))
    return list(db.session.scalars(wanted.order_by(Organisation.name, Site.name)))


def supervisors_for(placement: Placement) -> list[Person]:
    """Return who supervises for the provider or the university of a placement today, by name."""
    return assignable(placement)[0]


def tutors_for(placement: Placement) -> list[Person]:
    """Return who tutors or leads the programme of a placement today, by name."""
    return assignable(placement)[1]


def assignable(placement: Placement) -> tuple[list[Person], list[Person]]:
    """Return who can supervise and who can tutor a placement today, each by name, in one statement."""
    of = {"provider": placement.provider_id, "university": placement.university_id}
    found = _assignable().rows(programme=placement.programme_id, today=clock.today(), **of)
    return _by_name(found["supervisors"]), _by_name(found["tutors"])


def _by_name(rows: Sequence[Any]) -> list[Person]:
    people = dict.fromkeys(row.person for row in rows)
    return sorted(people, key=lambda each: (each.name, each.id))


@functools.cache
def _assignable() -> Together:
    provider, university, programme = (
        sa.bindparam(name, type_=sa.Uuid()) for name in ("provider", "university", "programme")
    )
    is_tutor = sa.or_(ProgrammeRole.kind == ProgrammeRoleKind.TUTOR, ProgrammeRole.kind == ProgrammeRoleKind.LEAD)
    of = sa.or_(Membership.organisation_id == provider, Membership.organisation_id == university)
    return Together(
        supervisors=sa.select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(of, Membership.role == MembershipRole.SUPERVISOR, *_holds(Membership)),
        tutors=sa.select(Person)
        .join(ProgrammeRole, ProgrammeRole.person_id == Person.id)
        .where(ProgrammeRole.programme_id == programme, is_tutor, *_holds(ProgrammeRole)),
    )


def _holds(link: Any) -> tuple[sa.ColumnElement[bool], ...]:
    today = sa.bindparam("today", type_=sa.Date())
    return link.starts <= today, sa.or_(link.ends.is_(None), link.ends >= today), Person.deactivated_at.is_(None)


def _in_force(wanted: sa.Select[Person], began: Any, ends: Any, today: date) -> list[Person]:
    still = sa.or_(ends.is_(None), ends >= today)
    rows = wanted.where(began, still, Person.deactivated_at.is_(None)).order_by(Person.name, Person.id)
    return list(dict.fromkeys(db.session.scalars(rows)))


def sites_among(ids: Sequence[Any]) -> list[Site]:
    """Return settings by their ids, in the order of these."""
    wanted = [each if isinstance(each, uuid.UUID) else uuid.UUID(each) for each in ids]
    found = {site.id: site for site in db.session.scalars(sa.select(Site).where(Site.id.in_(wanted)))} if wanted else {}
    return [found[each] for each in wanted if each in found]


def supervisors_of_provider(provider: Organisation, on: date) -> list[Person]:
    """Return who supervises for a provider on a day, by name."""
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    at = (Membership.organisation_id == provider.id, Membership.role == MembershipRole.SUPERVISOR, Membership.confirmed)
    return _in_force(wanted.where(*at), Membership.starts <= on, Membership.ends, on)
