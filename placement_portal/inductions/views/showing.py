"""The pages on which a student ticks what was shown, and who supervises confirms it."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.access import Permission, requires, viewer
from placement_portal.inductions import policy, queries, service
from placement_portal.inductions.forms import ConfirmForm, TickForm, seen_of
from placement_portal.inductions.views.answers import LEFT, answer, blueprint
from placement_portal.letters.queries import Stay, find_stay
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other


@blueprint.get("/placements/<uuid:placement_id>/inductions")
@requires(Permission.SEE_INDUCTIONS, placements.find)
def of_placement(placement: Placement) -> ResponseReturnValue:
    """How far are the inductions of a placement?"""
    found, opens = queries.of_placement(placement), policy.reads(viewer(), placement)
    return render_template("inductions/of_placement.html", placement=placement, found=found, opens=opens)


@blueprint.get("/placements/<uuid:placement_id>/inductions/<uuid:site_id>")
@requires(Permission.SEE_INDUCTION, find_stay)
def induction(stay: Stay) -> ResponseReturnValue:
    """What was the student shown here, and who confirms it?"""
    return _page(stay)


@blueprint.post("/placements/<uuid:placement_id>/inductions/<uuid:site_id>/tick")
@requires(Permission.TICK_INDUCTION, find_stay)
def tick(stay: Stay) -> ResponseReturnValue:
    """Keep what the student was shown."""
    form, lines = TickForm(), queries.list_of(stay.site.id).lines
    form.offer(lines, ())
    if form.validate_on_submit():
        try:
            left = service.tick(stay.placement, stay.site, form.ticked(lines), by=viewer())
            say(
                plural(
                    left,
                    "Saved. 1 line is left.",
                    "Saved. %(n)s lines are left.",
                    "Saved. Your supervisor is asked to confirm it; the setting can do it too.",
                )
            )
            return see_other("inductions.induction", placement_id=stay.placement.id, site_id=stay.site.id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _page(stay, form)


@blueprint.post("/placements/<uuid:placement_id>/inductions/<uuid:site_id>/confirm")
@requires(Permission.CONFIRM_INDUCTION, find_stay)
def confirm(stay: Stay) -> ResponseReturnValue:
    """Confirm, as who supervises."""
    form, lines = ConfirmForm(), queries.list_of(stay.site.id).lines
    if form.validate_on_submit():
        try:
            shown = lines if form.seen.data == seen_of(lines) else ()
            service.confirm(stay.placement, stay.site, shown, by=viewer())
            say("It is confirmed. Everybody who relies on it sees that.")
            return see_other("inductions.induction", placement_id=stay.placement.id, site_id=stay.site.id)
        except service.Unfinished as unfinished:
            form.form_errors.append(LEFT + "; ".join(unfinished.left[:3]) + ".")
        except Refused as refused:
            form.form_errors.append(str(refused))
    return _page(stay, form)


def _page(stay: Stay, form: FlaskForm | None = None) -> ResponseReturnValue:
    progress = queries.progress(stay.placement, stay.site)
    ticks = form if isinstance(form, TickForm) else TickForm(formdata=None)
    if ticks is not form:
        ticks.offer(progress.lines, list(progress.ticks))
    sure = form if isinstance(form, ConfirmForm) else ConfirmForm(formdata=None)
    sure.seen.data = seen_of(progress.lines)
    person = viewer()
    return answer(
        "inductions/induction.html",
        form or ticks,
        stay=stay,
        progress=progress,
        ticks=ticks,
        sure=sure,
        may_tick=policy.may_tick(person, stay) and not progress.is_confirmed,
        may_confirm=policy.may_confirm(person, stay) and not progress.is_confirmed,
    )
