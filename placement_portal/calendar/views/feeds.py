"""The private link to one's calendar, and the files for a single day."""

from datetime import UTC, datetime, time
from typing import Final

from flask import Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock, transaction
from placement_portal.absences import queries as absences
from placement_portal.absences.models import MakeUp
from placement_portal.absences.rules import minutes_of
from placement_portal.access import Permission, public, requires, signed_in, viewer
from placement_portal.calendar import queries, rules, service
from placement_portal.calendar.forms import FeedForm
from placement_portal.calendar.rules import AN_HOUR, Visit
from placement_portal.calendar.views.answers import blueprint
from placement_portal.calendar.views.ics import answer
from placement_portal.ics.service import write
from placement_portal.once.views import only
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.rhythm import queries as rhythm
from placement_portal.rhythm.models import PlannedSupervision
from placement_portal.rhythm.rules import TITLE, as_event
from placement_portal.web.redirects import say, see_other

KEPT_SECONDS: Final = 300
"""For so long a calendar need not ask again."""

WAIT: Final = int(AN_HOUR.total_seconds())
"""After so many seconds one that asked too often may ask again."""


@blueprint.get("/calendar/link")
@signed_in
def feed() -> ResponseReturnValue:
    """Show whether there is a private link, and when it was last read."""
    return _page()


@blueprint.post("/calendar/link")
@signed_in
@only
def make_feed() -> ResponseReturnValue:
    """Make a private link, or another one in its place, and show it this once."""
    token = service.make_feed(viewer(), _names_settings(), by=viewer(), now=clock.now())
    return _page(url_for("calendar.subscribe", token=token, _external=True))


@blueprint.post("/calendar/link/names")
@signed_in
def change_feed() -> ResponseReturnValue:
    """Choose whether the calendar names settings."""
    kept = queries.feed_of(viewer())
    if kept:
        service.change_feed(kept, _names_settings(), by=viewer())
        say("Saved. Your calendar shows it when it next asks, which can take some hours.")
    return see_other("calendar.feed")


@blueprint.post("/calendar/link/revoke")
@signed_in
def revoke_feed() -> ResponseReturnValue:
    """Take the private link back."""
    kept = queries.feed_of(viewer())
    if kept:
        service.revoke_feed(kept, by=viewer())
        say("The link is dead. Remove the calendar from your devices, too.")
    return see_other("calendar.feed")


@blueprint.get("/feeds/<token>/placement.ics")
@public
def subscribe(token: str) -> ResponseReturnValue:
    """Give somebody's calendar to whoever has the link; a dead link looks like one that never was."""
    opened, now = queries.opened_by(token), clock.now()
    if opened is None:
        abort(404)
    counting = opened.feed.hour_began_at, opened.feed.fetches
    if not rules.may_fetch(*counting, now):
        return Response("Asked too often. Ask again in an hour.\n", 429, {"Retry-After": str(WAIT)}, "text/plain")
    person_id = opened.person.id
    transaction.remember(lambda: service.fetched(person_id, *counting, now))
    today = clock.today()
    visits, meetings = queries.contents(opened.person, today), queries.meetings(opened.person, today)
    planned = rules.feed(visits, today, names=opened.feed.names_settings, meetings=meetings)
    response = answer(write(planned, datetime.combine(today, time(), UTC)), "placement")
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/make-ups/<uuid:make_up_id>/calendar.ics")
@requires(Permission.READ_ABSENCES, absences.find_make_up)
def make_up_file(made: MakeUp) -> Response:
    """Give one planned day to make time up, for a calendar."""
    begin = minutes_of(made.start) if made.start else 0
    end = begin + made.minutes if made.start else begin
    visit = Visit(made.absence.placement_id, made.site_id, made.day, begin, end, made_up=True)
    of = queries.of_placement(made.absence.placement)
    return answer(write([rules.planned_visit(of, visit, names=False)], clock.now()), f"made-up-{made.day}")


@blueprint.get("/supervision/planned/<uuid:plan_id>/calendar.ics")
@requires(Permission.SEE_SUPERVISION_PLAN, rhythm.find_plan)
def planned_supervision_file(planned: PlannedSupervision) -> Response:
    """Give one planned supervision session, for a calendar."""
    event = as_event(planned, planned.placement.provider.zone)
    return answer(write([event], clock.now(), TITLE), f"supervision-{planned.day}")


@blueprint.get("/placements/<uuid:placement_id>/first-day.ics")
@requires(Permission.SEE_PLACEMENT, placements.find)
def first_day_file(placement: Placement) -> Response:
    """Give the first day of a placement, for a calendar."""
    planned = rules.first_day(queries.of_placement(placement))
    return answer(write([planned], clock.now()), f"first-day-{placement.starts}")


def _names_settings() -> bool:
    return bool(FeedForm().names_settings.data)


def _page(link: str = "") -> ResponseReturnValue:
    kept = queries.feed_of(viewer())
    return render_template("calendar/feed.html", feed=kept, link=link, form=FeedForm(obj=kept))
