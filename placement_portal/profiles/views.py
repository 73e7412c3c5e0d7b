"""The pages on which a supervisor's profile is kept, and the passport of a provider is read and kept."""

from typing import Final

from flask import Blueprint, Flask, flash, render_template, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.identity.rules import looks_identifying
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.profiles import queries, service
from placement_portal.profiles.forms import DaysForm, PassportForm, ProfileForm
from placement_portal.profiles.queries import Supervisor
from placement_portal.profiles.rules import validity, works_on, year_of, year_words
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("profiles", __name__)
SUPERVISOR: Final = "/organisations/<uuid:organisation_id>/supervisors/<uuid:person_id>"

SAVED: Final = "The days are saved. Their students see them."
PASSPORT_BEGUN: Final = "Somebody else began this passport a moment before you. Open it again."


def init_app(app: Flask) -> None:
    """Word the room's constraints."""
    again = "Somebody else began this profile a moment before you. Open it again."
    constraints.word({"uq_supervisor_profile_person_id_provider_id": again, "pk_passport": PASSPORT_BEGUN})
    app.add_template_filter(year_words)
    app.add_template_filter(validity)
    app.add_template_filter(works_on)


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


@blueprint.route(f"{SUPERVISOR}/days", methods=["GET", "POST"])
@requires(Permission.CHANGE_PROFILE, queries.find_supervisor)
def days(supervisor: Supervisor) -> ResponseReturnValue:
    """Say on which days of the week a supervisor works, so that nobody waits for them on another."""
    form = DaysForm(supervisor.profile)
    if form.validate_on_submit():
        chosen, shown = form.weekdays.data or [], form.version.data
        service.work_on(supervisor.person, supervisor.provider, chosen, by=viewer(), shown=shown)
        say("The days are saved. Your students see them." if _is_own(supervisor) else SAVED)
        return see_other("people.person", person_id=supervisor.person.id)
    wrong = any(field.errors for field in form)
    page = render_template(
        "profiles/days.html", form=form, supervisor=supervisor, own=_is_own(supervisor), **_to(supervisor)
    )
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


@blueprint.get("/organisations/<uuid:organisation_id>/passport")
@requires(Permission.SEE_PASSPORT, queries.find_provider)
def passport(provider: Organisation) -> ResponseReturnValue:
    """Show what a university needs to know of a provider before a student goes there."""
    today = clock.today(provider.zone)
    found = queries.shown_to(viewer(), provider)
    return render_template("profiles/passport.html", found=found, provider=provider, today=today, year=year_of(today))


@blueprint.route("/organisations/<uuid:organisation_id>/passport/edit", methods=["GET", "POST"])
@requires(Permission.CHANGE_PASSPORT, queries.find_provider)
def edit_passport(provider: Organisation) -> ResponseReturnValue:
    """Say what stands in the passport."""
    form = PassportForm(queries.passport_of(provider.id))
    if form.validate_on_submit():
        service.change_passport(provider, form.facts(), by=viewer(), shown=form.version.data)
        say("The passport is saved. The universities you work with read it as it is now.")
        for found in looks_identifying(form.services.data or ""):
            flash(found.question, "warning")
        return see_other("profiles.passport", organisation_id=provider.id)
    back = url_for("profiles.passport", organisation_id=provider.id), "Back to the passport"
    page = render_template("profiles/edit_passport.html", form=form, provider=provider, back=back)
    return page, 422 if any(field.errors for field in form) else 200


def _is_own(supervisor: Supervisor) -> bool:
    return supervisor.person.id == viewer().id


def _again(supervisor: Supervisor) -> ResponseReturnValue:
    return see_other("profiles.edit", organisation_id=supervisor.provider.id, person_id=supervisor.person.id)


def _to(supervisor: Supervisor) -> dict[str, tuple[str, str]]:
    return {"back": (url_for("people.person", person_id=supervisor.person.id), f"Back to {supervisor.person.name}")}
