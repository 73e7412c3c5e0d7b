"""The page on which a programme lead lets hours count that were done after a check had lapsed."""

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.rules.windows import gap
from placement_portal.hours import queries, service
from placement_portal.hours.forms import RestoreForm, as_id, text_of
from placement_portal.hours.views.answers import blueprint, render
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other


@blueprint.route("/placements/<uuid:placement_id>/restore", methods=["GET", "POST"])
@requires(Permission.RESTORE_HOURS, placements.find)
def restore(placement: Placement) -> ResponseReturnValue:
    """Show what was done after a check had lapsed, and let what is ticked count."""
    form, found = RestoreForm(), queries.restorable(placement)
    ticked = {each for each in map(as_id, request.form.getlist("entry")) if each}
    form.ticked = bool(ticked)
    if form.validate_on_submit():
        done = service.restore(placement, ticked, reason=text_of(form.reason), by=viewer(), now=clock.now())
        say(plural(done, "1 entry counts now.", "%(n)s entries count now.", none="Nothing was left to restore."))
        return see_other("hours.restore", placement_id=placement.id)
    reasons = {each.id: gap(each.gap).sentence for each in found if each.gap}
    return render("restore", form, placement=placement, entries=found, ticked=ticked, reasons=reasons)
