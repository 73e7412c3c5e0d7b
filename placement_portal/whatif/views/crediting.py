"""Credit by the board, and what is carried into a later year."""

from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.credits import service
from placement_portal.credits.models import BoardCredit, CarriedShortfall
from placement_portal.once import views as once
from placement_portal.programmes.models import StudentRecord
from placement_portal.web.inputs import named
from placement_portal.web.redirects import say
from placement_portal.whatif import forms, queries
from placement_portal.whatif.views.answers import BOTH, blueprint, page, to_programme


@blueprint.route("/students/<uuid:student_id>/credit", methods=BOTH)
@requires(Permission.MOVE_STUDENT, queries.find)
@once.only
def credit(student: StudentRecord) -> ResponseReturnValue:
    """Record that the board credits a student with time."""
    form = forms.CreditForm()
    if form.validate_on_submit():
        amounts = {"minutes": form.total(), "sessions": form.sessions.data or 0}
        service.give_credit(student, form.group.data, **amounts, why=form.why.data or "", by=viewer())
        say("The credit is recorded.")
        return to_programme(student)
    return page("credit", form, student=student)


@blueprint.post("/board-credits/<uuid:credit_id>/take-back")
@requires(Permission.TAKE_CREDIT_BACK, queries.find_credit)
def take_credit_back(found: BoardCredit) -> ResponseReturnValue:
    """Credit it no more."""
    student = found.student
    service.take_credit_back(student, found, by=viewer())
    say("The credit is taken back.")
    return to_programme(student)


@blueprint.route("/students/<uuid:student_id>/carry", methods=BOTH)
@requires(Permission.MOVE_STUDENT, queries.find)
@once.only
def carry(student: StudentRecord) -> ResponseReturnValue:
    """Let what is missing in this year be done in a later one first, by a day."""
    form = forms.CarryForm()
    short, later = queries.minimums_short(student), queries.later_stages(student)
    form.rule.choices = named((each.id, f"{each.name}: {left}") for each, left, _ in short)
    form.later.choices = named((each.id, each.name) for each in later)
    if short and later and form.validate_on_submit():
        rule, _, amount = next(each for each in short if str(each[0].id) == form.rule.data)
        into = next(each for each in later if str(each.id) == form.later.data)
        service.carry(student, rule, into, amount=amount, due=form.due.data, by=viewer())
        say(f"It is carried into {into.name}, and counts there first.")
        return to_programme(student)
    return page("carry", form, student=student, short=short, later=later)


@blueprint.post("/carried/<uuid:carried_id>/take-back")
@requires(Permission.TAKE_CREDIT_BACK, queries.find_carried)
def take_carry_back(found: CarriedShortfall) -> ResponseReturnValue:
    """Let it be missing where it was missing again."""
    student = found.student
    service.take_carry_back(student, found, by=viewer())
    say("It is carried no more.")
    return to_programme(student)
