"""The pages of single sign-offs: prepared, read with their signature, thrown away; signing has a page of its own."""

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.competencies import forms, policy, queries, service
from placement_portal.competencies.models import SignOff
from placement_portal.competencies.queries.found import Asked
from placement_portal.competencies.views.answers import BOTH, blueprint, page, to_ratings
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.signatures import queries as signatures
from placement_portal.web.redirects import say, see_other


@blueprint.route("/placements/<uuid:placement_id>/competencies/<uuid:competency_id>/sign-off", methods=BOTH)
@requires(Permission.PREPARE_SIGN_OFF, queries.find_asked)
@once.only
def prepare_sign_off(asked: Asked) -> ResponseReturnValue:
    """Write down what one saw, then sign it."""
    form = forms.SignOffForm()
    if form.validate_on_submit():
        day = form.seen_on.data
        assert day is not None  # the form needs one
        try:
            made = service.prepare(asked.placement, asked.competency, day, form.words.data or "", by=viewer())
            return see_other("signatures.sign", kind=service.KIND, subject_id=made.id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    if not form.is_submitted():
        form.seen_on.data = clock.today()
    return page("competencies/prepare.html", form, asked=asked, back=to_ratings(asked.placement))


@blueprint.get("/competency-sign-offs/<uuid:sign_off_id>")
@requires(Permission.SEE_SIGN_OFF, queries.find_sign_off)
def sign_off(found: SignOff) -> ResponseReturnValue:
    """Read a sign-off with its signature, and whether it still matches."""
    return render_template(
        "competencies/sign_off.html",
        sign_off=found,
        signed=signatures.signatures_of(found.id, queries.content_of(found)),
        may_sign=policy.may_sign_off(viewer(), found),
        may_settle=policy.may_settle(viewer(), found),
        back=to_ratings(found.placement),
    )


@blueprint.post("/competency-sign-offs/<uuid:sign_off_id>/discard")
@requires(Permission.DISCARD_SIGN_OFF, queries.find_sign_off)
def discard_sign_off(sign_off: SignOff) -> ResponseReturnValue:
    """Throw away what was never signed."""
    placement_id = sign_off.placement_id
    service.discard(sign_off, by=viewer())
    say("It is thrown away.")
    return see_other("competencies.placement", placement_id=placement_id)
