"""Waiting for you: everything that one person decides on, across students and universities, on one page."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime

from flask import Blueprint, flash, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import signed_in, viewer
from placement_portal.agreements import queries as agreements
from placement_portal.competencies import queries as competencies
from placement_portal.hours import service as hours
from placement_portal.hours.rules import EntryAction
from placement_portal.hours.service import Decided
from placement_portal.once.views import only
from placement_portal.signing import queries, rules, service
from placement_portal.signing.forms import VerifyForm, as_id
from placement_portal.signing.queries import Act, After
from placement_portal.supervision import queries as supervision
from placement_portal.supervision import rules as supervised
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("signing", __name__, url_prefix="/waiting-for-you")

MOST_AGREEMENTS = 5
MOST_SESSIONS = 20


@blueprint.get("")
@signed_in
def room() -> ResponseReturnValue:
    """Show all that waits for the viewer."""
    return _page(VerifyForm(formdata=None))


@blueprint.post("")
@signed_in
@only
def verify() -> ResponseReturnValue:
    """Verify the ticked lines, or all that are not flagged; lines that changed are shown, and hold up no other."""
    form = VerifyForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    chosen = form.chosen(queries.shown(viewer(), form.shown.data))
    decided = hours.verify(chosen, known_by=form.knows, by=viewer(), now=clock.now())
    if decided.needs_basis:
        flash(
            plural(
                len(decided.needs_basis),
                "1 line is from a day on which you did not supervise, and waits still.",
                "%(n)s lines are from days on which you did not supervise, and wait still.",
            )
            + " Say how you know: from the setting's records, or talked through with the student.",
            "warning",
        )
        return see_other("signing.room")
    if decided.moved or decided.missing:
        return _page(VerifyForm(formdata=None), decided)
    if not decided.done:
        flash("Nothing was verified: tick the lines that you looked at.", "info")
    return see_other("signing.room")


@blueprint.post("/undo")
@signed_in
@only
def undo() -> ResponseReturnValue:
    """Take back what the viewer decided a moment ago: one line, or all that was decided with it."""
    found = _decided_then()
    only_this = as_id(request.form.get("entry"))
    undone = service.undo([each for each in found if only_this in (None, each)], by=viewer(), now=clock.now())
    if undone.done:
        say(plural(undone.done, "Undone: 1 line waits for you again.", "Undone: %(n)s lines wait for you again."))
    if undone.refused or not undone.done:
        flash("What was decided more than 10 minutes ago, or answered since, stays as it is.", "info")
    return see_other("signing.room")


@blueprint.post("/take-over")
@signed_in
@only
def take_over() -> ResponseReturnValue:
    """Make what waited for somebody who left the viewer's own."""
    supervisor_id = as_id(request.form.get("supervisor"))
    entries = queries.left_with(viewer(), as_id(request.form.get("placement")), supervisor_id)
    hours.take_over(entries, by=viewer())
    none = "There was nothing left to take over."
    say(plural(len(entries), "You took over 1 line.", "You took over %(n)s lines.", none))
    return see_other("signing.room")


def _page(form: VerifyForm, decided: Decided | None = None, status: int = 200) -> ResponseReturnValue:
    person, now = viewer(), clock.now()
    found = queries.counts(person)  # what there is none of is not asked for
    lines, more = queries.lines(person, _after()) if found.entries else ([], False)
    changes, left = queries.changes(person) if found.changes else [], queries.left_behind(person)
    done = queries.done_just_now(person, now)
    to_sign = agreements.waiting_for(person, limit=MOST_AGREEMENTS) if found.agreements else []
    sessions = supervision.waiting_for(person) if found.sessions else []
    looks = competencies.waiting_looks(person) if found.looks else []
    waits = bool(lines or changes or left or to_sign or sessions or looks)
    page = render_template(
        "signing/room.html",
        form=form,
        weeks=rules.by_student_and_week(lines),
        count=len(lines),
        unflagged=len(rules.taken_by_tick_all(lines)),
        ticked=form.ticks.data or (),
        next_page=f"{lines[-1].day.isoformat()}~{lines[-1].id}" if more else None,
        changes=changes,
        left=left,
        looks=looks,
        to_sign=to_sign[:MOST_AGREEMENTS],
        sessions=[(each, supervised.hash_shown(each.id, each.number, each)) for each in sessions[:MOST_SESSIONS]],
        more_sessions=len(sessions) > MOST_SESSIONS,
        more_to_sign=len(to_sign) > MOST_AGREEMENTS,
        done=done,
        totals=_totals(done),
        until=rules.undo_deadline(act.at for act in done),
        local=clock.local,
        decided=decided,
        lately=[] if waits else queries.decided_lately(person, now),
        waits=waits,
    )
    return page, status


def _totals(done: Iterable[Act]) -> list[tuple[EntryAction, int]]:
    """Return how many lines were decided in each way, what was done last first."""
    return list(Counter(act.action for act in done for _ in act.lines).items())


def _after() -> After | None:
    """Return where the page before ended; None on the first page, and for whatever cannot be read."""
    day, _, entry_id = request.args.get("after", "").partition("~")
    try:
        return date.fromisoformat(day), uuid.UUID(entry_id)
    except ValueError:
        return None


def _decided_then() -> list[uuid.UUID]:
    """Return the entries of the act that the form names; none for whatever cannot be read."""
    action, _, at = request.form.get("act", "").partition("~")
    try:
        instant, decided = datetime.fromisoformat(at), EntryAction(action)
    except ValueError:
        return []
    return queries.done_at(viewer(), decided, instant) if instant.tzinfo else []
