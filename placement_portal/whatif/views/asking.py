"""What if…? Each rule before and after; a tutor can turn an answer into a plan of the student's own."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.credits import queries as credits
from placement_portal.credits import service
from placement_portal.programmes.models import StudentRecord
from placement_portal.web.redirects import say
from placement_portal.whatif import forms, queries
from placement_portal.whatif.rules import Scenario, answer, may_say
from placement_portal.whatif.views.answers import BOTH, blueprint, page, to_programme


@blueprint.get("/students/<uuid:student_id>/what-if")
@requires(Permission.SEE_RECORD, queries.find)
def ask(student: StudentRecord) -> ResponseReturnValue:
    """Show each rule at the end of the year as it is going and as it would go; nothing is saved."""
    form, today = forms.WhatIfForm(request.args, meta={"csrf": False}), clock.today()
    case = queries.case_of(student)
    asked = "scenario" in request.args
    is_valid = asked and form.validate()
    possible = may_say(case, today)
    found = answer(case, form.wanted(), today) if is_valid and possible else None
    shown = {
        "student": student,
        "own": student.person_id == viewer().id,
        "possible": possible,
        "answer": found,
        "scenario": form.scenario.data if found else None,
        "percent": form.percent.data,
        "last": form.last.data,
        "plan": credits.plan_of(student),
        "scenarios": Scenario,
    }
    return render_template("whatif/ask.html", form=form, **shown), 422 if asked and not is_valid else 200


@blueprint.route("/students/<uuid:student_id>/more-time", methods=BOTH)
@requires(Permission.RECORD_ADJUSTMENT, queries.find)
def more_time(student: StudentRecord) -> ResponseReturnValue:
    """Let a student's year last longer: the same total, more time."""
    form, kept = forms.MoreTimeForm(), credits.plan_of(student)
    if form.validate_on_submit():
        percent = kept.percent if kept else service.WHOLE
        service.agree_plan(student, until=form.until.data, percent=percent, by=viewer(), shown=form.version.data)
        say("The year lasts longer now, with the same total.")
        return to_programme(student)
    if not form.is_submitted():
        form.until.data = forms.WhatIfForm(request.args, meta={"csrf": False}).last.data or (
            kept.until if kept else None
        )
        form.version.data = kept.version if kept else None
    return page("more_time", form, student=student)


@blueprint.route("/students/<uuid:student_id>/lower-total", methods=BOTH)
@requires(Permission.LOWER_TOTALS, queries.find)
def lower(student: StudentRecord) -> ResponseReturnValue:
    """Let a student's year ask for a part of the totals; only the lead."""
    form, kept = forms.LowerForm(), credits.plan_of(student)
    if form.validate_on_submit():
        until = kept.until if kept else None
        service.agree_plan(
            student, until=until, percent=form.percent.data or service.WHOLE, by=viewer(), shown=form.version.data
        )
        say("The year asks for less now.")
        return to_programme(student)
    if not form.is_submitted():
        form.percent.data = request.args.get("percent", type=int) or (kept.percent if kept else None)
        form.version.data = kept.version if kept else None
    return page("lower", form, student=student)


@blueprint.post("/students/<uuid:student_id>/plan-of-the-cohort")
@requires(Permission.RECORD_ADJUSTMENT, queries.find)
def as_the_cohort(student: StudentRecord) -> ResponseReturnValue:
    """Let a student's year be the cohort's again."""
    kept = credits.plan_of(student)
    if kept:
        service.end_plan(student, kept, by=viewer(), shown=request.form.get("version", type=int))
        say("The year is the cohort's again.")
    return to_programme(student)
