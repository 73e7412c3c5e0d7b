"""The pages on which a student asks to look at something together, and a supervisor says that they did."""

from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.competencies import forms, policy, queries, service
from placement_portal.competencies.models import LookRequest
from placement_portal.competencies.queries.found import Asked
from placement_portal.competencies.rules import LookAction, RatingSide
from placement_portal.competencies.views.answers import BOTH, blueprint, page, to_ratings
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import back_or, say, see_other


@blueprint.route("/placements/<uuid:placement_id>/competencies/<uuid:competency_id>/look", methods=BOTH)
@requires(Permission.ASK_TO_LOOK, queries.find_asked)
@once.only
def ask(asked: Asked) -> ResponseReturnValue:
    """Ask a supervisor to look at a competency on a day."""
    form = forms.AskForm()
    if form.validate_on_submit():
        day = form.day.data
        assert day is not None  # the form needs one
        try:
            service.ask(asked.placement, asked.competency, day, form.note.data or "", by=viewer())
            say("It stands on your supervisor's page now.")
            return see_other("competencies.placement", placement_id=asked.placement.id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    return page("competencies/ask.html", form, asked=asked, back=to_ratings(asked.placement))


@blueprint.post("/competency-looks/<uuid:look_id>/close")
@requires(Permission.CLOSE_LOOK, queries.find_look)
def close(look: LookRequest) -> ResponseReturnValue:
    """Say that it was looked at, as the supervisor; take the request back, as the student."""
    is_student = policy.side_of(viewer(), look.placement) is RatingSide.STUDENT
    service.close(look, LookAction.WITHDRAW if is_student else LookAction.LOOK, by=viewer())
    say("The request is taken back." if is_student else "Noted: you looked at it together.")
    return back_or("competencies.placement", placement_id=look.placement_id)
