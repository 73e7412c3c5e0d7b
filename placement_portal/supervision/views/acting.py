"""What is to be done after a session: agreed on, changed, done."""

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once.views import only
from placement_portal.supervision import queries, service
from placement_portal.supervision.forms import ActionForm
from placement_portal.supervision.models import SupervisionAction, SupervisionPart
from placement_portal.supervision.views.answers import BOTH, blueprint, page, to_list, to_part
from placement_portal.web.redirects import say


@blueprint.route("/supervision/<uuid:part_id>/actions/new", methods=BOTH)
@requires(Permission.ACT_ON_SUPERVISION, queries.find)
@only
def agree(part: SupervisionPart) -> ResponseReturnValue:
    """Keep what is to be done after a session."""
    form = ActionForm()
    form.begin()
    if form.validate_on_submit() and not form.warnings():
        service.agree(part, form.agreed, by=viewer(), now=clock.now())
        say("It is kept. It heads the next session until it is done.")
        return to_part(part)
    return _page(form, part)


@blueprint.route("/supervision/actions/<uuid:action_id>", methods=BOTH)
@requires(Permission.CHANGE_SUPERVISION_ACTION, queries.find_action)
def change_action(action: SupervisionAction) -> ResponseReturnValue:
    """Agree on it otherwise."""
    form = ActionForm()
    if form.validate_on_submit() and not form.warnings():
        service.change_action(action, form.agreed, shown=form.version.data, by=viewer())
        say("It is changed.")
        return to_part(action.part)
    if not form.is_submitted():
        form.show(action)
    return _page(form, action.part, action)


@blueprint.post("/supervision/actions/<uuid:action_id>/done")
@requires(Permission.FINISH_SUPERVISION_ACTION, queries.find_action)
def finish(action: SupervisionAction) -> ResponseReturnValue:
    """Say that it is done, or that it is not after all."""
    done = request.form.get("done") != "no"
    service.finish(action, done=done, by=viewer(), now=clock.now())
    say("Done." if done else "It is open again.")
    return to_list(action.placement) if done else to_part(action.part)


def _page(form: ActionForm, part: SupervisionPart, action: SupervisionAction | None = None) -> ResponseReturnValue:
    warnings = form.warnings() if form.is_submitted() else []
    form.note()
    return page("action", form, part=part, action=action, warnings=warnings)
