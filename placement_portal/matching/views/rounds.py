"""Rounds: the list of somebody's, planning one, changing it, opening and closing it."""

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.matching import queries, service
from placement_portal.matching.forms import RoundForm
from placement_portal.matching.models import Round
from placement_portal.matching.rules import RoundAction
from placement_portal.matching.views.answers import BOTH, blueprint, page, to_round
from placement_portal.once import views as once
from placement_portal.programmes.models import Programme
from placement_portal.web.formats import plural
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other


@blueprint.get("/matching")
@signed_in
def rounds() -> ResponseReturnValue:
    """Which rounds are there for me to keep, or to rank offers in?"""
    return render_template(
        "matching/rounds.html",
        programmes=queries.programmes_of(viewer()),
        rounds=queries.rounds_of(viewer()),
        own=queries.open_for(viewer()),
        today=clock.today(),
    )


@blueprint.route("/programmes/<uuid:programme_id>/matching/new", methods=BOTH)
@requires(Permission.PLAN_ROUND, queries.find_programme)
@once.only
def new(programme: Programme) -> ResponseReturnValue:
    """Plan a round."""
    form = RoundForm()
    form.offer(queries.stages_of(programme))
    if form.validate_on_submit():
        made = service.plan(programme, form.facts(), by=viewer())
        say("The round is planned. Open it when students may rank offers; you can match by hand at any time.")
        return see_other("matching.decide", round_id=made.id)
    back = url_for("matching.rounds"), "Back to matching"
    return page("layouts/one_form.html", form, heading="Plan a matching round", back=back, save="Plan the round")


@blueprint.route("/matching/<uuid:round_id>/edit", methods=BOTH)
@requires(Permission.KEEP_ROUND, queries.find)
def edit(found: Round) -> ResponseReturnValue:
    """Change what is decided about a round."""
    form = RoundForm()
    form.offer(queries.stages_of(found.programme, *(each.stage_id for each in found.stages)))
    if form.validate_on_submit():
        service.change(found, form.facts(), by=viewer(), shown=form.version.data)
        say("The round is changed.")
        return see_other("matching.decide", round_id=found.id)
    if not form.is_submitted():
        form.fill(found)
    return page("layouts/one_form.html", form, heading="Change the round", back=to_round(found))


@blueprint.post("/matching/<uuid:round_id>/move")
@requires(Permission.KEEP_ROUND, queries.find)
def move(found: Round) -> ResponseReturnValue:
    """Open, close or finish a round."""
    asked = request.form.get("action", "")
    if asked not in set(RoundAction):
        abort(422)
    told = service.move_round(found, RoundAction(asked), by=viewer())
    wrote = plural(told.number, " One student is told.", " %(n)s students are told.", "")
    say(f"The round is now: {label(found.status).text.lower()}.{wrote}")
    if told.silent:
        flash(f"Not written to, because they pause: {', '.join(told.silent)}. Ask them yourself.", "warning")
    return see_other("matching.decide", round_id=found.id)
