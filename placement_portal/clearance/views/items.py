"""One check as its officer sees it: the facts, verified or sent back, accepted, stopped."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.forms import ReturnForm, VerifyForm
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.policy import may_verify
from placement_portal.clearance.queries import officers
from placement_portal.clearance.service import deciding
from placement_portal.clearance.service.items import Wrong
from placement_portal.clearance.views.answers import blueprint, note_read
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import say, see_other


@blueprint.get("/clearance/items/<uuid:item_id>")
@requires(Permission.READ_CLEARANCE, officers.find_item)
def item(item: ClearanceItem) -> ResponseReturnValue:
    """What was sent in, and what do I decide?"""
    return _shown(item, None)


@blueprint.post("/clearance/items/<uuid:item_id>/verify")
@requires(Permission.VERIFY_CLEARANCE, officers.find_item)
def verify(item: ClearanceItem) -> ResponseReturnValue:
    """Say that the evidence was seen."""
    form = VerifyForm()
    form.begin()
    if form.validate_on_submit():
        transaction.check_version(item, form.version.data)
        try:
            deciding.verify(item, form.seen(), by=viewer())
            return _done(item, "It is verified, and counts from the day it was seen.")
        except Wrong as wrong:
            form.seen_on.errors = [wrong.found["seen_on"]]
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _shown(item, form), 422


@blueprint.post("/clearance/items/<uuid:item_id>/return")
@requires(Permission.VERIFY_CLEARANCE, officers.find_item)
def send_back(item: ClearanceItem) -> ResponseReturnValue:
    """Send it back with a reason."""
    form = ReturnForm()
    if form.validate_on_submit():
        transaction.check_version(item, form.version.data)
        deciding.send_back(item, form.reason.data, by=viewer())
        return _done(item, "It is sent back. Its page says why.")
    return _shown(item, form), 422


@blueprint.post("/clearance/items/<uuid:item_id>/stop")
@requires(Permission.VERIFY_CLEARANCE, officers.find_item)
def stop(item: ClearanceItem) -> ResponseReturnValue:
    """Let it hold no longer, at once."""
    deciding.stop(item, by=viewer())
    return _done(item, "It holds no longer, from now on. Ring those who meet clients with this person today.")


def _done(item: ClearanceItem, sentence: str) -> ResponseReturnValue:
    say(sentence)
    return see_other("clearance.queue", organisation_id=item.organisation_id)


def _shown(item: ClearanceItem, form: FlaskForm | None) -> str:
    person = viewer()
    decides = may_verify(person, item)
    verifying = form if isinstance(form, VerifyForm) else VerifyForm(formdata=None, version=item.version)
    returning = form if isinstance(form, ReturnForm) else ReturnForm(formdata=None, version=item.version)
    verifying.begin()
    returning.version.id = "version-of-return"
    note_read("item", item.organisation_id, [item.person_id or item.site_id or item.id])
    return render_template(
        "clearance/item.html",
        item=item,
        form=form,
        verifying=verifying,
        returning=returning,
        decides=decides,
        detail=officers.decision_of(person, item),
        facts=item.type_.said().facts,
    )
