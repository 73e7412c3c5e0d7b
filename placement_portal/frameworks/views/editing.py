"""The pages on which a draft is changed: about it, its scale, its headings, its domains and competencies."""

from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.frameworks import forms, queries, service
from placement_portal.frameworks.models import Competency, Domain, FrameworkVersion
from placement_portal.frameworks.views.answers import BOTH, blueprint, one_form, page, to_version
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.web.redirects import say, see_other


@blueprint.route("/frameworks/<uuid:version_id>/about", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
def about(version: FrameworkVersion) -> ResponseReturnValue:
    """Change the name, the years, the note and whose headings these are."""
    beside = queries.frameworks_of(viewer(), version.framework.programme)
    form = forms.AboutForm(obj=version)
    form.taken = [each.name for each in beside if each.id != version.framework_id]
    if form.validate_on_submit():
        service.change_about(version, form.facts(), by=viewer(), shown=form.version.data)
        service.rename(version, form.name.data, by=viewer())
        return _back(version)
    if not form.is_submitted():
        form.name.data = version.framework.name
    return one_form(form, "About this framework", to_version(version))


@blueprint.route("/frameworks/<uuid:version_id>/scale", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
def scale(version: FrameworkVersion) -> ResponseReturnValue:
    """Change the levels of the scale."""
    form = forms.ScaleForm()
    if form.validate_on_submit():
        service.change_scale(version, form.facts(), by=viewer(), shown=form.version.data)
        return _back(version)
    if not form.is_submitted():
        form.fill(version)
    return page("frameworks/scale.html", form, version=version, back=to_version(version))


@blueprint.route("/frameworks/<uuid:version_id>/headings", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
def headings(version: FrameworkVersion) -> ResponseReturnValue:
    """Change the headings that competencies lead to."""
    form = forms.HeadingsForm()
    if form.validate_on_submit():
        service.change_headings(version, form.facts(), by=viewer(), shown=form.version.data)
        return _back(version)
    if not form.is_submitted():
        form.fill(version)
    return one_form(form, "Headings of the standards", to_version(version))


@blueprint.route("/frameworks/<uuid:version_id>/domains/new", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
@once.only
def new_domain(version: FrameworkVersion) -> ResponseReturnValue:
    """Add a domain."""
    form = forms.DomainForm()
    if form.validate_on_submit():
        try:
            service.add_domain(version, form.facts(), by=viewer())
            return _back(version)
        except Refused as refused:
            form.code.errors = [str(refused)]
    return one_form(form, "Add a domain", to_version(version), save="Add domain")


@blueprint.route("/framework-domains/<uuid:domain_id>", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find_domain)
def domain(found: Domain) -> ResponseReturnValue:
    """Change a domain."""
    form = forms.DomainForm(obj=found)
    if form.validate_on_submit():
        try:
            service.change_domain(found, form.facts(), by=viewer(), shown=form.version.data)
            return _back(found.version_of)
        except Refused as refused:
            form.code.errors = [str(refused)]
    return page("frameworks/domain.html", form, domain=found, back=to_version(found.version_of))


@blueprint.post("/framework-domains/<uuid:domain_id>/remove")
@requires(Permission.EDIT_FRAMEWORK, queries.find_domain)
def remove_domain(domain: Domain) -> ResponseReturnValue:
    """Remove a domain without competencies."""
    version = domain.version_of
    try:
        service.remove_domain(domain, by=viewer())
        say(f"{domain.code} is removed.")
    except Refused as refused:
        say(str(refused))
    return _back(version)


@blueprint.route("/framework-domains/<uuid:domain_id>/competencies/new", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find_domain)
@once.only
def new_competency(domain: Domain) -> ResponseReturnValue:
    """Add a competency to a domain."""
    return _competency(domain, None)


@blueprint.route("/framework-competencies/<uuid:competency_id>", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find_competency)
def competency(found: Competency) -> ResponseReturnValue:
    """Change a competency, or move it to another domain."""
    return _competency(found.domain, found)


def _competency(domain: Domain, found: Competency | None) -> ResponseReturnValue:
    version = queries.whole(domain.version_of)
    form = forms.competency_form(version, found, domain)
    if form.validate_on_submit():
        facts = form.facts()
        into = next(each for each in version.domains if each.code == facts.under)
        try:
            if found is None:
                service.add_competency(into, facts, by=viewer())
            else:
                service.change_competency(found, into, facts, by=viewer(), shown=form.version.data)
            return _back(version)
        except Refused as refused:
            form.code.errors = [str(refused)]
    return page("frameworks/competency.html", form, version=version, found=found, back=to_version(version))


@blueprint.post("/framework-competencies/<uuid:competency_id>/remove")
@requires(Permission.EDIT_FRAMEWORK, queries.find_competency)
def remove_competency(competency: Competency) -> ResponseReturnValue:
    """Remove a competency."""
    version = competency.version_of
    service.remove_competency(competency, by=viewer())
    say(f"{competency.code} is removed.")
    return _back(version)


def _back(version: FrameworkVersion) -> ResponseReturnValue:
    return see_other("frameworks.framework", version_id=version.id)
