"""What is offered to the students of a round, with what is left of it for their university."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.matching.models import Round, RoundStage
from placement_portal.matching.rules import Opening
from placement_portal.offers.models import Offer, OfferPlace
from placement_portal.offers.queries import offered_to
from placement_portal.offers.rules import PlaceState
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import OPEN, SUPERVISING
from placement_portal.profiles.models import SupervisorCapacity, SupervisorProfile
from placement_portal.profiles.rules import YEAR_BEGINS, year_of
from placement_portal.programmes.models import Stage
from placement_portal.sites.models import Site


@dataclass(frozen=True, slots=True)
class Offering:
    """An offer as pages show it: what matching knows of it, and whose it is, until when, and what to bring."""

    opening: Opening
    provider: str
    ends: date
    bring: str


def openings_for(found: Round) -> list[Offering]:
    """Return every offer that a university sees and that begins in a stage of a round, by setting; one statement.

    Those that are withdrawn or full are among them, since students may have ranked them before.
    """
    university_id, today = found.programme.university_id, clock.today()
    wanted = _joined(university_id, today).where(offered_to({university_id}, today), _begins_in_a_stage_of(found.id))
    return [_offering(row) for row in db.session.execute(wanted.order_by(Site.name, Offer.starts, Offer.id))]


def _joined(university_id: uuid.UUID, today: date) -> sa.Select[Any]:
    profile = sa.and_(
        SupervisorProfile.person_id == Offer.supervisor_id, SupervisorProfile.provider_id == Offer.provider_id
    )
    can_take = sa.and_(
        SupervisorCapacity.profile_id == SupervisorProfile.id, SupervisorCapacity.year == _year(Offer.starts)
    )
    wanted = sa.select(
        Offer.id,
        Offer.site_id,
        Site.name.label("site"),
        Site.kind,
        Site.place,
        Offer.years,
        Offer.weekdays,
        Offer.days_a_week,
        Offer.starts,
        Offer.ends,
        Offer.capacity,
        _taken(university_id, today).label("taken"),
        Offer.client_groups,
        Offer.bring,
        Offer.withdrawn_at,
        Offer.supervisor_id,
        Person.name.label("supervisor"),
        SupervisorProfile.specialism_values,
        SupervisorCapacity.students,
        _supervised().label("supervised"),
        Organisation.name.label("provider"),
    )
    wanted = wanted.join(Site, Site.id == Offer.site_id).join(Organisation, Organisation.id == Offer.provider_id)
    wanted = wanted.outerjoin(Person, Person.id == Offer.supervisor_id).outerjoin(SupervisorProfile, profile)
    return wanted.outerjoin(SupervisorCapacity, can_take)


def _begins_in_a_stage_of(round_id: uuid.UUID) -> sa.ColumnElement[bool]:
    stages = sa.select(Stage.id).join(RoundStage, RoundStage.stage_id == Stage.id)
    begins = stages.where(RoundStage.round_id == round_id, Stage.starts <= Offer.starts, Offer.starts <= Stage.ends)
    return begins.correlate(Offer).exists()


def _taken(university_id: uuid.UUID, today: date) -> sa.ScalarSelect[int]:
    """Return how many places nobody of a university can have: with a student, or held by another university."""
    held = sa.and_(OfferPlace.until >= today, OfferPlace.university_id != university_id)
    counted = sa.select(sa.func.count()).where(OfferPlace.offer_id == Offer.id)
    return counted.where(sa.or_(OfferPlace.state == PlaceState.CONFIRMED, held)).correlate(Offer).scalar_subquery()


def _supervised() -> sa.ScalarSelect[int]:
    """Return how many open placements of the same year the supervisor of an offer has at its provider."""
    counted = sa.select(sa.func.count(sa.distinct(Placement.id))).join(Assignment)
    counted = counted.where(
        Assignment.person_id == Offer.supervisor_id,
        Assignment.capacity.in_(SUPERVISING),
        Assignment.ends.is_(None),
        Placement.provider_id == Offer.provider_id,
        Placement.status.in_(OPEN),
        _year(Placement.starts) == _year(Offer.starts),
    )
    return counted.correlate(Offer).scalar_subquery()


def _year(day: Any) -> Any:
    year = sa.extract("year", day)
    return sa.case((sa.extract("month", day) >= YEAR_BEGINS, year), else_=year - 1)


def _offering(row: Any) -> Offering:
    limited = row.supervisor_id is not None and row.students is not None
    opening = Opening(
        id=row.id,
        site_id=row.site_id,
        site=row.site,
        kind=row.kind,
        place=row.place,
        years=frozenset(row.years),
        weekdays=frozenset(row.weekdays),
        days_a_week=float(row.days_a_week),
        starts=row.starts,
        left=max(row.capacity - row.taken, 0),
        clients=frozenset(row.client_groups),
        specialisms=frozenset(row.specialism_values or ()),
        supervisor=row.supervisor or "",
        load=(row.supervisor_id, year_of(row.starts)) if limited else None,
        load_left=max(row.students - row.supervised, 0) if limited else None,
        withdrawn=row.withdrawn_at is not None,
    )
    return Offering(opening, row.provider, row.ends, row.bring)
