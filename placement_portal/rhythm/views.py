"""The pages on which either side plans the next session, and on which it is said how often there is one."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once.views import only
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.rhythm import queries, service
from placement_portal.rhythm.forms import PaceForm, PlanForm
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.rhythm.rules import WORD_AFTER
from placement_portal.rhythm.service import Refused
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("rhythm", __name__)
BOTH = ("GET", "POST")
REFUSED = {
    "uq_planned_supervision_day": "A session is planned on this day already.",
    "ck_planned_supervision_minutes": "A session has from 1 to 720 minutes.",
    "ck_supervision_pace_hours": "Say after how many hours with clients, from 1 to 100.",
    "ck_supervision_pace_word_after": "Say after how many days, from 2 to 99.",
}
A_WEEK = timedelta(weeks=1)


def init_app(_app: Flask) -> None:
    """Word what the database refuses."""
    constraints.word(REFUSED)


@blueprint.route("/placements/<uuid:placement_id>/supervision/plan", methods=BOTH)
@requires(Permission.PLAN_SUPERVISION, placements.find)
@only
def plan(placement: Placement) -> ResponseReturnValue:
    """Plan the next session, as either side."""
    form, today = PlanForm(), clock.today()
    form.offer(queries.givers(placement, today))
    form.day.offer((today + A_WEEK, "In a week"), (today + 2 * A_WEEK, "In two weeks"))
    if form.validate_on_submit():
        try:
            service.plan(placement, form.slot, by=viewer(), now=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            say("Planned. The other side is told, with a file for their calendar.")
            return _to(placement)
    return _page("plan", form, placement=placement, planned=None)


@blueprint.route("/supervision/planned/<uuid:plan_id>", methods=BOTH)
@requires(Permission.PLAN_SUPERVISION, queries.find_plan)
def move(planned: PlannedSupervision) -> ResponseReturnValue:
    """Plan a session for another time."""
    form = PlanForm()
    form.offer(queries.givers(planned.placement, clock.today()))
    if form.validate_on_submit():
        try:
            service.move(planned, form.slot, shown=form.version.data, by=viewer(), now=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            say("It is moved. The other side is told.")
            return _to(planned.placement)
    if not form.is_submitted():
        form.show(planned)
    return _page("plan", form, placement=planned.placement, planned=planned)


@blueprint.post("/supervision/planned/<uuid:plan_id>/call-off")
@requires(Permission.PLAN_SUPERVISION, queries.find_plan)
def call_off(planned: PlannedSupervision) -> ResponseReturnValue:
    """Call a planned session off."""
    service.call_off(planned, by=viewer(), now=clock.now())
    say("It is called off. The other side is told.")
    return _to(planned.placement)


@blueprint.route("/placements/<uuid:placement_id>/supervision/how-often", methods=BOTH)
@requires(Permission.SET_SUPERVISION_PACE, placements.find)
def pace(placement: Placement) -> ResponseReturnValue:
    """Say how often a placement is supervised, and after how many days without it a word is said."""
    form = PaceForm()
    if form.validate_on_submit():
        word, shown = form.word_after.data, form.version.data
        service.set_pace(placement, form.pace, word, shown=shown, by=viewer(), now=clock.now())
        say("It is kept.")
        return _to(placement)
    if not form.is_submitted():
        form.show(queries.pace_of(placement))
    return _page("pace", form, placement=placement, usual=WORD_AFTER)


def _to(placement: Placement) -> ResponseReturnValue:
    return see_other("supervision.placement", placement_id=placement.id)


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    status = 422 if request.method == "POST" else 200
    mine = context["placement"].student.person_id == viewer().id
    return render_template(f"rhythm/{template}.html", form=form, mine=mine, **context), status
