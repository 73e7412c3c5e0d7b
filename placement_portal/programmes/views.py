"""The pages on which a university keeps its programmes: versions, cohorts, stages, rules, roles and students."""

from typing import Any

from flask import Blueprint, Flask, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.queries import ties_with
from placement_portal.organisations.service import Refused
from placement_portal.programmes import forms, queries, service
from placement_portal.programmes.models import (
    Category,
    Cohort,
    Programme,
    ProgrammeRole,
    ProgrammeVersion,
    Stage,
    StudentRecord,
)
from placement_portal.web import constraints
from placement_portal.web.inputs import named
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("programmes", __name__)
BOTH = ("GET", "POST")
TAKEN = {
    "uq_programme_university_id_name": "There is a programme called that already.",
    "uq_programme_version_programme_id_name": "There is a version called that already.",
    "uq_cohort_programme_version_id_name": "There is a cohort called that already.",
    "uq_category_programme_version_id_code": "There is a category with that code already.",
    "uq_stage_cohort_id_position": "Somebody else added a stage a moment ago.",
    "uq_rule_set_stage_id_number": "Somebody else changed the rules a moment ago.",
    "uq_student_record_person_id_cohort_id": "This person is in the cohort already.",
}


def init_app(app: Flask) -> None:
    """Let organisations know who belongs to a university because of its programmes."""
    ties_with(app, queries.tie_of_roles)
    ties_with(app, queries.tie_of_students)
    constraints.word(TAKEN)


@blueprint.get("/organisations/<uuid:organisation_id>/programmes")
@requires(Permission.SEE_PROGRAMMES, queries.find_university)
def programmes(university: Organisation) -> ResponseReturnValue:
    """List the programmes of a university."""
    found = queries.programmes_of(viewer(), university)
    return render_template("programmes/programmes.html", university=university, programmes=found)


@blueprint.route("/organisations/<uuid:organisation_id>/programmes/new", methods=BOTH)
@requires(Permission.ADD_PROGRAMME, queries.find_university)
@once.only
def new(university: Organisation) -> ResponseReturnValue:
    """Add a programme with its first version."""
    form = forms.NewProgrammeForm()
    form.taken = queries.names_beside(university)
    if form.validate_on_submit():
        made = service.add_programme(university, form.name.data, form.first(), by=viewer())
        return see_other("programmes.programme", programme_id=made.id)
    back = url_for("programmes.programmes", organisation_id=university.id), "Back to programmes"
    return _form(form, "Add a programme", back, save="Add programme")


@blueprint.get("/programmes/<uuid:programme_id>")
@requires(Permission.SEE_PROGRAMME, queries.find)
def programme(found: Programme) -> ResponseReturnValue:
    """Show a programme with its versions, cohorts and people."""
    versions, roles = queries.versions_of(found), queries.roles_of(found)
    return render_template("programmes/programme.html", programme=found, versions=versions, roles=roles)


