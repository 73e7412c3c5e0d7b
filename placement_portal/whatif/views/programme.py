"""A student's whole programme, year beside year, and the entries behind one rule."""

import uuid

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.credits import queries as credits
from placement_portal.programmes.models import Rule, StudentRecord
from placement_portal.programmes.queries import sentence
from placement_portal.whatif import queries
from placement_portal.whatif.views.answers import blueprint

MOST_LINES = 200


@blueprint.get("/students/<uuid:student_id>/programme")
@requires(Permission.SEE_RECORD, queries.find)
def programme(student: StudentRecord) -> ResponseReturnValue:
    """Show all years of a student's course side by side, with what was brought, credited and carried."""
    return render_template(
        "whatif/programme.html",
        student=student,
        own=student.person_id == viewer().id,
        years=queries.years_of(student),
        credits=credits.credits_of(student),
        carried=credits.carried_of(student),
        plan=credits.plan_of(student),
        today=clock.today(),
    )


def _find(viewer: Person, student_id: uuid.UUID, rule_id: uuid.UUID) -> StudentRecord | None:
    student = queries.find(viewer, student_id)
    if student is None:
        return None
    student.asked_rule = queries.find_rule(student, rule_id)  # type: ignore[attr-defined]
    return student


@blueprint.get("/students/<uuid:student_id>/rules/<uuid:rule_id>")
@requires(Permission.SEE_RECORD, _find)
def rule(student: StudentRecord) -> ResponseReturnValue:
    """Show what one rule says of a student: which entries count for it, which do not, and why."""
    asked: Rule | None = student.asked_rule  # type: ignore[attr-defined]
    if asked is None:
        abort(404)
    found = queries.looked(student, asked)
    lines = found.lines[:MOST_LINES]
    shown = {"found": found, "lines": lines, "more": len(found.lines) - len(lines), "means": sentence(asked)}
    own = student.person_id == viewer().id
    return render_template("whatif/rule.html", student=student, rule=asked, own=own, **shown)
