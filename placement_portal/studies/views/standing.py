"""Where a student stands and how they came there; moving them on, and changing how they study."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.access.guard import allows
from placement_portal.organisations.service import Refused
from placement_portal.programmes import queries as programmes
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.students import queries as students
from placement_portal.students import service as acts
from placement_portal.students.rules import BY_HAND, MOVES, StudentAction, actions_from, reads_until
from placement_portal.studies import forms, policy, queries, service
from placement_portal.studies.views.answers import BOTH, blueprint, page, to_record
from placement_portal.web.redirects import say, see_other


@blueprint.get("/students/<uuid:student_id>/record")
@requires(Permission.SEE_RECORD, queries.find)
def record(student: StudentRecord) -> ResponseReturnValue:
    """Show where a student stands with its history; to the student also their adjustments and who looked."""
    own = policy.is_own(viewer(), student)
    manages = allows(Permission.MOVE_STUDENT, viewer(), student)
    history = students.history(student)
    withdrawn = student.withdrawn_on if student.status is StudentStatus.WITHDRAWN else None
    return render_template(
        "studies/record.html",
        student=student,
        own=own,
        history=history,
        standing=next((each for each in history if each.action is not StudentAction.CHANGE_MODE), None),
        adjustments=students.adjustments_of(student) if own else [],
        looks=students.looks(student) if own else [],
        actions=actions_from(student.status) if manages else [],
        may_change_mode=manages and (student.status, StudentAction.CHANGE_MODE) in MOVES,
        balances=programmes.balances_of(student) if manages else [],
        reads_until=reads_until(withdrawn) if withdrawn else None,
        today=clock.today(),
    )


@blueprint.route("/students/<uuid:student_id>/move", methods=BOTH)
@requires(Permission.MOVE_STUDENT, queries.find)
def move(student: StudentRecord) -> ResponseReturnValue:
    """Do one thing to where a student stands, and settle the placements that it concerns."""
    action = _asked(student)
    placements = queries.open_placements(student)
    stages = queries.stages_to_repeat(student) if action is StudentAction.REPEAT else []
    form = forms.move_form(student, action, placements, stages)
    is_possible = (student.status, action) in MOVES
    if form.validate_on_submit():
        try:
            service.move(student, action, form.facts(), by=viewer(), shown=form.version.data)
            say(f"{student.person.name} is moved, and everyone concerned is told.")
            return see_other("studies.record", student_id=student.id)
        except Refused as refused:
            form.day.errors = [str(refused)]
    if not form.is_submitted():
        form.version.data, form.day.data = student.version, clock.today()
    settled = [each for each in placements if service.settled_by(action, each)]
    others = [each for each in placements if each not in settled]
    shown = {"student": student, "action": action, "is_possible": is_possible, "settled": settled, "others": others}
    return page("move", form, **shown, back=to_record(student))


@blueprint.route("/students/<uuid:student_id>/mode", methods=BOTH)
@requires(Permission.MOVE_STUDENT, queries.find)
def mode(student: StudentRecord) -> ResponseReturnValue:
    """Change how a student studies, which may differ from the cohort."""
    form = forms.ModeForm()
    if form.validate_on_submit():
        try:
            typed = {"day": form.day.data, "shown": form.version.data}
            acts.change_mode(student, form.mode.data, **typed, by=viewer())
            say(f"{student.person.name} is changed.")
            return see_other("studies.record", student_id=student.id)
        except Refused as refused:
            form.day.errors = [str(refused)]
    if not form.is_submitted():
        form.process(data={"mode": student.studies, "day": clock.today(), "version": student.version})
    return page("mode", form, student=student, heading="How the student studies", back=to_record(student))


def _asked(student: StudentRecord) -> StudentAction:
    """Return the act that the address names, else the first that is possible."""
    named = {each.value: each for each in BY_HAND}
    return named.get(request.args.get("act", ""), actions_from(student.status)[0])
