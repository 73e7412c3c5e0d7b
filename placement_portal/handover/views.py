"""The pages on which a co-ordinator says who is away, who stands in, who is back and who leaves."""

import uuid
from collections.abc import Collection
from typing import Any

from flask import Blueprint, Flask, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.changes import forms as change_forms
from placement_portal.changes import queries as changes
from placement_portal.changes.models import Away
from placement_portal.changes.service import Standin
from placement_portal.handover import forms, queries, service
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Assignment
from placement_portal.placements.queries import supervisors_of_provider
from placement_portal.profiles import queries as profiles
from placement_portal.profiles import service as profile_service
from placement_portal.profiles.rules import Presence
from placement_portal.web import constraints
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("handover", __name__)
BOTH = ("GET", "POST")


def init_app(_app: Flask) -> None:
    """Word the constraint of this room."""
    constraints.word({"uq_departure_person_id_provider_id_last": "This was written down a moment before you."})


@blueprint.get("/organisations/<uuid:organisation_id>/away")
@requires(Permission.KEEP_AWAY, queries.find_provider_of)
def handovers(provider: Organisation) -> ResponseReturnValue:
    """List who supervises at a provider, who is away and who leaves."""
    today = clock.today()
    people, away = changes.supervisors_at(provider, today), changes.away_at(provider)
    return render_template(
        "handover/handovers.html",
        provider=provider,
        people=people,
        away=away,
        presence=_presence(provider, {*people, *(each.person for each in away)}, away),
        leaving=queries.departures_at(provider, today),
        today=today,
        back=(url_for("home.provider", organisation_id=provider.id), f"Back to {provider.name}"),
    )


@blueprint.route("/organisations/<uuid:organisation_id>/away/<uuid:person_id>", methods=BOTH)
@requires(Permission.KEEP_AWAY, queries.find_provider_of)
@once.only
def send_away(provider: Organisation) -> ResponseReturnValue:
    """Say that a supervisor is away, and who stands in for each student."""
    person, assignments, people = _around(provider)
    form = change_forms.away_form(assignments, people, profiles.working_days_at(provider), person.id)
    if form.validate_on_submit():
        known = {each.id: each for each in people}
        chosen = form.chosen()
        standins = [
            Standin(assignment=each, person=known.get(chosen[each.id] or person.id), since=form.begins())
            for each in assignments
        ]
        dates = {"starts": form.starts.data, "ends": form.ends.data}
        try:
            profile_service.work_on(person, provider, form.weekdays.data or [], by=viewer())
            service.send_away(person, provider, standins, **dates, meanwhile=form.meanwhile.data or "", by=viewer())
            say(f"{person.name} is away. Their students, and who stands in, are told.")
            return see_other("handover.handovers", organisation_id=provider.id)
        except Refused as refused:
            form.starts.errors = [str(refused)]
    return _page("handover/send_away.html", form, provider=provider, supervisor=person, count=len(assignments))


@blueprint.route("/away/<uuid:away_id>/back", methods=BOTH)
@requires(Permission.KEEP_AWAY, changes.find_away)
def back(away: Away) -> ResponseReturnValue:
    """Say that somebody is back: what was not decided returns to them."""
    form = change_forms.BackForm()
    if form.validate_on_submit():
        try:
            service.back(away, form.back.data, by=viewer(), shown=form.version.data)
            say(f"{away.person.name} is back. Their students, and who stood in, are told.")
            return see_other("handover.handovers", organisation_id=away.provider_id)
        except Refused as refused:
            form.back.errors = [str(refused)]
    if not form.is_submitted():
        form.back.data, form.version.data = max(clock.today(), away.starts), away.version
    return _page("handover/back.html", form, provider=away.provider, away=away, covers=changes.covers_of(away))


@blueprint.route("/organisations/<uuid:organisation_id>/supervisors/<uuid:person_id>/leaves", methods=BOTH)
@requires(Permission.KEEP_AWAY, queries.find_provider_of)
@once.only
def leave(provider: Organisation) -> ResponseReturnValue:
    """Say that a supervisor leaves, and who goes on with each student."""
    person, assignments, people = _around(provider)
    form = forms.leave_form(assignments, people)
    if form.validate_on_submit():
        try:
            service.leave(person, provider, form.chosen(), form.last.data, by=viewer())
            say(f"{person.name} leaves. Their students, and who goes on, are told.")
            return see_other("handover.handovers", organisation_id=provider.id)
        except Refused as refused:
            form.successor.errors = [str(refused)]
    if not form.is_submitted():
        form.last.data = clock.today()
    return _page("handover/leave.html", form, provider=provider, supervisor=person, count=len(assignments))


def _presence(provider: Organisation, people: Collection[Person], away: Collection[Away]) -> dict[uuid.UUID, Presence]:
    """Return when some people of a provider are there, by person."""
    working = profiles.working_days_at(provider)
    gone = {person.id: [(each.starts, each.ends) for each in away if each.person_id == person.id] for person in people}
    return {person.id: Presence(working.get(person.id, frozenset()), gone[person.id]) for person in people}


def _around(provider: Organisation) -> tuple[Person, list[Assignment], list[Person]]:
    """Return whom the address names, what they supervise, and who else could; 404 for nobody who supervises there."""
    person_id: uuid.UUID = (request.view_args or {})["person_id"]
    today = clock.today()
    person = queries.supervisor_at(provider, person_id, today)
    if person is None:
        abort(404)
    others = [each for each in supervisors_of_provider(provider, today) if each.id != person_id]
    return person, changes.placements_with(person_id, provider, today), others


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    provider = context["provider"]
    back_to = url_for("handover.handovers", organisation_id=provider.id), "Back to who is away"
    return render_template(template, form=form, back=back_to, **context), 422 if wrong else 200
