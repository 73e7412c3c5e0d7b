"""The checks of settings: approved, insured, ready for a student."""

import uuid
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.clearance.forms import RecordForm
from placement_portal.clearance.models import ClearanceType
from placement_portal.clearance.queries import checks, officers
from placement_portal.clearance.rules import ClearanceSubject
from placement_portal.clearance.service import deciding
from placement_portal.clearance.service.items import About, Wrong
from placement_portal.clearance.views.answers import BOTH, answer, blueprint, note_read
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web.redirects import say, see_other


class SiteAsked(NamedTuple):
    """One type as a provider asks it of one of its settings."""

    site: Site
    type_: ClearanceType

    @property
    def id(self) -> uuid.UUID:
        """The setting's id."""
        return self.site.id


def find_site_asked(viewer_: Person, site_id: uuid.UUID, type_id: uuid.UUID) -> SiteAsked | None:
    """Return a setting and a type of its provider that is about settings."""
    site, type_ = sites.find(viewer_, site_id), officers.find_type(viewer_, type_id)
    if site is None or type_ is None or type_.subject is not ClearanceSubject.SITE:
        return None
    return SiteAsked(site, type_) if type_.organisation_id == site.provider_id else None


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/settings")
@requires(Permission.SEE_SITE_CLEARANCE, sites.find_provider)
def settings(provider: Organisation) -> ResponseReturnValue:
    """Which settings are ready for a student?"""
    found = sites.sites_of(provider)
    standing = checks.of_sites(found, clock.today())
    note_read("settings", provider.id, standing)
    return render_template("clearance/settings.html", provider=provider, sites=found, standing=standing)


@blueprint.route("/sites/<uuid:site_id>/clearance/<uuid:type_id>", methods=BOTH)
@requires(Permission.RECORD_SITE_CLEARANCE, find_site_asked)
@once.only
def record_site(asked: SiteAsked) -> ResponseReturnValue:
    """Record what I saw of a setting."""
    form = RecordForm()
    form.ask(asked.type_.said())
    form.begin()
    if form.validate_on_submit():
        whom = About(site_id=asked.site.id)
        try:
            deciding.record(asked.type_, whom, form.said(), asked.site.provider_id, form.seen(), by=viewer())
            say("It is recorded.")
            return see_other("clearance.settings", organisation_id=asked.site.provider_id)
        except Wrong as wrong:
            form.show(wrong.found)
    return answer("clearance/record_site.html", form, asked=asked)
