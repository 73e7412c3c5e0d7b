"""The pages on which a provider keeps its settings."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.identity.rules import looks_identifying
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.sites import queries, service
from placement_portal.sites.forms import NewSiteForm, SiteForm, VisitForm
from placement_portal.sites.models import Site
from placement_portal.sites.views.answers import BOTH, blueprint, one_form, to_list, to_site, with_form
from placement_portal.web.redirects import say, see_other


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
    return one_form(form, "Add a setting", to_list(provider), save="Add setting")


@blueprint.get("/sites/<uuid:site_id>")
@requires(Permission.SEE_SITE, queries.find)
def site(found: Site) -> ResponseReturnValue:
    """Show a setting with whom to ring and when it is closed."""
    return render_template(
        "sites/site.html",
        site=found,
        **queries.about(found),
        today=clock.today(),
    )


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
    return one_form(form, "Change the setting", to_site(site))


@blueprint.route("/sites/<uuid:site_id>/visiting", methods=BOTH)
@requires(Permission.MANAGE_SITE, queries.find)
def visiting(site: Site) -> ResponseReturnValue:
    """Say what one must know before going to a setting."""
    form = VisitForm(obj=site)
    if form.validate_on_submit():
        service.tell_visitors(site, form.wanted(), by=viewer(), shown=form.version.data)
        say("Whoever goes there can read it now.")
        for found in looks_identifying(f"{form.rooms.data} {form.access_notes.data}"):
            flash(found.question, "warning")
        return see_other("sites.site", site_id=site.id)
    return with_form("sites/visiting.html", form, site=site, back=to_site(site))
