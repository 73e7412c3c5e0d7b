"""An exception: asked for by one of two, read and signed by both, declined, ended early."""

import uuid

from flask import flash, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.queries import officers
from placement_portal.clearance.views.answers import note_read
from placement_portal.gate import policy, queries, service
from placement_portal.gate.forms import AskForm, VersionForm
from placement_portal.gate.queries.exceptions import PAGE
from placement_portal.gate.queries.standing import bridgeable
from placement_portal.gate.service.exceptions import SAFE, Wrong
from placement_portal.gate.views.answers import BOTH, blueprint
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.signatures import queries as signatures
from placement_portal.web.redirects import say, see_other


@blueprint.route("/placements/<uuid:placement_id>/exceptions/new", methods=BOTH)
@requires(Permission.ASK_EXCEPTION, placements.find)
@once.only
def new_exception(placement: Placement) -> ResponseReturnValue:
    """Ask for an exception; whoever asks signs it first."""
    form, open_to = AskForm(), list(bridgeable(queries.gate_of(placement)))
    form.begin(open_to)
    note_read("exception", placement.provider_id, [placement.student.person_id])
    warnings: list[str] = []
    if form.validate_on_submit():
        warnings = form.warnings
        if not warnings:
            try:
                made = service.ask(placement, form.asked(), by=viewer())
                return see_other("signatures.sign", kind="exception", subject_id=made.id)
            except Wrong as wrong:
                form.show(wrong.found)
    form.noted.data = form.risk.data
    page = render_template(
        "gate/new_exception.html", form=form, placement=placement, open_to=open_to, warnings=warnings
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/exceptions/<uuid:exception_id>")
@requires(Permission.READ_EXCEPTION, queries.find)
def exception(found: ClearanceException) -> ResponseReturnValue:
    """Read an exception that waits for me, or that I agreed to."""
    note_read("exception", found.provider_id, [found.person_id])
    person, state = viewer(), queries.state(found)
    mine = person.id in (found.safeguarding_by_id, found.lead_by_id)
    return render_template(
        "gate/exception.html",
        exception=found,
        state=state,
        told=queries.told_of(found),
        signed=signatures.signatures_of(found.id, queries.content(found)),
        waits=state.value == "waiting",
        mine=mine,
        decides=policy.may_decide(person, found),
        back=_back(person, found),
        holds=state in SAFE,
        form=VersionForm(formdata=None, version=found.version),
    )


def _back(person: Person, found: ClearanceException) -> tuple[str, str]:
    """Return where one came from: whoever agrees, from the placement; an officer, from the list of exceptions."""
    if policy.agrees_to(person, found):
        return url_for("gate.placement", placement_id=found.placement_id), "Back to the checks of the placement"
    office = min(policy.offices(person, found))
    return url_for("gate.exceptions", organisation_id=office), "Back to exceptions"


@blueprint.get("/organisations/<uuid:organisation_id>/exceptions")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def exceptions(organisation: Organisation) -> ResponseReturnValue:
    """Which exceptions wait, hold or held, for whose checks?"""
    after = request.args.get("after", type=uuid.UUID)
    found = queries.exceptions_at(viewer(), organisation, after)
    page = found[:PAGE]
    note_read("exceptions", organisation.id, [each.person_id for each in page])
    return render_template(
        "gate/exceptions.html",
        organisation=organisation,
        rows=[(each, queries.state(each)) for each in page],
        names=queries.names_of(page),
        more=page[-1].id if len(found) > PAGE else None,
        after=after,
    )


@blueprint.post("/exceptions/<uuid:exception_id>/decline")
@requires(Permission.DECIDE_EXCEPTION, queries.find)
def decline(found: ClearanceException) -> ResponseReturnValue:
    """Say no."""
    try:
        service.decline(found, by=viewer(), shown=VersionForm().version.data)
        say("You said no. Whoever asked is told.")
    except Refused as refused:
        flash(str(refused), "warning")
    return see_other("gate.exception", exception_id=found.id)


@blueprint.post("/exceptions/<uuid:exception_id>/end")
@requires(Permission.DECIDE_EXCEPTION, queries.find)
def end(found: ClearanceException) -> ResponseReturnValue:
    """End it today."""
    try:
        service.end(found, by=viewer(), shown=VersionForm().version.data)
        say("It ends today. Everybody concerned is told.")
    except Refused as refused:
        flash(str(refused), "warning")
    return see_other("gate.exception", exception_id=found.id)
