"""The pages on which a provider keeps its settings and says when each is closed."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites import queries, service
from placement_portal.sites.forms import ClosureForm, NewSiteForm, SiteForm
from placement_portal.sites.models import Closure, Site
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("sites", __name__)
BOTH = ("GET", "POST")


@blueprint.get("/organisations/<uuid:organisation_id>/sites")
@requires(Permission.SEE_SITE, queries.find_provider)
def sites(provider: Organisation) -> ResponseReturnValue:
    """List the settings of a provider."""
    found = queries.sites_of(provider)
    return render_template("sites/sites.html", provider=provider, sites=found, today=clock.today())


@blueprint.route("/organisations/<uuid:organisation_id>/sites/new", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find_provider)
@once.only
def new(provider: Organisation) -> ResponseReturnValue:
    """Add a setting."""
    form = NewSiteForm()
    if form.validate_on_submit():
        try:
            made = service.add(provider, form.facts(), by=viewer())
            say(f"{made.name} is added. Say when it is closed, so that students are not expected then.")
            return see_other("sites.site", site_id=made.id)
        except Refused as refused:
            form.name.errors = [str(refused)]
    return _form(form, "Add a setting", _to_list(provider), save="Add setting")


@blueprint.get("/sites/<uuid:site_id>")
@requires(Permission.SEE_SITE, queries.find)
def site(found: Site) -> ResponseReturnValue:
    """Show a setting with whom to ring and when it is closed."""
    return render_template("sites/site.html", site=found, closures=queries.closures_of(found), today=clock.today())


@blueprint.route("/sites/<uuid:site_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find)
def edit(site: Site) -> ResponseReturnValue:
    """Change what is known of a setting."""
    form = SiteForm(obj=site)
    if form.validate_on_submit():
        try:
            service.change(site, form.facts(), by=viewer(), shown=form.version.data)
            say("The setting is changed.")
            return see_other("sites.site", site_id=site.id)
        except Refused as refused:
            form.name.errors = [str(refused)]
    return _form(form, "Change the setting", _to_site(site))


@blueprint.route("/sites/<uuid:site_id>/closures", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find)
@once.only
def closures(site: Site) -> ResponseReturnValue:
    """List when a setting is closed, and add to it."""
    form = ClosureForm()
    if form.validate_on_submit():
        try:
            service.close(site, *form.days(), form.data["name"], by=viewer())
            say("The days are on the list.")
            return see_other("sites.closures", site_id=site.id)
        except Refused as refused:
            form.starts.errors = [str(refused)]
    found = queries.closures_of(site)
    return _page("sites/closures.html", form, site=site, closures=found, back=_to_site(site), today=clock.today())


@blueprint.post("/closures/<uuid:closure_id>/remove")
@requires(Permission.MANAGE_SITE, queries.find_closure)
def remove_closure(closure: Closure) -> ResponseReturnValue:
    """Open a setting again on the days of a closure."""
    service.remove_closure(closure, by=viewer())
    say("The setting is open again on those days.")
    return see_other("sites.closures", site_id=closure.site_id)


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def _form(form: FlaskForm, heading: str, back: tuple[str, str], save: str = "Save") -> ResponseReturnValue:
    return _page("layouts/one_form.html", form, heading=heading, back=back, save=save)


def _to_list(provider: Organisation) -> tuple[str, str]:
    return url_for("sites.sites", organisation_id=provider.id), "Back to settings"


def _to_site(site: Site) -> tuple[str, str]:
    return url_for("sites.site", site_id=site.id), f"Back to {site.name}"
