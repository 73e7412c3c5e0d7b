"""What can be done to placement offers: make, change, withdraw, hold a place, give it back, fill it with a student."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.offers import emails, events, rules
from placement_portal.offers.models import Offer, OfferPlace, OfferUniversity
from placement_portal.offers.queries import Offered, places_of, standing_of
from placement_portal.offers.rules import ClientGroup, OfferAction, PlaceState
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements import service as placements
from placement_portal.placements.models import Placement, PlacementSite
from placement_portal.placements.rules import AssignmentCapacity, PlacementAction, PlacementStatus
from placement_portal.placements.service import Terms
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference
from placement_portal.web.formats import long_day

WORDS: Final = {
    "site_id": "Setting",
    "supervisor_id": "Supervisor",
    "years": "Years",
    "weekdays": "Days of the week",
    "days_a_week": "Days a week",
    "starts": "First day",
    "ends": "Last day",
    "capacity": "Places",
    "client_groups": "Whom one meets",
    "bring": "What to bring",
}
AGREED: Final = (PlacementAction.AGREE_SITE, PlacementAction.MATCH)
"""An offer is the provider's word, so a placement made from one is agreed with the setting and matched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferFacts:
    """What is offered, to which universities."""

    site: Site
    supervisor: Person | None
    years: Collection[int]
    weekdays: Collection[int]
    days_a_week: Decimal
    starts: date
    ends: date
    capacity: int
    client_groups: Sequence[ClientGroup]
    bring: str
    universities: Collection[uuid.UUID]

    def columns(self) -> dict[str, Any]:
        """Return what is kept on the offer itself."""
        return {
            "site_id": self.site.id,
            "supervisor_id": self.supervisor.id if self.supervisor else None,
            "years": sorted(self.years),
            "weekdays": sorted(self.weekdays),
            "days_a_week": self.days_a_week,
            "starts": self.starts,
            "ends": self.ends,
            "capacity": self.capacity,
            "client_groups": [each.value for each in self.client_groups],
            "bring": self.bring,
        }


def make(provider: Organisation, facts: OfferFacts, *, by: Person) -> Offer:
    """Offer places to universities."""
    offer = Offer(provider_id=provider.id, **facts.columns())
    offer.universities = [OfferUniversity(university_id=each) for each in sorted(facts.universities)]
    db.session.add(offer)
    db.session.flush()
    made = events.PlacementOffered(
        site=facts.site.id,
        capacity=facts.capacity,
        starts=facts.starts,
        ends=facts.ends,
        universities=sorted(facts.universities),
    )
    _record(offer, made, by)
    return offer


