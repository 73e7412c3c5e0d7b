"""What a form offers: stages, settings, supervisors, tutors."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
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
    today = clock.today()
    of = (placement.provider_id, placement.university_id)
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    wanted = wanted.where(Membership.organisation_id.in_(of), Membership.role == MembershipRole.SUPERVISOR)
    return _in_force(wanted, Membership.starts <= today, Membership.ends, today)


def tutors_for(placement: Placement) -> list[Person]:
    """Return who tutors or leads the programme of a placement today, by name."""
    today = clock.today()
    kinds = (ProgrammeRoleKind.TUTOR, ProgrammeRoleKind.LEAD)
    wanted = sa.select(Person).join(ProgrammeRole, ProgrammeRole.person_id == Person.id)
    wanted = wanted.where(ProgrammeRole.programme_id == placement.programme_id, ProgrammeRole.kind.in_(kinds))
    return _in_force(wanted, ProgrammeRole.starts <= today, ProgrammeRole.ends, today)


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
