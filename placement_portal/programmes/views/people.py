"""The pages of the people of a programme: roles and students."""

from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.programmes import forms, queries, service
from placement_portal.programmes.models import (
    Cohort,
    Programme,
    ProgrammeRole,
    StudentRecord,
)
from placement_portal.programmes.views.answers import BOTH, blueprint, one_form, page, to_cohort
from placement_portal.web.inputs import named
from placement_portal.web.redirects import say, see_other


@blueprint.route("/programmes/<uuid:programme_id>/roles", methods=BOTH)
@requires(Permission.GIVE_ROLES, queries.find)
@once.only
def roles(programme: Programme) -> ResponseReturnValue:
    """List who leads, co-ordinates, tutors and examines a programme, and add to it."""
    form = forms.NewRoleForm()
    if form.validate_on_submit():
        try:
            _give_role(programme, form)
            say(f"{form.name.data} has the role.")
            return see_other("programmes.roles", programme_id=programme.id)
        except Refused as refused:
            form.name.errors = [str(refused)]
    if not form.is_submitted():
        form.starts.data = clock.today()
    found = queries.roles_of(programme)
    return page("programmes/roles.html", form, programme=programme, roles=found)


@blueprint.route("/programme-roles/<uuid:role_id>/end", methods=BOTH)
@requires(Permission.GIVE_ROLES, queries.find_role)
def end_role(role: ProgrammeRole) -> ResponseReturnValue:
    """End a role after its last day."""
    form = forms.EndRoleForm(data={"version": role.version, "ends": role.ends})
    if form.validate_on_submit():
        try:
            service.end_role(role, ends=form.ends.data, by=viewer(), shown=form.version.data)
            return see_other("programmes.roles", programme_id=role.programme_id)
        except Refused as refused:
            form.ends.errors = [str(refused)]
    back = url_for("programmes.roles", programme_id=role.programme_id), "Back to people and roles"
    return one_form(form, f"End the role of {role.person.name}", back, save="End role")


@blueprint.route("/cohorts/<uuid:cohort_id>/students/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
@once.only
def new_student(cohort: Cohort) -> ResponseReturnValue:
    """Add somebody to a cohort by name and e-mail address."""
    stages = queries.stages_of(cohort)
    form = forms.NewStudentForm()
    form.stage.choices = named((each.id, each.name) for each in stages)
    if stages and form.validate_on_submit():
        try:
            stage = next(each for each in stages if str(each.id) == form.stage.data)
            service.name_student(stage, form.data["name"], form.data["address"], by=viewer())
            say(f"{form.name.data} is in the cohort. An invitation is on its way to {form.address.data}.")
            return see_other("programmes.cohort", cohort_id=cohort.id)
        except Refused as refused:
            form.address.errors = [str(refused)]
    return page("programmes/new_student.html", form, cohort=cohort, back=to_cohort(cohort), stages=stages)


@blueprint.route("/students/<uuid:student_id>/opening-balance", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_student)
def opening_balance(student: StudentRecord) -> ResponseReturnValue:
    """Say what a student had done in the present stage before the portal began."""
    form = forms.BalancesForm()
    if form.validate_on_submit():
        for group, part in form.groups():
            kept = {"minutes": part.form.total(), "sessions": part.form.sessions.data or 0}
            service.set_balance(student, group, **kept, source=form.source.data, by=viewer())
        say("The opening balance is saved.")
        return see_other("studies.record", student_id=student.id)
    if not form.is_submitted():
        form.fill(queries.balances_of(student))
    back = url_for("studies.record", student_id=student.id), f"Back to {student.person.name}"
    return page("programmes/opening_balance.html", form, student=student, back=back)


def _give_role(programme: Programme, form: forms.NewRoleForm) -> None:
    typed: dict[str, Any] = {name: form.data[name] for name in ("name", "address", "kind", "starts", "ends")}
    service.name_role(programme, **typed, by=viewer())
