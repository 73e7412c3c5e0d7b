"""Placement offers, who sees each, and who has its places."""

from placement_portal.datasets.facts import Facts
from placement_portal.datasets.reading import Reader
from placement_portal.datasets.rows import Item, Rows
from placement_portal.offers.models import Offer, OfferPlace, OfferUniversity
from placement_portal.offers.rules import PlaceState

OF_OFFER = ("years", "weekdays", "starts", "ends", "capacity", "client_groups", "bring")


def offers(data: Item, reader: Reader, facts: Facts) -> Rows:
    """Yield offers with the universities that see them and the places that are taken."""
    for each in data["offers"]:
        site = reader.id(each["site"])
        ids = {"id": each["id"], "site_id": site, "provider_id": facts.settings[site].provider_id}
        supervisor = reader.id(each["supervisor"]) if each["supervisor"] else None
        days = each["days_a_week"] or len(each["weekdays"])
        kept = {"supervisor_id": supervisor, "days_a_week": days, "withdrawn_at": each["withdrawn"]}
        yield Offer, {**ids, **kept, **{name: each[name] for name in OF_OFFER}}
        for ref in each["universities"]:
            yield OfferUniversity, {"offer_id": each["id"], "university_id": reader.id(ref)}
        yield from _places(each, reader)


def _places(each: Item, reader: Reader) -> Rows:
    if len(each["places"]) > each["capacity"]:
        reader.complain(f"{each['pointer']}/places", "more places are taken than there are.")
    for number, place in enumerate(each["places"], 1):
        if bool(place["until"]) == bool(place["placement"]):
            reader.complain(place["pointer"], "a place is either held until a day or filled by a placement.")
        ids = {"id": place["id"], "offer_id": each["id"], "university_id": reader.id(place["university"])}
        filled = reader.id(place["placement"]) if place["placement"] else None
        state = PlaceState.CONFIRMED if filled else PlaceState.HELD
        taken = {"state": state, "until": place["until"], "placement_id": filled}
        yield OfferPlace, {**ids, **taken, "number": number, "by_id": reader.id(place["by"]), "at": place["at"]}
