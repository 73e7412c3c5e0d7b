"""Stopping client work, lifting a stop, and closing a setting for today."""

import uuid
from typing import Any, Final

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.changes import forms, policy, queries, service
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.changes.views.answers import BOTH, blueprint, page
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_party
from placement_portal.sites import queries as sites
from placement_portal.sites.models import Site
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

HEADINGS: Final = {
    StopKind.STUDENT: "Students",
    StopKind.SUPERVISOR: "Supervisors",
    StopKind.SETTING: "Whole settings",
}


def _provider(person: Any, organisation_id: uuid.UUID, **_named: Any) -> Organisation | None:
    return sites.find_provider(person, organisation_id)


@blueprint.route("/organisations/<uuid:organisation_id>/stops", methods=BOTH)
@requires(Permission.STOP_WORK, _provider)
def stops(provider: Organisation) -> ResponseReturnValue:
    """List what is stopped at a provider, and choose whom or what to stop."""
    form = forms.WhatForm()
    form.offer(_subjects(provider))
    if form.validate_on_submit():
        kind, _, subject = form.what.data.partition("~")
        return see_other("changes.new_stop", organisation_id=provider.id, kind=kind, subject=subject)
    back = url_for("home.provider", organisation_id=provider.id), f"Back to {provider.name}"
    found = queries.stops_at(provider)
    return page("changes/stops.html", form, provider=provider, stops=found, today=clock.today(), back=back)


@blueprint.route("/organisations/<uuid:organisation_id>/stops/<kind>/<uuid:subject>", methods=BOTH)
@requires(Permission.STOP_WORK, _provider)
@once.only
def new_stop(provider: Organisation) -> ResponseReturnValue:
    """Stop work with clients, after asking who has been rung and who sees each client next."""
    kind, subject, name = _subject(provider)
    touched = queries.touched(provider.id, kind, subject)
    form = forms.stop_form(_questions(touched))
    if form.validate_on_submit():
        try:
            plans = _plans(form, touched)
            made = service.stop(provider, kind, subject, rung=form.rung.data or "", plans=plans, by=viewer())
            say("Work with clients is stopped from now on. Everybody concerned is told.")
            return see_other("changes.stop", stop_id=made.id)
        except Refused as refused:
            form.rung.errors = [str(refused)]
    back = url_for("changes.stops", organisation_id=provider.id), "Back to stops"
    return page("changes/new_stop.html", form, provider=provider, kind=kind, name=name, touched=touched, back=back)


@blueprint.get("/stops/<uuid:stop_id>")
@requires(Permission.SEE_STOP, queries.find_stop)
def stop(found: Stop) -> ResponseReturnValue:
    """Show a stop: since when, who sees each client next, until when; never why."""
    return _stop(found)


@blueprint.post("/stops/<uuid:stop_id>/lift")
@requires(Permission.STOP_WORK, queries.find_stop)
def lift(found: Stop) -> ResponseReturnValue:
    """Let work with clients go on from a day."""
    form = forms.LiftForm()
    form.begin(found)
    if form.validate_on_submit():
        service.lift(found, form.lifted.data, by=viewer(), shown=form.version.data)
        say("The stop is lifted. Everybody concerned is told.")
        return see_other("changes.stop", stop_id=found.id)
    return _stop(found, form)


@blueprint.route("/sites/<uuid:site_id>/closed-today", methods=BOTH)
@requires(Permission.CLOSE_TODAY, sites.find)
def close_today(site: Site) -> ResponseReturnValue:
    """Close a setting for today in one act, and tell everybody who is expected."""
    today, wrong = clock.today(site.zone or site.provider.zone), ""
    if request.method == "POST":
        try:
            _, people = service.close_today(site, by=viewer())
            say(f"{site.name} is closed today. {_told(len(people))}")
            return see_other("sites.site", site_id=site.id)
        except Refused:
            wrong = f"{site.name} is closed today already."
    people = queries.around_site(queries.expected_on(site, today), today)
    context = {
        "people": people,
        "named": policy.may_stop(viewer(), site.provider),  # a supervisor reads how many, not who
        "back": (url_for("sites.site", site_id=site.id), f"Back to {site.name}"),
    }
    shown = render_template("changes/close_today.html", site=site, today=today, wrong=wrong, **context)
    return shown, 422 if wrong else 200


def _stop(found: Stop, form: forms.LiftForm | None = None) -> ResponseReturnValue:
    manages = policy.may_stop(viewer(), found)
    if manages and form is None:
        form = forms.LiftForm()
        form.begin(found)
    touched = {each.id: each for each in queries.placements_under(found)}
    mine = {key for key, each in touched.items() if manages or is_party(viewer(), each)}
    plans = [each for each in found.plans if manages or uuid.UUID(each["placement"]) in mine]
    names = {str(key): each.student.person.name for key, each in touched.items()}
    context = {"stop": found, "manages": manages, "plans": plans, "names": names, "today": clock.today()}
    if form is None:
        return render_template("changes/stop.html", form=None, **context)
    return page("changes/stop.html", form, **context)


def _subjects(provider: Organisation) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (heading, [(f"{kind.value}~{key}", name) for key, name in _of_kind(kind, provider)])
        for kind, heading in HEADINGS.items()
    ]


def _of_kind(kind: StopKind, provider: Organisation) -> list[tuple[uuid.UUID, str]]:
    if kind is StopKind.SUPERVISOR:
        return [(each.id, each.name) for each in queries.supervisors_at(provider, clock.today())]
    return queries.students_at(provider) if kind is StopKind.STUDENT else queries.sites_at(provider)


def _subject(provider: Organisation) -> tuple[StopKind, uuid.UUID, str]:
    """Return whom or what the address names; 404 for nobody at this provider."""
    named = request.view_args or {}
    kind = next((each for each in StopKind if each.value == named["kind"]), None)
    found = dict(_of_kind(kind, provider)) if kind else {}
    if kind is None or named["subject"] not in found:
        abort(404)
    return kind, named["subject"], found[named["subject"]]


def _questions(touched: list[Placement]) -> list[tuple[str, str]]:
    return [
        (f"plan_{each.id.hex}_{slot.code}", f"{slot.code} of {each.student.person.name}")
        for each in touched
        for slot in each.slots
    ]


def _plans(form: forms.StopForm, touched: list[Placement]) -> list[dict[str, str]]:
    answers = form.answers()
    return [
        {"placement": str(each.id), "code": slot.code, "plan": answers[f"plan_{each.id.hex}_{slot.code}"]}
        for each in touched
        for slot in each.slots
    ]


def _told(number: int) -> str:
    return plural(number, "1 person is told.", f"{number} people are told.", "Nobody was expected there.")
