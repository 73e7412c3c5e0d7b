"""The pages of programmes: their names, versions and categories."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.programmes import forms, queries, service
from placement_portal.programmes.models import (
    Category,
    Programme,
    ProgrammeVersion,
)
from placement_portal.programmes.views.answers import BOTH, blueprint, one_form, page, to_programme
from placement_portal.web.redirects import say, see_other


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
    return one_form(form, "Add a programme", back, save="Add programme")


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
    return one_form(form, "Change the programme's name", to_programme(programme))


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
    return one_form(form, "Add a version", to_programme(programme), save="Add version")


@blueprint.route("/programme-versions/<uuid:version_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_version)
def version(found: ProgrammeVersion) -> ResponseReturnValue:
    """Change a version's name and what it asks of notes."""
    form = forms.VersionForm(obj=found)
    form.taken = queries.names_beside(found.programme, found)
    if form.validate_on_submit():
        service.change_version(found, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.programme", programme_id=found.programme_id)
    return one_form(form, "Change a version", to_programme(found.programme))


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
    return page("programmes/categories.html", form, version=version, categories=found)


@blueprint.route("/categories/<uuid:category_id>", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_category)
def category(found: Category) -> ResponseReturnValue:
    """Change a category for every cohort of its version."""
    form = forms.CategoryForm(obj=found)
    if form.validate_on_submit():
        service.change_category(found, form.facts(), by=viewer(), shown=form.version.data)
        return see_other("programmes.categories", version_id=found.programme_version_id)
    back = url_for("programmes.categories", version_id=found.programme_version_id), "Back to categories"
    return one_form(form, f"Change {found.code}", back)
