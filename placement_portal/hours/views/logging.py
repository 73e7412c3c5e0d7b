"""The log form: a session in twenty seconds, with what the student will most likely want filled in."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from placement_portal import clock, transaction
from placement_portal.access import refuse, signed_in, viewer
from placement_portal.accounts.forms import plain
from placement_portal.clearance.queries.windows import gaps_on
from placement_portal.clearance.rules.windows import gap
from placement_portal.database import db
from placement_portal.hours import queries, rules, service
from placement_portal.hours.forms import EntryForm, as_id, fingerprint, text_of
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import monday_of
from placement_portal.hours.views.answers import blueprint, render, to_week_of
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import SUPERVISING, TAKES_HOURS, AssignmentCapacity
from placement_portal.programmes.rules import NotePolicy
from placement_portal.web.redirects import say


@dataclass(frozen=True, slots=True)
class People:
    """Whom the form names: who reads the note, and to whom it can be sent."""

    readers: str
    supervisor: str


@blueprint.route("/log", methods=["GET", "POST"])
@signed_in
def log() -> ResponseReturnValue:
    """Log a session: save it in the week, or send it to the supervisor at once."""
    form = EntryForm()
    if not form.validate_on_submit():
        return _page(form)
    placement_id = as_id(form.placement.data)
    chosen = queries.chosen(viewer(), placement_id, form.written) if placement_id else None
    if chosen is None:
        refuse(viewer(), 404)
    if chosen.placement.status not in TAKES_HOURS:
        refuse(viewer(), 403, on=chosen.placement.id)
    if form.warnings:
        return _page(form)
    key = as_id(request.form.get("once"))
    try:
        entry = service.log(form.written, chosen, by=viewer(), now=clock.now(), key=key, send=_sends())
        db.session.flush()
    except service.Refused as refused:
        form.refuse(refused.refusals)
        return _page(form)
    except service.LoggedBefore as before:
        return _again(form, before.entry_id)
    except IntegrityError:
        return _made_meanwhile(form, key)
    _tell(chosen.gap)
    return to_week_of(entry)


def _tell(why: str | None) -> None:
    """Say that it is saved and, when a check was not in place, that it does not count."""
    say(SENT if _sends() else SAVED)
    if why:
        flash(f"{gap(why).sentence} {NOTHING_LOST}", "warning")


LONG_AGO = timedelta(days=1000)
NOTHING_LOST = "It is written down all the same, and your tutor hears of it when you send it."
SENT = "Sent to your supervisor."
SAVED = "Saved in your week. Nobody is asked to look at it until you send it."


@blueprint.post("/log/check-note")
@signed_in
def check_note() -> ResponseReturnValue:
    """Say while somebody types what in a note could tell who a client is."""
    found = rules.looks_identifying(plain(request.form.get("note", ""))[: 2 * 280])
    return render_template("hours/_note_warning.html", warnings=[each.sentence for each in found])


def people_of(placement: Placement) -> People:
    """Return who is named on a form about a placement."""
    today = clock.today()
    assigned = [each for each in placements.people_of(placement) if each.starts <= today <= (each.ends or today)]
    supervisors = _names(assigned, SUPERVISING)
    readers = ["you", *supervisors, *_names(assigned, {AssignmentCapacity.TUTOR}), "your programme lead"]
    return People(f"{', '.join(readers[:-1])} and {readers[-1]}", supervisors[0] if supervisors else "")


def _names(assigned: list[Assignment], capacities: object) -> list[str]:
    return [each.person.name for each in assigned if each.capacity in capacities]  # type: ignore[operator]


def _sends() -> bool:
    return request.form.get("act") == "send"


def _made_meanwhile(form: EntryForm, key: uuid.UUID | None) -> ResponseReturnValue:
    """Answer a form whose twin was saved in the same instant."""
    transaction.roll_back()
    return _again(form, queries.made_with(viewer(), key))


def _again(form: EntryForm, entry_id: uuid.UUID) -> ResponseReturnValue:
    """Answer a form that was sent before: the same answer to the same content, else both are shown."""
    entry = db.session.get(Entry, entry_id)
    if entry is not None and rules.written(entry) == form.written:
        return to_week_of(entry)
    return _page(form, before=entry)


def _page(form: EntryForm, before: Entry | None = None) -> ResponseReturnValue:
    person, today = viewer(), clock.today()
    running = placements.for_logging(person)
    if not running:
        return render_template("hours/no_placement.html")
    placement = _placement(running, form.placement.data or request.args.get("placement"))
    day = _day(today)
    logged = queries.week_of(person, monday_of(day))
    suggested = [each for each in queries.suggested(running, monday_of(day), logged) if each.day == day]
    if not form.is_submitted():
        _prefill(form, placement, day)
    form.day.offer((today, "Today"), (today - timedelta(days=1), "Yesterday"))
    form.offer(placement, queries.category_use(person, placement))
    warnings = form.warnings if form.is_submitted() else []
    if form.is_submitted():
        form.noted.data = fingerprint(text_of(form.note))
    policy = placement.student.cohort.version_of.note_policy
    return render(
        "log",
        form,
        placement=placement,
        running=running,
        suggested=[each for each in suggested if each.placement is placement],
        last_week=[each for each in queries.same_day_before(person, day) if each.placement_id == placement.id],
        day=day,
        before=before,
        warnings=warnings,
        people=people_of(placement),
        gaps=_gaps(placement, day),
        asks_note=policy is not NotePolicy.OFF,
        needs_note=policy is NotePolicy.REQUIRED,
    )


def _gaps(placement: Placement, day: date) -> dict[str, list[str]]:
    """Return what would not count on a day: each sentence with the names of the kinds of time it is about."""
    found: dict[str, list[str]] = {}
    kinds = [each for each in placement.student.cohort.version_of.categories if not each.retired]
    for _, site_id, needs, why in gaps_on([placement.id], day):
        at = next((each.site.name for each in placement.sites if each.site_id == site_id), "")
        names = [each.name for each in kinds if each.needs is needs]
        several = len(placement.sites) > 1
        found.setdefault(why.sentence, []).extend(f"{each} ({at})" if several else each for each in names)
    return {sentence: names for sentence, names in found.items() if names}


def _placement(running: list[Placement], asked: str | None) -> Placement:
    return next((each for each in running if str(each.id) == asked), running[0])


def _day(today: date) -> date:
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today
    return asked if timedelta() <= today - asked < LONG_AGO else today


def _prefill(form: EntryForm, placement: Placement, day: date) -> None:
    """Fill a fresh form: from an entry to copy, or with nothing but the day."""
    form.day.data = day
    copied = as_id(request.args.get("from"))
    entry = queries.find(viewer(), copied) if copied else None
    if entry is not None and entry.author_id == viewer().id and entry.placement_id == placement.id:
        form.show(replace(rules.written(entry), day=day, note=""))
