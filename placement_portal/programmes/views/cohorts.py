"""The pages of cohorts: their stages and rules."""

import uuid

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.programmes import forms, queries, service
from placement_portal.programmes.models import (
    Cohort,
    ProgrammeVersion,
    Stage,
)
from placement_portal.programmes.views.answers import BOTH, blueprint, one_form, page, to_cohort, to_programme
from placement_portal.web.redirects import say, see_other


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
    return one_form(form, "Add a cohort", to_programme(version.programme), save="Add cohort")


@blueprint.get("/cohorts/<uuid:cohort_id>/set-up")
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
def cohort(found: Cohort) -> ResponseReturnValue:
    """Show the stages and students of a cohort, to set them up."""
    after = request.args.get("after", type=uuid.UUID)
    stages, (students, more) = queries.stages_of(found), queries.students_of(found, after)
    shown = {"stages": stages, "students": students, "more": students[-1].id if more else None, "after": after}
    return render_template("programmes/cohort.html", cohort=found, **shown)


@blueprint.route("/cohorts/<uuid:cohort_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
def edit_cohort(cohort: Cohort) -> ResponseReturnValue:
    """Change a cohort's name, year and mode."""
    form = forms.CohortForm(obj=cohort)
    form.taken = queries.names_beside(cohort.version_of, cohort)
    if form.validate_on_submit():
        service.change_cohort(cohort, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.cohort", cohort_id=cohort.id)
    return one_form(form, "Change the cohort", to_cohort(cohort))


@blueprint.route("/cohorts/<uuid:cohort_id>/stages/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
@once.only
def new_stage(cohort: Cohort) -> ResponseReturnValue:
    """Add the next stage of a cohort with its terms."""
    form = forms.StageForm()
    if form.validate_on_submit():
        made = service.add_stage(cohort, form.facts(), by=viewer())
        say(f"{made.name} is added. Now say what it asks for, or go back and do it later.")
        return see_other("rulebook.rules", stage_id=made.id)
    return page("programmes/stage.html", form, heading="Add a stage", back=to_cohort(cohort), stage=None)


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
    return page(
        "programmes/stage.html", form, heading=f"Change {found.name}", back=to_cohort(found.cohort), stage=found
    )
