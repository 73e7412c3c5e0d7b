"""What can be found of proposals: one, those that wait for somebody, those that they made; and who decides."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import queries as organisations
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.policy import in_force
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.models import Programme, ProgrammeRole
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.proposals import policy
from placement_portal.proposals.models import Proposal
from placement_portal.proposals.rules import ProposalKind, ProposalStatus
from placement_portal.sites.models import Site
from placement_portal.sites.policy import MANAGING, managed_by

MOST = 50
Universities: TypeAlias = Collection[uuid.UUID] | sa.Select[uuid.UUID]


def find(viewer: Person, proposal_id: uuid.UUID) -> Proposal | None:
    """Return a proposal that the viewer made, decides on, or reads for their university."""
    found = db.session.scalars(_whole().where(Proposal.id == proposal_id)).one_or_none()
    if found is None:
        return None
    theirs = policy.withdraws(viewer, found) or policy.decides(viewer, found) or policy.runs(viewer, found)
    return found if theirs else None


def find_university(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a university that the viewer works for or with."""
    found = organisations.find(viewer, organisation_id)
    return found if found and found.kind is OrganisationKind.UNIVERSITY else None


def waiting_for(viewer: Person) -> Sequence[Proposal]:
    """Return the open proposals on which the viewer decides, oldest first."""
    return waiting_at(managed_by(viewer), policy.led_by(viewer))


def waiting_at(providers: Collection[uuid.UUID], universities: Universities) -> Sequence[Proposal]:
    """Return the open proposals that wait at providers, or for the leads of universities, oldest first."""
    wanted = _whole().where(*_waits(providers, universities))
    return db.session.scalars(wanted.order_by(Proposal.id).limit(MOST)).all()


def waiting_part(providers: Any, programmes: Any) -> sa.Select[*tuple[Any, ...]]:
    """Return the question for a `Together`: the proposals that wait at providers, or for who leads programmes."""
    universities = sa.select(Programme.university_id).where(Programme.id.in_(programmes))
    by = Person.name.label("by")
    wanted = sa.select(Proposal.id, Proposal.kind, Proposal.name, by).join(Person, Person.id == Proposal.proposed_by_id)
    return wanted.where(*_waits(providers, universities))


def _waits(providers: Any, universities: Any) -> tuple[sa.ColumnElement[bool], ...]:
    for_them = sa.or_(
        sa.and_(Proposal.kind != ProposalKind.PROVIDER, Proposal.provider_id.in_(providers)),
        sa.and_(Proposal.kind == ProposalKind.PROVIDER, Proposal.university_id.in_(universities)),
    )
    return for_them, Proposal.status == ProposalStatus.PROPOSED


def others_of(viewer: Person) -> Sequence[Proposal]:
    """Return what the viewer proposed, and what others of their university did, newest first."""
    read = sa.or_(
        Proposal.proposed_by_id == viewer.id,
        Proposal.university_id.in_(policy.proposing_for(viewer, policy.RUNNING)),
        sa.and_(Proposal.provider_id.in_(managed_by(viewer)), Proposal.status != ProposalStatus.PROPOSED),
    )
    return db.session.scalars(_whole().where(read).order_by(Proposal.id.desc()).limit(MOST)).all()


def is_open(kind: ProposalKind, name: str, to: Organisation) -> bool:
    """Say whether something of this name is proposed to an organisation already."""
    same = sa.select(Proposal.id).where(
        Proposal.kind == kind,
        Proposal.status == ProposalStatus.PROPOSED,
        sa.func.lower(Proposal.name) == name.lower(),
        sa.or_(Proposal.provider_id == to.id, Proposal.university_id == to.id),
    )
    return db.session.scalar(sa.select(same.exists())) is True


def universities_between(viewer: Person, provider: Organisation) -> Sequence[Organisation]:
    """Return the universities for which the viewer may propose a setting to a provider, by name."""
    today = clock.today()
    wanted = sa.select(Organisation).join(Partnership, Partnership.university_id == Organisation.id)
    working = (Partnership.starts <= today, sa.or_(Partnership.ends.is_(None), Partnership.ends >= today))
    theirs = Organisation.id.in_(policy.proposing_for(viewer))
    rows = wanted.where(Partnership.provider_id == provider.id, theirs, *working).order_by(Organisation.name)
    return db.session.scalars(rows).unique().all()


def neighbours_of(site: Site) -> Sequence[Organisation]:
    """Return the other providers that work with a university that its provider works with, by name."""
    ours = sa.select(Partnership.university_id).where(Partnership.provider_id == site.provider_id)
    wanted = sa.select(Organisation).where(
        Organisation.id.in_(sa.select(Partnership.provider_id).where(Partnership.university_id.in_(ours))),
        Organisation.id != site.provider_id,
    )
    return db.session.scalars(wanted.order_by(Organisation.name)).all()


def deciders_of(proposal: Proposal) -> Sequence[Person]:
    """Return who decides on a proposal today, by name."""
    today = clock.today()
    if proposal.kind is ProposalKind.PROVIDER:
        leads = sa.select(ProgrammeRole.person_id).join(ProgrammeRole.programme)
        who: Any = leads.where(
            Programme.university_id == proposal.university_id,
            ProgrammeRole.kind == ProgrammeRoleKind.LEAD,
            ProgrammeRole.starts <= today,
            sa.or_(ProgrammeRole.ends.is_(None), ProgrammeRole.ends >= today),
        )
    else:
        keeps = (Membership.organisation_id == proposal.provider_id, Membership.role.in_(MANAGING))
        who = sa.select(Membership.person_id).where(*keeps, *in_force(today))
    wanted = sa.select(Person).where(Person.id.in_(who), Person.deactivated_at.is_(None))
    return db.session.scalars(wanted.order_by(Person.name, Person.id)).all()


def _whole() -> sa.Select[Proposal]:
    parts = (Proposal.university, Proposal.provider, Proposal.site, Proposal.proposed_by, Proposal.decided_by)
    return sa.select(Proposal).options(*(joinedload(each) for each in parts))
