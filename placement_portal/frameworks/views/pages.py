"""The pages on which frameworks are listed, read, begun, published and discarded."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from placement_portal import sheets
from placement_portal.access import Permission, requires, viewer
from placement_portal.frameworks import forms, policy, queries, service
from placement_portal.frameworks.forms.choosing import EMPTY, EXAMPLE
from placement_portal.frameworks.models import FrameworkVersion
from placement_portal.frameworks.rules import missing
from placement_portal.frameworks.service import Source
from placement_portal.frameworks.views.answers import BOTH, blueprint, page, to_list
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.programmes import queries as programmes
from placement_portal.programmes.models import Programme
from placement_portal.web.redirects import say, see_other


@blueprint.get("/programmes/<uuid:programme_id>/frameworks")
@requires(Permission.SEE_PROGRAMME, programmes.find)
def frameworks(programme: Programme) -> ResponseReturnValue:
    """List the frameworks of a programme with their versions, and who is looked at with which."""
    found, used = queries.frameworks_of(viewer(), programme), queries.used_by(programme)
    shown = {each.id: [one for one in each.versions if policy.reads(viewer(), one)] for each in found}
    return render_template("frameworks/frameworks.html", programme=programme, frameworks=found, shown=shown, used=used)


@blueprint.route("/programmes/<uuid:programme_id>/frameworks/new", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, programmes.find)
@once.only
def new(programme: Programme) -> ResponseReturnValue:
    """Begin a framework: from the example, as a copy, or from nothing."""
    form, sources = forms.NewFrameworkForm(), queries.sources_for(viewer(), programme)
    form.offer([each.name for each in queries.frameworks_of(viewer(), programme)], sources)
    if form.validate_on_submit():
        made = service.start(programme, form.name.data, _source(form.source.data, sources), by=viewer())
        say("It is a draft: nobody but those who run the programme sees it until you publish it.")
        return see_other("frameworks.framework", version_id=made.id)
    return page("frameworks/new.html", form, programme=programme, back=to_list(programme))


def _source(chosen: str, sources: list[FrameworkVersion]) -> Source:
    if chosen == EXAMPLE:
        return Source(content=service.example(), note=service.EXAMPLE_NOTE)
    if chosen == EMPTY:
        return Source(content=service.empty())
    return service.copy_of(next(each for each in sources if str(each.id) == chosen))


@blueprint.get("/frameworks/<uuid:version_id>")
@requires(Permission.SEE_FRAMEWORK, queries.find)
def framework(version: FrameworkVersion) -> ResponseReturnValue:
    """Read a version; who may change it finds the ways to do so beside each line."""
    return _shown(queries.whole(version))


def _shown(version: FrameworkVersion, year: int = 0) -> ResponseReturnValue:
    wanting = missing(queries.content_of(version)) if policy.may_edit(viewer(), version) else []
    names = {each.code: each.name for each in version.levels}
    headings = {each.code: each.name for each in version.headings}
    return render_template(
        "frameworks/framework.html",
        version=version,
        missing=wanting,
        names=names,
        headings=headings,
        year=year,
    )


@blueprint.get("/placements/<uuid:placement_id>/framework")
@requires(Permission.SEE_PLACEMENT, placements.find)
def of_placement(placement: Placement) -> ResponseReturnValue:
    """Read what is looked at in a placement, as its stage expects it."""
    version = queries.in_use(placement.student.cohort.programme_version_id, parts=True)
    if version is None:
        return render_template("frameworks/none.html", placement=placement)
    return _shown(version, placement.stage.position)


@blueprint.get("/frameworks/<uuid:version_id>/csv")
@requires(Permission.SEE_FRAMEWORK, queries.find)
def download(version: FrameworkVersion) -> ResponseReturnValue:
    """Download domains and competencies as a file that can be imported again."""
    content = queries.content_of(queries.whole(version))
    body = sheets.write_csv(service.headings_for(content), service.rows_of(content))
    headers = {"Content-Disposition": f'attachment; filename="framework-version-{version.number}.csv"'}
    return Response(body, mimetype="text/csv; charset=utf-8", headers=headers)


@blueprint.route("/frameworks/<uuid:version_id>/publish", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
@once.only
def publish(version: FrameworkVersion) -> ResponseReturnValue:
    """Show what publishing means and what is missing, then publish."""
    form = forms.PublishForm(obj=version)
    if form.validate_on_submit():
        try:
            service.publish(version, by=viewer(), shown=form.version.data)
            say("It is published, and does not change any more. Say which cohorts are looked at with it.")
            return see_other("frameworks.frameworks", programme_id=version.framework.programme_id)
        except Refused as refused:
            form.form_errors.append(str(refused))
    whole = queries.whole(version)
    return page("frameworks/publish.html", form, version=whole, missing=missing(queries.content_of(whole)))


@blueprint.post("/frameworks/<uuid:version_id>/revise")
@requires(Permission.MANAGE_FRAMEWORK, queries.find)
def revise(version: FrameworkVersion) -> ResponseReturnValue:
    """Begin the next version."""
    try:
        made = service.revise(version, by=viewer())
    except Refused as refused:
        say(str(refused))
        return see_other("frameworks.frameworks", programme_id=version.framework.programme_id)
    say(f"Version {made.number} is a draft now. Version {version.number} stays as it is.")
    return see_other("frameworks.framework", version_id=made.id)


@blueprint.post("/frameworks/<uuid:version_id>/discard")
@requires(Permission.EDIT_FRAMEWORK, queries.find)
def discard(version: FrameworkVersion) -> ResponseReturnValue:
    """Throw a draft away."""
    programme_id = version.framework.programme_id
    service.discard(version, by=viewer())
    say("The draft is thrown away.")
    return see_other("frameworks.frameworks", programme_id=programme_id)
