"""An organisation's own pages: what it is, what it chose, whom it works with, and its colour."""

import uuid
from typing import Final

from flask import Blueprint, Response, abort, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, public, requires, signed_in, viewer
from placement_portal.once import views as once
from placement_portal.organisations import policy, queries, service
from placement_portal.organisations.forms import AgreementForm, PartnerForm, SettingsForm
from placement_portal.organisations.models import Organisation, Partnership
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("organisations", __name__)
INVALID: Final = 422
BRAND_KEPT: Final = "public, max-age=300"


@blueprint.get("/organisations")
@signed_in
def organisations() -> ResponseReturnValue:
    """List the organisations that one works for; a single one is shown at once."""
    found = queries.of_person(viewer())
    if len(found) == 1:
        return see_other("organisations.organisation", organisation_id=found[0].id)
    return render_template("organisations/organisations.html", organisations=found)


@blueprint.get("/organisations/<uuid:organisation_id>")
@requires(Permission.SEE_ORGANISATION, queries.find)
def organisation(organisation: Organisation) -> ResponseReturnValue:
    """Show what an organisation is and whom it works with."""
    choosing = policy.manages(viewer(), organisation)
    return _page(organisation, PartnerForm(queries.possible_partners(organisation) if choosing else []))


@blueprint.post("/organisations/<uuid:organisation_id>/partnerships")
@requires(Permission.MANAGE_ORGANISATION, queries.find)
@once.only
def begin_partnership(organisation: Organisation) -> ResponseReturnValue:
    """Begin to work with another organisation."""
    form = PartnerForm(queries.possible_partners(organisation))
    if not form.validate_on_submit():
        return _page(organisation, form), INVALID
    service.begin_partnership(organisation, form.chosen, by=viewer())
    say(f"You work with {form.chosen.name} from today.")
    return see_other("organisations.organisation", organisation_id=organisation.id)


@blueprint.post("/partnerships/<uuid:partnership_id>/end")
@requires(Permission.MANAGE_PARTNERSHIP, queries.find_partnership)
def end_partnership(partnership: Partnership) -> ResponseReturnValue:
    """End a partnership with today as its last day."""
    service.end_partnership(partnership, by=viewer())
    say("Today is the last day of the partnership.")
    return see_other("organisations.organisations")


@blueprint.route("/partnerships/<uuid:partnership_id>/agreement", methods=["GET", "POST"])
@requires(Permission.MANAGE_PARTNERSHIP, queries.find_partnership)
def agreement(partnership: Partnership) -> ResponseReturnValue:
    """Say from when to when the agreement of two partners runs."""
    form = AgreementForm(obj=partnership)
    if form.validate_on_submit():
        first, last = form.agreed_from.data, form.agreed_until.data
        service.say_agreement(partnership, first=first, last=last, seen=form.version.data, by=viewer())
        say("The dates of the agreement are saved.")
        return see_other("profiles.passport", organisation_id=partnership.provider_id)
    heading = f"Agreement of {partnership.university.name} with {partnership.provider.name}"
    back = url_for("profiles.passport", organisation_id=partnership.provider_id), f"Back to {partnership.provider.name}"
    page = render_template("layouts/one_form.html", form=form, heading=heading, back=back)
    return page, INVALID if form.is_submitted() else 200


@blueprint.route("/organisations/<uuid:organisation_id>/settings", methods=["GET", "POST"])
@requires(Permission.MANAGE_ORGANISATION, queries.find)
def settings(organisation: Organisation) -> ResponseReturnValue:
    """Change what an organisation chose."""
    form = SettingsForm(organisation)
    if form.validate_on_submit() and _saved(organisation, form):
        say("The settings are saved.")
        return see_other("organisations.organisation", organisation_id=organisation.id)
    return _settings_page(organisation, form)


@blueprint.get("/brand/<uuid:organisation_id>.css")
@public
def brand(organisation_id: uuid.UUID) -> Response:
    """Set the accent colour of an organisation, in a style sheet that browsers keep for a while."""
    accent = queries.accent_of(organisation_id)
    if accent is None:
        abort(404)
    response = make_response(f":root {{ --accent: {accent}; }}\n" if accent else "")
    response.headers.update({"Content-Type": "text/css; charset=utf-8", "Cache-Control": BRAND_KEPT})
    return response


def _saved(organisation: Organisation, form: SettingsForm) -> bool:
    try:
        service.change_settings(organisation, form.wanted(), seen=form.version.data, by=viewer())
    except Refused as refused:
        form.name.errors = [str(refused)]
        return False
    return True


def _settings_page(organisation: Organisation, form: SettingsForm) -> ResponseReturnValue:
    page = render_template("organisations/settings.html", form=form, organisation=organisation)
    return page, INVALID if form.is_submitted() else 200


def _page(organisation: Organisation, form: PartnerForm) -> str:
    return render_template(
        "organisations/organisation.html",
        organisation=organisation,
        partnerships=queries.partnerships_of(organisation),
        form=form,
    )
