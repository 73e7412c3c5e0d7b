"""A version of the rules tried on every student of the year, put in force, or thrown away."""

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.programmes import queries as programmes
from placement_portal.programmes import service
from placement_portal.programmes.models import Stage
from placement_portal.rulebook import forms, queries
from placement_portal.rulebook.views.answers import BOTH, blueprint, page
from placement_portal.web.redirects import say, see_other


@blueprint.route("/stages/<uuid:stage_id>/rules/compare", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, programmes.find_stage)
def compare(stage: Stage) -> ResponseReturnValue:
    """Show student by student what would change, and put the version in force."""
    draft, form = programmes.draft_of(stage), forms.PlainForm()
    if draft is None:
        return see_other("rulebook.rules", stage_id=stage.id)
    moved, clashes = queries.moved_by(stage, draft), queries.clashes(draft)
    if form.validate_on_submit() and not clashes:
        changed = [
            {"student": str(each.student_id), "before": each.change.before.value, "after": each.change.after.value}
            for each in moved
        ]
        service.put_in_force(draft, by=viewer(), shown=form.version.data, changed=changed)
        say(f"Version {draft.number} of the rules is in force.")
        return see_other("rulebook.rules", stage_id=stage.id)
    form.version.data = draft.version
    current = programmes.rule_set_of(stage)
    found = {"stage": stage, "draft": draft, "current": current, "moved": moved, "clashes": clashes}
    return page("rulebook/compare.html", form, **found)


@blueprint.post("/stages/<uuid:stage_id>/rules/discard")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_stage)
def discard(stage: Stage) -> ResponseReturnValue:
    """Throw away what was written; the version in force stays."""
    draft = programmes.draft_of(stage)
    if draft:
        service.discard(draft, by=viewer(), shown=request.form.get("version", type=int))
        say("What was written is thrown away. The rules in force stay as they are.")
    return see_other("rulebook.rules", stage_id=stage.id)
