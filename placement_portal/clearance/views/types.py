"""What an organisation asks for: bundles to start from, one check at a time, whom a change affects beforehand."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.forms import TypeForm
from placement_portal.clearance.models import ClearanceType
from placement_portal.clearance.queries import officers
from placement_portal.clearance.rules import PresetGroup
from placement_portal.clearance.rules.presets import GROUPS, groups_for
from placement_portal.clearance.rules.types import TypeFacts
from placement_portal.clearance.service import types as service
from placement_portal.clearance.views.answers import BOTH, answer, blueprint
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/types")
@requires(Permission.MANAGE_CLEARANCE, officers.find_organisation)
def types(organisation: Organisation) -> ResponseReturnValue:
    """What do we ask for?"""
    found = officers.types_of(organisation)
    there = {each.code for each in found}
    missing = {group: len(set(GROUPS[group]) - there) for group in groups_for(organisation.kind)}
    return render_template("clearance/types.html", organisation=organisation, types=found, missing=missing)


@blueprint.post("/organisations/<uuid:organisation_id>/clearance/presets")
@requires(Permission.MANAGE_CLEARANCE, officers.find_organisation)
def adopt(organisation: Organisation) -> ResponseReturnValue:
    """Start from a bundle."""
    group = request.form.get("group")
    if group not in groups_for(organisation.kind):
        abort(422)
    added = service.adopt(organisation, PresetGroup(group), by=viewer())
    say(plural(added, "1 check is added.", "%(n)s checks are added.", none="Every check of it is here already."))
    return see_other("clearance.types", organisation_id=organisation.id)


@blueprint.route("/organisations/<uuid:organisation_id>/clearance/types/new", methods=BOTH)
@requires(Permission.MANAGE_CLEARANCE, officers.find_organisation)
@once.only
def new_type(organisation: Organisation) -> ResponseReturnValue:
    """Add a check of our own."""
    form = TypeForm()
    if form.validate_on_submit():
        try:
            added = service.add(organisation, form.said(), by=viewer())
            say(f"{added.name} is added.")
            return see_other("clearance.types", organisation_id=organisation.id)
        except Refused as refused:
            form.name.errors = [str(refused)]
    elif not form.is_submitted():
        form.fill(TypeFacts(name=""))
    return answer("clearance/type.html", form, organisation=organisation, type_=None, affected=None)


@blueprint.route("/clearance/types/<uuid:type_id>", methods=BOTH)
@requires(Permission.MANAGE_CLEARANCE, officers.find_type)
def edit_type(type_: ClearanceType) -> ResponseReturnValue:
    """Change what a check asks; first it is shown whom that affects, then it is saved."""
    form, affected = TypeForm(obj=None), None
    if form.validate_on_submit():
        facts = form.said()
        affected = service.affects(type_, facts)
        if form.affected.data == str(len(affected)):
            return _saved(type_, facts, form, affected)
        form.affected.data = str(len(affected))
    elif not form.is_submitted():
        form.fill(type_.said())
        form.version.data = type_.version
    return answer("clearance/type.html", form, organisation=type_.organisation, type_=type_, affected=affected)


def _saved(
    type_: ClearanceType, facts: TypeFacts, form: TypeForm, affected: list[service.Affected]
) -> ResponseReturnValue:
    try:
        service.change(type_, facts, by=viewer(), shown=form.version.data, affected=len(affected))
    except Refused as refused:
        form.name.errors = [str(refused)]
        return answer("clearance/type.html", form, organisation=type_.organisation, type_=type_, affected=affected)
    say(f"{type_.name} is changed.")
    return see_other("clearance.types", organisation_id=type_.organisation_id)


@blueprint.route("/clearance/types/<uuid:type_id>/withdraw", methods=BOTH)
@requires(Permission.MANAGE_CLEARANCE, officers.find_type)
def withdraw_type(type_: ClearanceType) -> ResponseReturnValue:
    """Ask for a check no longer, once it is known whom that affects; or ask for it again."""
    if request.method == "GET":
        affected = [] if type_.withdrawn_on else service.affects(type_, None)
        return render_template("clearance/withdraw.html", type_=type_, affected=affected)
    if type_.withdrawn_on:
        service.bring_back(type_, by=viewer())
        say(f"{type_.name} is asked for again.")
    else:
        service.withdraw(type_, by=viewer())
        say(f"{type_.name} is asked for no longer. What was recorded of it is kept.")
    return see_other("clearance.types", organisation_id=type_.organisation_id)