def change(offer: Offer, facts: OfferFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is offered; raise `Moved` for a stale form, `Refused` for fewer places than are taken."""
    wanted = facts.columns()
    before = {name: getattr(offer, name) for name in wanted if getattr(offer, name) != wanted[name]}
    said = [Difference(WORDS[name], _said(wanted[name]), _said(before[name])) for name in before]
    transaction.check_version(offer, shown, said)
    stands, places = _locked(offer)
    rules.check_move(stands.status, OfferAction.CHANGE)
    taken = stands.confirmed + stands.held
    if facts.capacity < taken:
        raise Refused(f"{taken} places are taken or held already, so there cannot be fewer.")
    _renumber(places)
    for name, value in wanted.items():
        setattr(offer, name, value)
    seen = {each.university_id for each in offer.universities}
    if seen != set(facts.universities):
        kept = [each for each in offer.universities if each.university_id in facts.universities]
        new = [OfferUniversity(university_id=each) for each in sorted(set(facts.universities) - seen)]
        offer.universities = [*kept, *new]
    was, now = ({name: _said(side[name]) for name in before} for side in (before, wanted))
    _record(offer, events.OfferChanged(before=was, after=now), by)


def withdraw(offer: Offer, *, by: Person) -> None:
    """Take an offer back; students who have a place keep it, and who held one is told."""
    stands, places = _locked(offer)
    rules.check_move(stands.status, OfferAction.WITHDRAW)
    offer.withdrawn_at = clock.now()
    held = [each for each in places if each.state is PlaceState.HELD]
    for person in {each.by_id: each.by for each in held}.values():
        emails.withdrawn(person, offer)
    _record(offer, events.OfferWithdrawn(held=len(held)), by)


def offer_again(offer: Offer, *, by: Person) -> None:
    """Make an offer again that was withdrawn."""
    stands, _ = _locked(offer)
    rules.check_move(stands.status, OfferAction.OFFER_AGAIN)
    offer.withdrawn_at = None
    _record(offer, events.OfferMadeAgain(capacity=offer.capacity), by)


def hold(offer: Offer, university: Organisation, until: date, *, by: Person) -> OfferPlace:
    """Hold a place for a university until a day; raise `Refused`, saying who was faster, when there is none left."""
    stands, places = _locked(offer)
    _check_left(offer, stands, places)
    rules.check_move(stands.status, OfferAction.HOLD)
    place = _take(offer, places, PlaceState.HELD, university.id, by, until=until)
    _record(offer, events.PlaceHeld(university=university.id, number=place.number, until=until), by)
    return place


def release(place: OfferPlace, *, by: Person) -> None:
    """Give a held place back."""
    offer = place.offer
    stands, _ = _locked(offer)
    rules.check_move(stands.status, OfferAction.RELEASE)
    _record(offer, events.PlaceReleased(university=place.university_id, number=place.number), by)
    db.session.delete(place)


def fill(offer: Offer, student: StudentRecord, stage: Stage, *, by: Person) -> Placement:
    """Fill a place with a student: the placement is made or moved on to matched, with the supervisor assigned.

    A place that the student's university holds is used first. Raises `Refused`, saying who was faster, when no place
    is left or the offer was withdrawn.
    """
    stands, places = _locked(offer)
    if stands.status is rules.OfferStatus.WITHDRAWN:
        raise Refused(f"{offer.provider.name} has withdrawn this offer.")
    if offer.supervisor_id == student.person_id:
        raise Refused("A student cannot supervise their own placement. Change the supervisor of the offer first.")
    university_id = student.cohort.version_of.programme.university_id
    own = next((each for each in places if each.state is PlaceState.HELD and each.university_id == university_id), None)
    if own is None:
        _check_left(offer, stands, places)
    placement = _placement(offer, student, stage, by)
    if own is None:
        own = _take(offer, places, PlaceState.CONFIRMED, university_id, by, placement_id=placement.id)
    else:
        own.state, own.until, own.placement_id = PlaceState.CONFIRMED, None, placement.id
        own.by_id, own.at = by.id, clock.now()
    filled = events.PlaceFilled(university=university_id, number=own.number, placement=placement.id)
    _record(offer, filled, by)
    return placement


def _placement(offer: Offer, student: StudentRecord, stage: Stage, by: Person) -> Placement:
    """Return the student's placement at the setting in the stage, matched: a proposed one moved on, or a new one."""
    begun = sa.select(Placement).join(PlacementSite, PlacementSite.placement_id == Placement.id)
    begun = begun.where(
        Placement.student_id == student.id,
        Placement.stage_id == stage.id,
        PlacementSite.site_id == offer.site_id,
        Placement.status.in_((PlacementStatus.PROPOSED, PlacementStatus.SITE_AGREED)),
    )
    terms = Terms(starts=offer.starts, ends=offer.ends, days_a_week=offer.days_a_week, sites=[offer.site])
    placement = db.session.scalars(begun.order_by(Placement.id)).first()
    placement = placement or placements.create(student, stage, terms, by=by)
    today = clock.today()
    for action in AGREED[(placement.status is PlacementStatus.SITE_AGREED) :]:
        placements.move(placement, action, day=today, clients={}, by=by)
    if offer.supervisor and offer.supervisor_id not in {each.person_id for each in placement.assignments}:
        first = min(today, placement.starts)  # before it begins there is an agreement to read and sign
        placements.assign(placement, offer.supervisor, AssignmentCapacity.SUPERVISOR, starts=first, by=by)
    return placement


def _locked(offer: Offer) -> tuple[Offered, list[OfferPlace]]:
    """Lock an offer, read it anew and return where it stands today with the places that are taken; others are freed."""
    again = sa.select(Offer).where(Offer.id == offer.id).with_for_update().execution_options(populate_existing=True)
    db.session.scalars(again).one()
    today, places = clock.today(), places_of(offer)
    for each in places:
        if not rules.is_taken(each.state, each.until, today):
            db.session.delete(each)
    db.session.flush()
    left = [each for each in places if rules.is_taken(each.state, each.until, today)]
    return standing_of(offer, left, today), left


def _check_left(offer: Offer, stands: Offered, places: Sequence[OfferPlace]) -> None:
    if stands.status not in (rules.OfferStatus.HELD, rules.OfferStatus.FILLED):
        return
    last = max(places, key=lambda each: (each.at, each.id))
    raise Refused(
        f"There is no place left at {offer.site.name}: {last.by.name} took the last one for {last.university.name}."
    )


def _take(
    offer: Offer, places: Sequence[OfferPlace], state: PlaceState, university_id: uuid.UUID, by: Person, **more: Any
) -> OfferPlace:
    number = rules.free_number(offer.capacity, {each.number for each in places})
    values = {"offer_id": offer.id, "number": number, "university_id": university_id, "state": state}
    place = OfferPlace(**values, by_id=by.id, at=clock.now(), **more)
    db.session.add(place)
    db.session.flush()
    return place


def _renumber(places: Sequence[OfferPlace]) -> None:
    """Count the taken places from 1 again, so that each lies within a smaller capacity too."""
    for number, each in enumerate(sorted(places, key=lambda each: each.number), 1):
        if each.number != number:
            each.number = number
            db.session.flush()  # one by one: two places never have one number, not even for a moment


def _said(value: object) -> str:
    if isinstance(value, date):
        return long_day(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _record(offer: Offer, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=offer.id, chain=offer.provider_id, version=offer.version)
