"""The pages on which providers offer placements and universities hold places."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.offers import policy, queries, service
from placement_portal.offers.forms import HoldForm, OfferForm
from placement_portal.offers.models import Offer, OfferPlace
from placement_portal.offers.rules import ClientGroup, OfferStatus
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.forms import WEEKDAYS
from placement_portal.web import constraints
from placement_portal.web.formats import long_day
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("offers", __name__)
BOTH = ("GET", "POST")
BROKEN = {
    "uq_offer_place_offer_id_number": "Somebody took this place a moment before you.",
    "uq_offer_place_placement_id": "This placement has a place already.",
    "ck_offer_order": "The last day must not be before the first.",
    "ck_offer_capacity": "An offer has 1 to 60 places.",
    "ck_offer_days_a_week": "Enter days a week from 0.5 to 7.",
    "ck_offer_place_number": "Places are counted from 1.",
    "ck_offer_place_until": "A held place needs a last day.",
    "ck_offer_place_filled": "A filled place needs a placement.",
}


def init_app(app: Flask) -> None:
    """Word the constraints, and let every page name days of the week."""
    constraints.word(BROKEN)
    app.add_template_filter(weekdays)
    app.add_template_filter(client_groups)


def weekdays(numbers: list[int]) -> str:
    """Say days of the week: "Tuesday and Thursday"."""
    words = [WEEKDAYS[each] for each in numbers]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def client_groups(values: Iterable[str]) -> str:
    """Say whom one meets, in the order of the list that providers choose from: "Early years, Autism"."""
    there = set(values)
    return ", ".join(label(each).text for each in ClientGroup if each.value in there)


@blueprint.get("/organisations/<uuid:organisation_id>/offers")
@requires(Permission.SEE_OFFERS, queries.find_organisation)
def offers(organisation: Organisation) -> ResponseReturnValue:
    """Which places are there, and who has them?"""
    asked, after = request.args.get("show"), request.args.get("after", type=uuid.UUID)
    status = OfferStatus(asked) if asked in set(OfferStatus) else None
    found = queries.offers_of(viewer(), organisation, status=status, after=after)
    return render_template(
        "offers/offers.html",
        organisation=organisation,
        found=found,
        status=status,
        statuses=list(OfferStatus),
        after=after,
        keeps=policy.keeps(viewer(), organisation),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/offers/new", methods=BOTH)
@requires(Permission.ADD_OFFER, queries.find_organisation)
@once.only
def new(provider: Organisation) -> ResponseReturnValue:
    """Offer places to universities."""
    form = _form_for(provider)
    if form.validate_on_submit():
        made = service.make(provider, form.facts(), by=viewer())
        say("The places are offered. The universities see them from now on.")
        return see_other("offers.offer", offer_id=made.id)
    return _page("offers/form.html", form, provider=provider, back=_to_list(provider), save="Offer these places")


@blueprint.get("/offers/<uuid:offer_id>")
@requires(Permission.SEE_OFFER, queries.find)
def offer(found: Offer) -> ResponseReturnValue:
    """What is offered, to whom, and who has its places?"""
    return _offer(found, _hold_form(found))


@blueprint.route("/offers/<uuid:offer_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_OFFER, queries.find)
def edit(offer: Offer) -> ResponseReturnValue:
    """Change what is offered."""
    form = _form_for(offer.provider, offer)
    if form.validate_on_submit():
        try:
            service.change(offer, form.facts(), by=viewer(), shown=form.version.data)
            say("The offer is changed.")
            return see_other("offers.offer", offer_id=offer.id)
        except Refused as refused:
            form.capacity.errors = [str(refused)]
    if not form.is_submitted():
        form.fill(offer)
    back = url_for("offers.offer", offer_id=offer.id), "Back to the offer"
    return _page("offers/form.html", form, provider=offer.provider, back=back, save="Save")


@blueprint.post("/offers/<uuid:offer_id>/withdraw")
@requires(Permission.MANAGE_OFFER, queries.find)
def withdraw(offer: Offer) -> ResponseReturnValue:
    """Take an offer back."""
    service.withdraw(offer, by=viewer())
    say("The offer is withdrawn. Who held a place is told; students who have a placement keep it.")
    return see_other("offers.offer", offer_id=offer.id)


@blueprint.post("/offers/<uuid:offer_id>/offer-again")
@requires(Permission.MANAGE_OFFER, queries.find)
def offer_again(offer: Offer) -> ResponseReturnValue:
    """Make an offer again that was withdrawn."""
    service.offer_again(offer, by=viewer())
    say("The places are offered again.")
    return see_other("offers.offer", offer_id=offer.id)


@blueprint.post("/offers/<uuid:offer_id>/hold")
@requires(Permission.HOLD_PLACE, queries.find)
@once.only
def hold(offer: Offer) -> ResponseReturnValue:
    """Hold a place for a university until a day."""
    form = _hold_form(offer)
    if form.validate_on_submit():
        try:
            place = service.hold(offer, form.chosen(), form.until.data, by=viewer())
            say(f"You hold a place until {long_day(form.until.data)}.")
            return see_other("offers.offer", offer_id=place.offer_id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _offer(offer, form)


@blueprint.post("/offer-places/<uuid:place_id>/release")
@requires(Permission.RELEASE_PLACE, queries.find_place)
def release(place: OfferPlace) -> ResponseReturnValue:
    """Give a held place back."""
    service.release(place, by=viewer())
    say("The place is given back.")
    return see_other("offers.offer", offer_id=place.offer_id)


def _offer(found: Offer, form: HoldForm) -> ResponseReturnValue:
    places, today = queries.places_of(found), clock.today()
    keeps, mine = policy.works_at(viewer(), found.provider_id), policy.read_for(viewer())
    shown = [each for each in places if keeps or each.university_id in mine]
    return render_template(
        "offers/offer.html",
        offer=found,
        places=shown,
        named=queries.named_to(viewer(), shown),
        stands=queries.standing_of(found, places, today),
        works_there=keeps,
        mine=mine,
        today=today,
        form=form,
        back=_back(found, keeps),
    ), 422 if form.errors else 200


def _back(found: Offer, keeps: bool) -> tuple[str, str]:
    mine = (each.university_id for each in found.universities if each.university_id in policy.read_for(viewer()))
    organisation_id = found.provider_id if keeps else next(mine)
    return url_for("offers.offers", organisation_id=organisation_id), "Back to placement offers"


def _hold_form(found: Offer) -> HoldForm:
    form = HoldForm()
    form.offer(policy.universities_for(viewer(), found))
    return form


def _form_for(provider: Organisation, found: Offer | None = None) -> OfferForm:
    form, sites = OfferForm(), queries.sites_of(provider)
    if found and found.site_id not in {each.id for each in sites}:
        sites = [*sites, found.site]
    people = queries.supervisors_of(provider)
    if found and found.supervisor and found.supervisor_id not in {each.id for each in people}:
        people = [*people, found.supervisor]
    form.offer(sites, people, queries.partners_of(provider))
    return form


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def _to_list(provider: Organisation) -> tuple[str, str]:
    return url_for("offers.offers", organisation_id=provider.id), "Back to placement offers"
