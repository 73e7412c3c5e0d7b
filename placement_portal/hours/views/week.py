"""Acts on a whole week: handing it in, and confirming what the timetable suggests."""

from dataclasses import replace
from datetime import date

from flask import flash, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import signed_in, viewer
from placement_portal.hours import queries, rules, service
from placement_portal.hours.forms import as_monday
from placement_portal.hours.rules import SessionOutcome
from placement_portal.hours.views.answers import blueprint
from placement_portal.once.views import only
from placement_portal.placements import queries as placements
from placement_portal.web.formats import day as in_short
from placement_portal.web.formats import plural
from placement_portal.web.redirects import back_or, say


@blueprint.post("/week/submit")
@signed_in
def submit_week() -> ResponseReturnValue:
    """Hand in every draft of a week; what cannot be taken says why and holds up nothing else."""
    monday = _monday()
    done, refused = service.submit_week(monday, by=viewer(), now=clock.now())
    if done:
        say(plural(len(done), "1 entry is with your supervisor.", "%(n)s entries are with your supervisor."))
    for each in refused:
        why = " ".join(rules.REFUSAL_SENTENCES[refusal] for refusal in each.refusals)
        flash(f"{in_short(each.entry.day)} stays a draft. {why}", "error")
    if not done and not refused:
        flash("There was nothing to send in this week.", "info")
    return _back(monday)


@blueprint.post("/week/confirm")
@signed_in
@only
def confirm_suggestion() -> ResponseReturnValue:
    """Write drafts for what the timetable suggests and the student confirms."""
    monday, person = _monday(), viewer()
    logged = queries.week_of(person, monday)
    ticked = set(request.form.getlist("suggestion"))
    offered = queries.suggested(placements.for_logging(person), monday, logged)
    taken = [each for each in offered if each.key in ticked]
    outcome = _outcome(request.form.get("outcome"))
    made, refused = service.confirm_suggestions(
        [(replace(each.written, outcome=outcome), each.placement.id) for each in taken], by=person, now=clock.now()
    )
    if made:
        say(plural(len(made), "1 session is in your week as a draft.", "%(n)s sessions are in your week as drafts."))
    for sentence in dict.fromkeys(rules.REFUSAL_SENTENCES[each] for each in refused):
        flash(sentence, "error")
    return _back(monday)


AWAY = {each.value: each for each in (SessionOutcome.STUDENT_AWAY_AGREED, SessionOutcome.STUDENT_AWAY_TOLD_ON_DAY)}


def _outcome(asked: str | None) -> SessionOutcome:
    """Return what became of the sessions: they took place, unless the form says that the student was away."""
    return AWAY.get(asked or "", SessionOutcome.TOOK_PLACE)


def _monday() -> date:
    return as_monday(request.form.get("starting"), clock.today())


def _back(monday: date) -> ResponseReturnValue:
    return back_or("record.week", starting=monday)
