"""The lists before a placement starts and closes: ticking them off, and what a programme puts on them."""

import uuid

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.placements import forms, queries, service
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import CheckMoment
from placement_portal.placements.views.pages import BOTH, _page, _to, blueprint, glance_of
from placement_portal.programmes.models import ProgrammeVersion
from placement_portal.programmes.queries import find_version
from placement_portal.web.redirects import say, see_other


@blueprint.route("/placements/<uuid:placement_id>/checks", methods=BOTH)
@requires(Permission.TICK_CHECKS, queries.find)
def checks(placement: Placement) -> ResponseReturnValue:
    """Show what is to be done before the placement starts and closes, and tick it off."""
    if request.method == "POST":
        if not service.tick(placement, _item(), request.form.get("done") == "yes", by=viewer()):
            abort(404)
        return see_other("placements.checks", placement_id=placement.id)
    found = queries.checks_of(placement)
    lists = [(moment, [each for each in found if each.moment is moment]) for moment in CheckMoment]
    gate = glance_of(placement)
    return render_template("placements/checks.html", placement=placement, lists=lists, gate=gate, **_to(placement))


@blueprint.route("/programme-versions/<uuid:version_id>/checks", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, find_version)
def lists(version: ProgrammeVersion) -> ResponseReturnValue:
    """Say what is to be done before placements of a programme version start and close."""
    form = forms.ListsForm()
    if form.validate_on_submit():
        service.set_checks(version, form.lists(), by=viewer())
        say("The lists are changed. Ticks that were made stay.")
        return see_other("placements.lists", version_id=version.id)
    if not form.is_submitted():
        form.fill(queries.lists_of(version))
    back = url_for("programmes.programme", programme_id=version.programme_id), f"Back to {version.programme.name}"
    heading = "What is to be done before a placement starts and closes?"
    return _page("placements/lists.html", form, heading=heading, back=back, version=version)


def _item() -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get("item", ""))
    except ValueError:
        abort(404)
