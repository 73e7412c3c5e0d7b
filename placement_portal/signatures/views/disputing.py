"""“This wasn't me”, from the link in a receipt; and the page on which that is settled."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import transaction
from placement_portal.access import Permission, public, requires, viewer
from placement_portal.links.service import DeadLink
from placement_portal.signatures import queries, service
from placement_portal.signatures.forms import ResolveForm
from placement_portal.signatures.policy import Disputed
from placement_portal.signatures.rules import DisputeStatus
from placement_portal.signatures.views.answers import BOTH, blueprint, status, there
from placement_portal.web.redirects import say, see_other


@blueprint.route("/not-me/<token>", methods=BOTH)
@public
def not_me(token: str) -> ResponseReturnValue:
    """Show what was signed and one button; only pressing it freezes anything."""
    known = transaction.look(lambda: queries.known_by(token))
    if known is None:
        raise DeadLink
    form = FlaskForm()
    if not form.validate_on_submit():
        return render_template("signatures/not_me.html", form=form, known=known)
    service.dispute(token)
    return see_other("signatures.told")


@blueprint.get("/not-me/told")
@public
def told() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("signatures/told.html")


@blueprint.post("/not-me/<token>/again")
@public
def new_link(token: str) -> ResponseReturnValue:
    """Mail a new link to the address on file of whoever the dead one was for; unknown ones read the same."""
    service.renew_link(token)
    return see_other("signatures.link_sent")


@blueprint.get("/not-me/link-sent")
@public
def link_sent() -> ResponseReturnValue:
    """Say that a new link is on its way, if there is one to send."""
    return render_template("signatures/link_sent.html")


@blueprint.route("/disputes/<uuid:dispute_id>", methods=BOTH)
@requires(Permission.SETTLE_DISPUTE, queries.find_dispute)
def dispute(disputed: Disputed) -> ResponseReturnValue:
    """Settle a dispute: what was found out, and how one knows."""
    form, opened = ResolveForm(obj=disputed.dispute), disputed.dispute
    back = there(disputed.paper)
    if form.validate_on_submit():
        service.resolve(opened, form.action, form.data["note"], by=viewer(), shown=form.version.data)
        say("It is settled, and the signer is told.")
        return redirect(back, 303)
    is_open = opened.status is DisputeStatus.OPEN
    page = render_template("signatures/dispute.html", form=form, opened=opened, is_open=is_open, back=back)
    return page, status(form)