@blueprint.route("/programmes/<uuid:programme_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find)
def edit(programme: Programme) -> ResponseReturnValue:
    """Give a programme another name."""
    form = forms.ProgrammeForm(obj=programme)
    form.taken = queries.names_beside(programme.university, programme)
    if form.validate_on_submit():
        service.rename(programme, form.name.data, by=viewer(), shown=form.version.data)
        return see_other("programmes.programme", programme_id=programme.id)
    return _form(form, "Change the programme's name", _to_programme(programme))


@blueprint.route("/programmes/<uuid:programme_id>/versions/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find)
@once.only
def new_version(programme: Programme) -> ResponseReturnValue:
    """Add a version, which starts with the categories of the newest one."""
    form = forms.VersionForm()
    form.taken = queries.names_beside(programme)
    if form.validate_on_submit():
        made = service.add_version(programme, form.facts(), by=viewer())
        return see_other("programmes.categories", version_id=made.id)
    return _form(form, "Add a version", _to_programme(programme), save="Add version")


@blueprint.route("/programme-versions/<uuid:version_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_version)
def version(found: ProgrammeVersion) -> ResponseReturnValue:
    """Change a version's name and what it asks of notes."""
    form = forms.VersionForm(obj=found)
    form.taken = queries.names_beside(found.programme, found)
    if form.validate_on_submit():
        service.change_version(found, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.programme", programme_id=found.programme_id)
    return _form(form, "Change a version", _to_programme(found.programme))


@blueprint.route("/programme-versions/<uuid:version_id>/categories", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_version)
@once.only
def categories(version: ProgrammeVersion) -> ResponseReturnValue:
    """List what hours can be spent on, and add to it."""
    form = forms.NewCategoryForm()
    if form.validate_on_submit():
        try:
            service.add_category(version, form.code.data, form.facts(), by=viewer())
            say(f"{form.name.data} is on the list.")
            return see_other("programmes.categories", version_id=version.id)
        except Refused as refused:
            form.code.errors = [str(refused)]
    found = queries.categories_of(version)
    return _page("programmes/categories.html", form, version=version, categories=found)


@blueprint.route("/categories/<uuid:category_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_category)
def category(found: Category) -> ResponseReturnValue:
    """Change a category for every cohort of its version."""
    form = forms.CategoryForm(obj=found)
    if form.validate_on_submit():
        service.change_category(found, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.categories", version_id=found.programme_version_id)
    back = url_for("programmes.categories", version_id=found.programme_version_id), "Back to categories"
    return _form(form, f"Change {found.code}", back)


@blueprint.route("/programme-versions/<uuid:version_id>/cohorts/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_version)
@once.only
def new_cohort(version: ProgrammeVersion) -> ResponseReturnValue:
    """Add a cohort that begins under a version."""
    form = forms.CohortForm()
    form.taken = queries.names_beside(version)
    if form.validate_on_submit():
        made = service.add_cohort(version, form.facts(), by=viewer())
        return see_other("programmes.cohort", cohort_id=made.id)
    return _form(form, "Add a cohort", _to_programme(version.programme), save="Add cohort")


@blueprint.get("/cohorts/<uuid:cohort_id>/set-up")
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
def cohort(found: Cohort) -> ResponseReturnValue:
    """Show the stages and students of a cohort, to set them up."""
    stages, students = queries.stages_of(found), queries.students_of(found)
    return render_template("programmes/cohort.html", cohort=found, stages=stages, students=students)


@blueprint.route("/cohorts/<uuid:cohort_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
def edit_cohort(cohort: Cohort) -> ResponseReturnValue:
    """Change a cohort's name, year and mode."""
    form = forms.CohortForm(obj=cohort)
    form.taken = queries.names_beside(cohort.version_of, cohort)
    if form.validate_on_submit():
        service.change_cohort(cohort, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.cohort", cohort_id=cohort.id)
    return _form(form, "Change the cohort", _to_cohort(cohort))


@blueprint.route("/cohorts/<uuid:cohort_id>/stages/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
@once.only
def new_stage(cohort: Cohort) -> ResponseReturnValue:
    """Add the next stage of a cohort with its terms."""
    form = forms.StageForm()
    if form.validate_on_submit():
        made = service.add_stage(cohort, form.facts(), by=viewer())
        say(f"{made.name} is added. Now say what it asks for, or go back and do it later.")
        return see_other("programmes.rules", stage_id=made.id)
    return _page("programmes/stage.html", form, heading="Add a stage", back=_to_cohort(cohort), stage=None)


@blueprint.route("/stages/<uuid:stage_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_stage)
def stage(found: Stage) -> ResponseReturnValue:
    """Change a stage's name, dates and terms."""
    form = forms.StageForm()
    if form.validate_on_submit():
        service.change_stage(found, form.facts(), by=viewer(), shown=form.version.data)
        say(f"{found.name} is changed.")
        return see_other("programmes.cohort", cohort_id=found.cohort_id)
    if not form.is_submitted():
        form.fill(found)
    return _page(
        "programmes/stage.html", form, heading=f"Change {found.name}", back=_to_cohort(found.cohort), stage=found
    )


@blueprint.route("/stages/<uuid:stage_id>/rules", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_stage)
def rules(stage: Stage) -> ResponseReturnValue:
    """Show the rules in force in sentences, and make the next version of them."""
    form, current = forms.RulesForm(), queries.rule_set_of(stage)
    if form.validate_on_submit():
        made = service.make_rule_set(stage, form.facts(), by=viewer(), shown=form.version.data)
        say(f"Version {made.number} of the rules is in force.")
        return see_other("programmes.rules", stage_id=stage.id)
    if not form.is_submitted():
        form.fill(current)
    earlier = queries.earlier_rule_sets(stage)
    return _page(
        "programmes/rules.html", form, stage=stage, current=current, earlier=earlier, sentence=queries.sentence
    )


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
    return _page("programmes/roles.html", form, programme=programme, roles=found)


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
    return _form(form, f"End the role of {role.person.name}", back, save="End role")


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
    return _page("programmes/new_student.html", form, cohort=cohort, back=_to_cohort(cohort), stages=stages)


@blueprint.route("/students/<uuid:student_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_student)
def student(found: StudentRecord) -> ResponseReturnValue:
    """Change where a student stands."""
    form, stages = forms.StudentForm(), queries.stages_of(found.cohort)
    form.stage.choices = named((each.id, each.name) for each in stages)
    if form.validate_on_submit():
        stage = next(each for each in stages if str(each.id) == form.stage.data)
        service.change_student(found, stage, form.status.data, by=viewer(), shown=form.version.data)
        say(f"{found.person.name} is changed.")
        return see_other("programmes.cohort", cohort_id=found.cohort_id)
    if not form.is_submitted():
        form.fill(found)
    balances = queries.balances_of(found)
    return _page("programmes/student.html", form, student=found, back=_to_cohort(found.cohort), balances=balances)


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
        return see_other("programmes.student", student_id=student.id)
    if not form.is_submitted():
        form.fill(queries.balances_of(student))
    back = url_for("programmes.student", student_id=student.id), f"Back to {student.person.name}"
    return _page("programmes/opening_balance.html", form, student=student, back=back)


def _give_role(programme: Programme, form: forms.NewRoleForm) -> None:
    typed: dict[str, Any] = {name: form.data[name] for name in ("name", "address", "kind", "starts", "ends")}
    service.name_role(programme, **typed, by=viewer())


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def _form(form: FlaskForm, heading: str, back: tuple[str, str], save: str = "Save") -> ResponseReturnValue:
    return _page("layouts/one_form.html", form, heading=heading, back=back, save=save)


def _to_programme(programme: Programme) -> tuple[str, str]:
    return url_for("programmes.programme", programme_id=programme.id), f"Back to {programme.name}"


def _to_cohort(cohort: Cohort) -> tuple[str, str]:
    return url_for("programmes.cohort", cohort_id=cohort.id), f"Back to {cohort.name}"
