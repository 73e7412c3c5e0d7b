"""The pages on which a supervisor's profile is kept."""

from typing import Final

from flask import Blueprint, Flask, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.organisations.service import Refused
from placement_portal.profiles import queries, service
from placement_portal.profiles.forms import ProfileForm
from placement_portal.profiles.queries import Supervisor
from placement_portal.profiles.rules import year_of
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("profiles", __name__)
SUPERVISOR: Final = "/organisations/<uuid:organisation_id>/supervisors/<uuid:person_id>"


def init_app(app: Flask) -> None:
    """Word the room's constraints."""
    again = "Somebody else began this profile a moment before you. Open it again."
    constraints.word({"uq_supervisor_profile_person_id_provider_id": again})


@blueprint.route(f"{SUPERVISOR}/profile", methods=["GET", "POST"])
@requires(Permission.CHANGE_PROFILE, queries.find_supervisor)
def edit(supervisor: Supervisor) -> ResponseReturnValue:
    """Say what a supervisor brings, and how many students they can take."""
    form = ProfileForm(supervisor.profile, year_of(clock.today(supervisor.provider.zone)))
    if form.validate_on_submit():
        shown = form.version.data
        service.change(
            supervisor.person, supervisor.provider, form.facts(), form.capacities(), by=viewer(), shown=shown
        )
        say("The profile is saved.")
        return _again(supervisor)
    wrong = any(field.errors for field in form)
    page = render_template("profiles/edit.html", form=form, supervisor=supervisor, **_to(supervisor))
    return page, 422 if wrong else 200


@blueprint.post(f"{SUPERVISOR}/profile/checked")
@requires(Permission.CHECK_PROFILE, queries.find_supervisor)
def check(supervisor: Supervisor) -> ResponseReturnValue:
    """Note that somebody looked a supervisor up in the register today."""
    try:
        if supervisor.profile is None:
            raise Refused("There is no registration number to look up yet.")
        service.check(supervisor.profile, by=viewer())
        say(f"It is noted that you looked {supervisor.person.name} up in the register today.")
    except Refused as refused:
        flash(str(refused), "warning")
    return _again(supervisor)


def _again(supervisor: Supervisor) -> ResponseReturnValue:
    return see_other("profiles.edit", organisation_id=supervisor.provider.id, person_id=supervisor.person.id)


def _to(supervisor: Supervisor) -> dict[str, tuple[str, str]]:
    url = url_for("organisations.organisation", organisation_id=supervisor.provider.id)
    return {"back": (url, f"Back to {supervisor.provider.name}")}
