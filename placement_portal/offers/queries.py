"""What can be found of placement offers: those of a provider, those offered to a university, one with its places."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.offers.models import Offer, OfferPlace, OfferUniversity
from placement_portal.offers.policy import read_for, sees_offers
from placement_portal.offers.rules import OfferStatus, PlaceState, is_taken, status_of
from placement_portal.organisations.models import Membership, Organisation, Partnership
from placement_portal.organisations.rules import MembershipRole, OrganisationKind
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.policy import duties
from placement_portal.sites.models import Site

PAGE: Final = 25


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer with how many of its places have a student and how many are held today."""

    offer: Offer
    confirmed: int
    held: int

    @property
    def left(self) -> int:
        """How many places nobody has."""
        return max(self.offer.capacity - self.confirmed - self.held, 0)

    @property
    def status(self) -> OfferStatus:
        """Where it stands today."""
        withdrawn = self.offer.withdrawn_at is not None
        return status_of(self.offer.capacity, confirmed=self.confirmed, held=self.held, withdrawn=withdrawn)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of offers, and whether there are more."""

    offers: Sequence[Offered]
    more: bool


def find_organisation(viewer: Person, organisation_id: uuid.UUID) -> Organisation | None:
    """Return a provider whose offers the viewer sees, or a university that is offered something."""
    found = db.session.get(Organisation, organisation_id)
    return found if found and sees_offers(viewer, found) else None


def find(viewer: Person, offer_id: uuid.UUID) -> Offer | None:
    """Return an offer of a provider that the viewer works for, or one that is offered to their university."""
    wanted = sa.select(Offer).where(Offer.id == offer_id, visible_to(viewer)).options(*around(), with_universities())
    return db.session.scalar(wanted)


def find_place(viewer: Person, place_id: uuid.UUID) -> OfferPlace | None:
    """Return a held place of an offer that the viewer sees."""
    held = sa.select(OfferPlace).join(OfferPlace.offer).where(OfferPlace.id == place_id, visible_to(viewer))
    up = joinedload(OfferPlace.offer).joinedload(Offer.site)
    return db.session.scalar(held.where(OfferPlace.state == PlaceState.HELD).options(up))


def visible_to(viewer: Person) -> sa.ColumnElement[bool]:
    """Return what holds of the offers that exist for the viewer."""
    own = Offer.provider_id.in_(duties(viewer).members)
    return sa.or_(own, offered_to(read_for(viewer), clock.today()))


def offered_to(universities: set[uuid.UUID], today: date) -> sa.ColumnElement[bool]:
    """Return what holds of the offers that universities see, as long as they work with the provider."""
    together = sa.and_(
        Partnership.university_id == OfferUniversity.university_id,
        Partnership.provider_id == Offer.provider_id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    seen = sa.select(OfferUniversity.offer_id).join(Partnership, together)
    linked = seen.where(OfferUniversity.offer_id == Offer.id, OfferUniversity.university_id.in_(universities))
    return linked.correlate(Offer).exists()


def around() -> list[Any]:
    """Return what makes an offer readable in one statement: setting, provider, supervisor."""
    return [joinedload(Offer.site), joinedload(Offer.provider), joinedload(Offer.supervisor)]


def with_universities() -> Any:
    """Return what loads who sees many offers in one statement."""
    return selectinload(Offer.universities).joinedload(OfferUniversity.university)


def counts(today: date) -> tuple[Any, Any]:
    """Return how many places of an offer have a student, and how many are held today, as columns."""
    number = sa.select(sa.func.count()).where(OfferPlace.offer_id == Offer.id).correlate(Offer)
    confirmed = number.where(OfferPlace.state == PlaceState.CONFIRMED)
    held = number.where(OfferPlace.state == PlaceState.HELD, OfferPlace.until >= today)
    return confirmed.scalar_subquery(), held.scalar_subquery()


def offers_of(
    viewer: Person, organisation: Organisation, *, status: OfferStatus | None, after: uuid.UUID | None
) -> Page:
    """Return one page of what a provider offers or a university is offered, the first to begin first.

    Without a status, offers that are over or withdrawn are left out.
    """
    today = clock.today()
    if organisation.kind is OrganisationKind.PROVIDER:
        mine = Offer.provider_id == organisation.id
    else:
        mine = offered_to({organisation.id} & read_for(viewer), today)
    confirmed, held = counts(today)
    wanted = sa.select(Offer, confirmed, held).where(mine, _standing(status, confirmed, held, today))
    last = db.session.get(Offer, after) if after else None
    if last:
        key = sa.tuple_(sa.literal(last.starts, sa.Date()), sa.literal(last.id, sa.Uuid()))
        wanted = wanted.where(sa.tuple_(Offer.starts, Offer.id) > key)
    rows = db.session.execute(wanted.options(*around()).order_by(Offer.starts, Offer.id).limit(PAGE + 1)).all()
    found = [Offered(*row) for row in rows]
    return Page(found[:PAGE], len(found) > PAGE)


def places_of(offer: Offer) -> list[OfferPlace]:
    """Return who has places of an offer, with the student where there is one."""
    wanted = sa.select(OfferPlace).where(OfferPlace.offer_id == offer.id)
    student = joinedload(OfferPlace.placement).joinedload(Placement.student).joinedload(StudentRecord.person)
    parts = (joinedload(OfferPlace.university), joinedload(OfferPlace.by), student)
    return list(db.session.scalars(wanted.options(*parts).order_by(OfferPlace.number)))


def to_bring(placement: Placement) -> str:
    """Return what the offer says one brings there, for a placement that fills one of its places; empty otherwise."""
    wanted = sa.select(Offer.bring).join(OfferPlace, OfferPlace.offer_id == Offer.id)
    return db.session.scalar(wanted.where(OfferPlace.placement_id == placement.id)) or ""


def named_to(viewer: Person, places: Sequence[OfferPlace]) -> set[uuid.UUID]:
    """Return the ids of the placements among some places whose students the viewer may see."""
    ids = [each.placement_id for each in places if each.placement_id]
    seen = placements.visible_to(viewer).where(Placement.id.in_(ids)).with_only_columns(Placement.id)
    return set(db.session.scalars(seen)) if ids else set()


def standing_of(offer: Offer, places: Sequence[OfferPlace], today: date) -> Offered:
    """Return where an offer stands with its places."""
    held = [each for each in places if each.state is PlaceState.HELD and is_taken(each.state, each.until, today)]
    confirmed = [each for each in places if each.state is PlaceState.CONFIRMED]
    return Offered(offer, len(confirmed), len(held))


def sites_of(provider: Organisation) -> list[Site]:
    """Return the settings of a provider that are in use, by name."""
    wanted = sa.select(Site).where(Site.provider_id == provider.id, Site.retired.is_(False))
    return list(db.session.scalars(wanted.order_by(Site.name)))


def supervisors_of(provider: Organisation) -> list[Person]:
    """Return who supervises for a provider today, by name."""
    today = clock.today()
    wanted = sa.select(Person).join(Membership, Membership.person_id == Person.id)
    wanted = wanted.where(
        Membership.organisation_id == provider.id,
        Membership.role == MembershipRole.SUPERVISOR,
        Membership.confirmed.is_(True),
        Membership.starts <= today,
        sa.or_(Membership.ends.is_(None), Membership.ends >= today),
        Person.deactivated_at.is_(None),
    )
    return list(db.session.scalars(wanted.distinct().order_by(Person.name, Person.id)))


def partners_of(provider: Organisation) -> list[Organisation]:
    """Return the universities that work with a provider today, by name."""
    today = clock.today()
    wanted = sa.select(Organisation).join(Partnership, Partnership.university_id == Organisation.id)
    wanted = wanted.where(
        Partnership.provider_id == provider.id,
        Partnership.starts <= today,
        sa.or_(Partnership.ends.is_(None), Partnership.ends >= today),
    )
    return list(db.session.scalars(wanted.distinct().order_by(Organisation.name)))


def _standing(status: OfferStatus | None, confirmed: Any, held: Any, today: date) -> sa.ColumnElement[bool]:
    kept, coming = Offer.withdrawn_at.is_(None), Offer.ends >= today
    if status is None:
        return sa.and_(kept, coming)
    if status is OfferStatus.WITHDRAWN:
        return Offer.withdrawn_at.is_not(None)
    taken = {
        OfferStatus.FILLED: confirmed >= Offer.capacity,
        OfferStatus.HELD: sa.and_(confirmed < Offer.capacity, confirmed + held >= Offer.capacity),
        OfferStatus.OFFERED: confirmed + held < Offer.capacity,
    }
    return sa.and_(kept, taken[status])
