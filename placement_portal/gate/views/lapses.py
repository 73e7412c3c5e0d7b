"""What happens for each client after the last day of a check."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, refuse, requires, viewer
from placement_portal.gate import policy, queries, service
from placement_portal.gate.forms import lapse_form
from placement_portal.gate.views.answers import BOTH, blueprint
from placement_portal.once import views as once
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import SlotStatus
from placement_portal.web.redirects import say, see_other


@blueprint.route("/placements/<uuid:placement_id>/lapse", methods=BOTH)
@requires(Permission.SEE_GATE, placements.find)
@once.only
def lapse(placement: Placement) -> ResponseReturnValue:
    """Show what happens for each client after a last day; supervisor and safeguarding lead choose it."""
    until = queries.lapse_of(placement)
    slots = [each for each in placement.slots if each.status is SlotStatus.OPEN] if until else []
    plans = queries.plans_of(placement, until) if until else {}
    chooses = policy.may_choose(viewer(), placement)
    if request.method == "POST" and not chooses:
        refuse(viewer(), 403, on=placement.id)
    form = lapse_form(slots, plans) if chooses else None
    if form and until and form.validate_on_submit():
        service.plan(placement, until, form.chosen(), form.shown(), by=viewer())
        say("It is saved. Everybody concerned with the placement can read it.")
        return see_other("gate.lapse", placement_id=placement.id)
    page = render_template(
        "gate/lapse.html",
        placement=placement,
        until=until,
        slots=slots,
        plans=plans,
        form=form,
        today=clock.today(),
    )
    return page, 422 if form and form.is_submitted() else 200
