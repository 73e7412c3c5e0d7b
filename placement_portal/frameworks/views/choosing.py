"""The page on which a programme version says which framework its cohorts are looked at with."""

from flask import url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.frameworks import forms, queries, service
from placement_portal.frameworks.views.answers import BOTH, blueprint, page
from placement_portal.organisations.service import Refused
from placement_portal.programmes import queries as programmes
from placement_portal.programmes.models import ProgrammeVersion
from placement_portal.web.redirects import say, see_other


@blueprint.route("/programme-versions/<uuid:version_id>/framework", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, programmes.find_version)
def choose(of: ProgrammeVersion) -> ResponseReturnValue:
    """Choose among the published versions of the programme."""
    found = queries.frameworks_of(viewer(), of.programme)
    published = [each for one in found for each in one.versions if not each.is_draft]
    form = forms.ChooseForm()
    form.offer(published, queries.in_use(of.id))
    if form.validate_on_submit():
        try:
            service.choose(of, form.picked(published), by=viewer())
            say(f"Version {of.name} of the programme is changed.")
            return see_other("frameworks.frameworks", programme_id=of.programme_id)
        except Refused as refused:
            form.chosen.errors = [str(refused)]
    back = url_for("programmes.programme", programme_id=of.programme_id), f"Back to {of.programme.name}"
    return page("frameworks/choose.html", form, of=of, published=published, back=back)
