"""The page of a student's personal therapy: a total that they attest and their course reads."""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.placements import queries as placements
from placement_portal.programmes.models import StudentRecord
from placement_portal.therapy import events, policy, queries, rules, service
from placement_portal.therapy.forms import TherapyForm
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("therapy", __name__)


def init_app(_app: Flask) -> None:
    """Word what the database refuses."""
    constraints.word({"ck_therapy_total_amount": f"Enter from 0 to {rules.MOST}."})


@blueprint.get("/students/<uuid:student_id>/therapy")
@requires(Permission.SEE_THERAPY, placements.find_student)
def total(student: StudentRecord) -> ResponseReturnValue:
    """Show what a student attests; that somebody of the university read it is kept, or it is not shown."""
    person, kept = viewer(), queries.total_of(student)
    own = student.person_id == person.id
    if not own and kept:
        student_id, chain = student.id, student.cohort.version_of.programme.university_id
        read = events.TherapyRead()
        transaction.remember(lambda: ledger.record(read, by=person, on=student_id, chain=chain), or_refuse=True)
    words = rules.in_words(kept.amount, kept.unit) if kept else ""
    attests = policy.may_attest(person, student)
    return render_template("therapy/total.html", student=student, kept=kept, words=words, own=own, attests=attests)


@blueprint.route("/students/<uuid:student_id>/therapy/attest", methods=("GET", "POST"))
@requires(Permission.ATTEST_THERAPY, placements.find_student)
def attest(student: StudentRecord) -> ResponseReturnValue:
    """Attest a total, which takes the place of the one before."""
    form = TherapyForm()
    if form.validate_on_submit():
        service.attest(student, form.attested, shown=form.version.data, by=viewer(), now=clock.now())
        say("It is attested.")
        return see_other("therapy.total", student_id=student.id)
    if not form.is_submitted():
        form.show(queries.total_of(student))
    return render_template("therapy/attest.html", student=student, form=form), 422 if form.is_submitted() else 200
