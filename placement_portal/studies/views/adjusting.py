"""Adjustments: what is done for a student; recorded by the course, shared by the student, looks noted."""

from collections.abc import Sequence

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock, transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.access.guard import allows
from placement_portal.once import views as once
from placement_portal.programmes.models import StudentRecord
from placement_portal.students import queries as students
from placement_portal.students import service as acts
from placement_portal.students.models import Adjustment
from placement_portal.studies import forms, policy, queries, service
from placement_portal.studies.policy import Look
from placement_portal.studies.views.answers import BOTH, blueprint, page, to_record
from placement_portal.web.redirects import say, see_other


@blueprint.get("/students/<uuid:student_id>/adjustments")
@requires(Permission.SEE_ADJUSTMENTS, queries.find)
def adjustments(student: StudentRecord) -> ResponseReturnValue:
    """Show the adjustments that the viewer is meant to see; a look of staff is noted for the student."""
    look = policy.look_of(viewer(), student)
    found = [each for each in students.adjustments_of(student) if _sees(look, each)]
    _note(student, look, found)
    return render_template(
        "studies/adjustments.html",
        student=student,
        own=look is None,
        look=look,
        adjustments=found,
        looks=[] if look else students.looks(student),
        may_record=allows(Permission.RECORD_ADJUSTMENT, viewer(), student),
        today=clock.today(),
    )


@blueprint.route("/students/<uuid:student_id>/adjustments/new", methods=BOTH)
@requires(Permission.RECORD_ADJUSTMENT, queries.find)
@once.only
def new_adjustment(student: StudentRecord) -> ResponseReturnValue:
    """Record an adjustment."""
    form = forms.AdjustmentForm()
    if form.validate_on_submit() and not (warnings := form.warnings()):
        service.record_adjustment(student, form.facts(), by=viewer())
        say("The adjustment is recorded. The student is told, and chooses which settings see it.")
        return see_other("studies.adjustments", student_id=student.id)
    if not form.is_submitted():
        form.starts.data = clock.today()
    return _form(form, student, "Record an adjustment", warnings if form.is_submitted() and not form.errors else [])


@blueprint.route("/adjustments/<uuid:adjustment_id>", methods=BOTH)
@requires(Permission.CHANGE_ADJUSTMENT, queries.find_adjustment)
def adjustment(found: Adjustment) -> ResponseReturnValue:
    """Change what an adjustment says, or end it."""
    form, student = forms.AdjustmentForm(), found.student
    _note(student, policy.look_of(viewer(), student), [found])
    if form.validate_on_submit() and not (warnings := form.warnings()):
        acts.change_adjustment(found, form.facts(), by=viewer(), shown=form.version.data)
        say("The adjustment is changed.")
        return see_other("studies.adjustments", student_id=student.id)
    if not form.is_submitted():
        form.fill(found)
    return _form(form, student, "Change an adjustment", warnings if form.is_submitted() and not form.errors else [])


@blueprint.route("/adjustments/<uuid:adjustment_id>/share", methods=BOTH)
@requires(Permission.SHARE_ADJUSTMENT, queries.find_adjustment)
def share(found: Adjustment) -> ResponseReturnValue:
    """Let the student choose which settings see an adjustment."""
    form, student = forms.ShareForm(), found.student
    sites = queries.sites_to_share_with(student)
    form.offer(sites)
    if form.validate_on_submit():
        service.share(found, form.sites.data or [], by=viewer())
        say("Your choice is saved.")
        return see_other("studies.record", student_id=student.id)
    if not form.is_submitted():
        form.sites.data = [each.site_id for each in found.shares]
    return page("share", form, adjustment=found, sites=sites, back=to_record(student))


def _sees(look: Look | None, adjustment: Adjustment) -> bool:
    return look is None or look.sites is None or any(each.site_id in look.sites for each in adjustment.shares)


def _note(student: StudentRecord, look: Look | None, shown: Sequence[Adjustment]) -> None:
    """Note a look of staff that showed something, for the student and for the ledger."""
    if look is None or not shown:
        return
    university = student.cohort.version_of.programme.university_id
    person, student_id = viewer(), student.id
    transaction.remember(lambda: acts.note_view(student_id, look.role, look.organisation_id, university, by=person))


def _form(form: forms.AdjustmentForm, student: StudentRecord, heading: str, warnings: list[str]) -> ResponseReturnValue:
    if warnings:
        form.note()
    back = url_for("studies.adjustments", student_id=student.id), "Back to adjustments"
    return page("adjustment", form, student=student, heading=heading, warnings=warnings, back=back)
