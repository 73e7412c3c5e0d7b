"""The acts about being away: note it, change it, come after all, note whom one told, plan to make it up."""

from datetime import timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from flask import Blueprint, Flask, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.absences import queries, service
from placement_portal.absences.forms import ChangeForm, MakeUpForm, NoteForm
from placement_portal.absences.models import Absence, MakeUp
from placement_portal.absences.rules import REFUSAL_SENTENCES, AbsenceRefusal, ToldWhom
from placement_portal.absences.service import Refused, Told
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("absences", __name__)
BOTH = ("GET", "POST")
REFUSED: Final = {
    "uq_make_up_absence_id_day": "You have planned to make this up on that day already.",
    "ck_make_up_minutes": "Time to make up is from 1 to 720 minutes.",
    "ck_absence_order": REFUSAL_SENTENCES[AbsenceRefusal.ENDS_BEFORE_START],
    "ck_absence_times": REFUSAL_SENTENCES[AbsenceRefusal.ENDS_BEFORE_START],
}
NOBODY_IS_TOLD: Final = "It is noted. The portal tells nobody: ring whoever expects you, and note it here."


def init_app(_app: Flask) -> None:
    """Word what the database refuses."""
    constraints.word(REFUSED)


@blueprint.route("/placements/<uuid:placement_id>/absences/new", methods=BOTH)
@requires(Permission.KEEP_ABSENCES, placements.find)
@once.only
def new(placement: Placement) -> ResponseReturnValue:
    """Note that one is away, and whom one told."""
    form, now, zone = NoteForm(), clock.now(), ZoneInfo(placement.provider.zone)
    today = clock.today()
    form.begin(today, today + timedelta(days=1), max(today, placement.starts))
    if form.validate_on_submit():
        try:
            told = form.told_of(now, zone)
            made = service.note(placement, form.span, form.kind.data, told, by=viewer(), now=now)
            say("It is noted." if told.whom else NOBODY_IS_TOLD)
            return see_other("record.absence", absence_id=made.id)
        except Refused as refused:
            form.refuse(refused)
    contacts = queries.contacts(placement, today)
    return _page(
        "absences/new.html", form, placement=placement, contacts=contacts, sites=placements.sites_of(placement)
    )


@blueprint.route("/absences/<uuid:absence_id>/change", methods=BOTH)
@requires(Permission.KEEP_ABSENCES, queries.find)
def change(absence: Absence) -> ResponseReturnValue:
    """Make an absence shorter, longer or another one."""
    if absence.cancelled_at and request.method == "GET":
        return _to(absence)
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            service.change(absence, form.span, form.kind.data, shown=form.version.data, by=viewer())
            say("It is changed. Tell whoever you told before.")
            return _to(absence)
        except Refused as refused:
            form.refuse(refused)
    if not form.is_submitted():
        form.show(absence)
    back = url_for("record.absence", absence_id=absence.id), "Back to the absence"
    return _page("layouts/one_form.html", form, heading="Change when you are away", back=back, save="Save")


@blueprint.post("/absences/<uuid:absence_id>/cancel")
@requires(Permission.KEEP_ABSENCES, queries.find)
def cancel(absence: Absence) -> ResponseReturnValue:
    """Come after all."""
    service.cancel(absence, by=viewer(), now=clock.now())
    say("It is cancelled. Tell whoever you told before that you come.")
    return _to(absence)


@blueprint.post("/absences/<uuid:absence_id>/told")
@requires(Permission.KEEP_ABSENCES, queries.find)
def told(absence: Absence) -> ResponseReturnValue:
    """Note that somebody was told just now."""
    now, whom = clock.now(), [each for each in ToldWhom if each.value == request.form.get("whom")]
    service.tell(absence, Told(whom, now), by=viewer(), now=now)
    if whom:
        say("It is noted that you told them.")
    return _to(absence)


@blueprint.route("/absences/<uuid:absence_id>/make-up", methods=BOTH)
@requires(Permission.KEEP_ABSENCES, queries.find)
@once.only
def make_up(absence: Absence) -> ResponseReturnValue:
    """Plan a day to make an absence up."""
    if absence.cancelled_at and request.method == "GET":
        return _to(absence)
    form, expected = MakeUpForm(), queries.expected([absence.placement])[absence.placement_id]
    missed = sum(each.habit.minutes for each in expected.missed(absence.span))
    planned = sum(each.minutes for each in absence.make_ups)
    form.offer(list(expected.places.values()), max(0, min(missed - planned, 720)))
    if form.validate_on_submit():
        try:
            service.plan_make_up(absence, form.plan(), by=viewer(), today=clock.today())
            say("It is planned. It stays on your list until you have logged it.")
            return _to(absence)
        except Refused as refused:
            form.day.errors = [str(refused)]
    return _page("absences/make_up.html", form, absence=absence, missed=missed, planned=planned)


@blueprint.post("/make-ups/<uuid:make_up_id>/remove")
@requires(Permission.KEEP_ABSENCES, queries.find_make_up)
def remove_make_up(made: MakeUp) -> ResponseReturnValue:
    """Take back a plan to make an absence up."""
    service.remove_make_up(made, by=viewer())
    say("The plan is taken back.")
    return _to(made.absence)


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def _to(absence: Absence) -> ResponseReturnValue:
    return see_other("record.absence", absence_id=absence.id)
