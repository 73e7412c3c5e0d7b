"""What is decided about one entry: verify, send back, decline, undo, take over, confirm, take back."""

from datetime import date

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.hours import queries, rules, service
from placement_portal.hours.forms import AnswerForm, DecideForm, ReasonForm, as_id, text_of
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import NEEDS_BASIS, EntryStatus, KnownBy
from placement_portal.hours.views.answers import blueprint, render, seen, to_entry
from placement_portal.transaction import Moved
from placement_portal.web.redirects import say

WHY = {"query": "Say why you send it back.", "decline": "Say why you decline it."}


@blueprint.route("/entries/<uuid:entry_id>/decide", methods=["GET", "POST"])
@requires(Permission.VERIFY_HOURS, queries.find)
def decide(entry: Entry) -> ResponseReturnValue:
    """Decide on one entry: verify it, send it back, or decline it."""
    if request.method == "GET" and entry.status is not EntryStatus.SUBMITTED:
        return to_entry(entry)
    form = DecideForm()
    act = request.form.get("act", "verify")
    if form.validate_on_submit() and _has_reason(form, act) and _did(entry, form, act):
        return to_entry(entry)
    form.offer_categories(entry.placement.student.cohort.version_of.categories)
    form.seen.data = rules.seen(entry)
    return render("decide", form, entry=entry)


@blueprint.post("/entries/<uuid:entry_id>/answer-amendment")
@requires(Permission.VERIFY_HOURS, queries.find)
def answer_amendment(entry: Entry) -> ResponseReturnValue:
    """Accept or decline a change to a verified entry."""
    form = AnswerForm()
    accept = request.form.get("act") == "accept"
    answer = text_of(form.answer) if form.validate_on_submit() else ""
    service.answer_amendment(entry, seen=seen(), accept=accept, answer=answer, by=viewer(), now=clock.now())
    say("The change is accepted." if accept else "The change is declined.")
    return to_entry(entry)


@blueprint.post("/entries/<uuid:entry_id>/undo")
@requires(Permission.UNDO_HOURS, queries.find)
def undo(entry: Entry) -> ResponseReturnValue:
    """Take back one's own decision."""
    service.undo(entry, by=viewer(), now=clock.now())
    say("Undone. It waits for you again.")
    return to_entry(entry)


@blueprint.post("/entries/<uuid:entry_id>/take-over")
@requires(Permission.TAKE_OVER_HOURS, queries.find)
def take_over(entry: Entry) -> ResponseReturnValue:
    """Make an undecided entry of somebody who left one's own."""
    service.take_over([entry], by=viewer())
    say("It waits for you now.")
    return to_entry(entry)


@blueprint.route("/entries/<uuid:entry_id>/confirm", methods=["GET", "POST"])
@requires(Permission.CONFIRM_HOURS, queries.find)
def confirm(entry: Entry) -> ResponseReturnValue:
    """Confirm as the university what no supervisor decided in time."""
    form = ReasonForm()
    if form.validate_on_submit():
        service.confirm(entry, seen=seen(), reason=text_of(form.reason), by=viewer(), now=clock.now())
        say("Confirmed by the university.")
        return to_entry(entry)
    form.seen.data = rules.seen(entry)
    return render("confirm", form, entry=entry)


@blueprint.route("/entries/<uuid:entry_id>/reverse", methods=["GET", "POST"])
@requires(Permission.REVERSE_HOURS, queries.find)
def reverse(entry: Entry) -> ResponseReturnValue:
    """Take a verified entry out of the totals."""
    if request.method == "GET" and (entry.status is not EntryStatus.VERIFIED or entry.is_reversed):
        return to_entry(entry)
    form = ReasonForm()
    if form.validate_on_submit():
        service.reverse(entry, seen=seen(), reason=text_of(form.reason), by=viewer(), now=clock.now())
        say("Taken back. The student and the supervisor get a receipt.")
        return to_entry(entry)
    form.seen.data = rules.seen(entry)
    return render("reverse", form, entry=entry)


def _has_reason(form: DecideForm, act: str) -> bool:
    if act in WHY and not form.reason.data:
        form.reason.errors = [WHY[act]]
        return False
    return True


class NotThere(ValueError):
    """Somebody says that they know of a day themselves on which they did not supervise."""


def _did(entry: Entry, form: DecideForm, act: str) -> bool:
    try:
        ACTS.get(act, _verify)(entry, form)
    except NotThere as refused:
        form.known_by.errors = [str(refused)]
        return False
    except service.Refused as refused:
        form.minutes.errors = [*form.minutes.errors, str(refused)]
        return False
    return True


def _verify(entry: Entry, form: DecideForm) -> None:
    known_by = KnownBy(form.known_by.data)
    decided = service.verify({entry.id: seen()}, known_by=known_by, by=viewer(), now=clock.now())
    for _, differences in decided.moved:
        raise Moved(differences)
    if decided.needs_basis:
        raise NotThere(NEEDS_BASIS)
    say("Verified. You can undo it for 10 minutes.")


def _query(entry: Entry, form: DecideForm) -> None:
    offer = service.Offer(minutes=form.minutes.data, category_id=as_id(form.category.data), day=_day(form))
    service.query(entry, seen=seen(), reason=text_of(form.reason), offer=offer, by=viewer(), now=clock.now())
    say("Sent back. You can undo it for 10 minutes; the student gets a letter after that.")


def _decline(entry: Entry, form: DecideForm) -> None:
    service.decline(entry, seen=seen(), reason=text_of(form.reason), by=viewer(), now=clock.now())
    say("Declined. You can undo it for 10 minutes; the student gets a letter after that.")


def _day(form: DecideForm) -> date | None:
    day: date | None = form.day.data
    return day


ACTS = {"query": _query, "decline": _decline}
