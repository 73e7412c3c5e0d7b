"""Who may do what to placement offers: the provider keeps them, universities see theirs and hold places."""

import uuid
from collections.abc import Set as AbstractSet

from placement_portal.accounts.models import Person
from placement_portal.offers.models import Offer, OfferPlace
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.programmes.policy import STAFF, duties
from placement_portal.programmes.rules import ProgrammeRoleKind
from placement_portal.sites.policy import managed_by

READING: AbstractSet[str] = STAFF | {ProgrammeRoleKind.TUTOR}


def read_for(person: Person) -> set[uuid.UUID]:
    """Return the universities for which a person reads offers: who leads, co-ordinates or tutors a programme there."""
    return {each for each, kinds in duties(person).universities.items() if not READING.isdisjoint(kinds)}


def holds_for(person: Person) -> set[uuid.UUID]:
    """Return the universities for which a person may hold places: who leads or co-ordinates a programme there."""
    return {each for each, kinds in duties(person).universities.items() if not STAFF.isdisjoint(kinds)}


def works_at(person: Person, provider_id: uuid.UUID) -> bool:
    """Say whether the person is a member of a provider today."""
    return provider_id in duties(person).members


def sees_offers(person: Person, organisation: Organisation) -> bool:
    """Say whether the list of an organisation opens: what a provider offers, or what a university is offered."""
    if organisation.kind is OrganisationKind.PROVIDER:
        return works_at(person, organisation.id)
    return organisation.id in read_for(person)


def sees(person: Person, offer: Offer) -> bool:
    """Say whether an offer exists for the person."""
    seen_by = {each.university_id for each in offer.universities}
    return works_at(person, offer.provider_id) or not seen_by.isdisjoint(read_for(person))


def keeps(person: Person, thing: Offer | Organisation) -> bool:
    """Say whether the person keeps the offers of a provider: its co-ordinators and safeguarding leads."""
    return (thing.provider_id if isinstance(thing, Offer) else thing.id) in managed_by(person)


def may_hold(person: Person, offer: Offer) -> bool:
    """Say whether the person may hold a place for a university that sees the offer."""
    return bool(universities_for(person, offer))


def universities_for(person: Person, offer: Offer) -> list[Organisation]:
    """Return the universities that see an offer and for which the person may hold places, by name."""
    mine = holds_for(person)
    found = (each.university for each in offer.universities if each.university_id in mine)
    return sorted(found, key=lambda each: each.name)


def may_release(person: Person, place: OfferPlace) -> bool:
    """Say whether the person may give a held place back: the university that holds it."""
    return place.university_id in holds_for(person)
