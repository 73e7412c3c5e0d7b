"""What a student does with one entry of their own."""

from dataclasses import replace

from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.hours import queries, rules, service
from placement_portal.hours.forms import AmendForm, EntryForm, as_version, fingerprint, text_of
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EDITABLE, EntryStatus
from placement_portal.hours.views.answers import blueprint, render, seen, to_entry, to_week_of
from placement_portal.hours.views.logging import people_of
from placement_portal.once.views import only
from placement_portal.programmes.rules import NotePolicy
from placement_portal.web.redirects import say, see_other


@blueprint.route("/entries/<uuid:entry_id>/edit", methods=["GET", "POST"])
@requires(Permission.LOG_HOURS, queries.find)
def edit(entry: Entry) -> ResponseReturnValue:
    """Change a draft, or what came back, which sends it again."""
    if entry.status not in EDITABLE:
        return to_entry(entry)
    form = EntryForm()
    if form.validate_on_submit() and not form.warnings:
        again = entry.status is EntryStatus.QUERIED
        act = service.resubmit if again else service.edit
        try:
            act(entry, form.written, shown=as_version(form.version.data), by=viewer(), now=clock.now())
        except service.Refused as refused:
            form.refuse(refused.refusals)
        else:
            say("Sent to your supervisor again." if again else "Your draft is changed.")
            return to_week_of(entry)
    return _page("edit", form, entry)


@blueprint.route("/entries/<uuid:entry_id>/amend", methods=["GET", "POST"])
@requires(Permission.LOG_HOURS, queries.find)
def amend(entry: Entry) -> ResponseReturnValue:
    """Ask to change what was verified."""
    if entry.status is not EntryStatus.VERIFIED or entry.changing or entry.is_reversed:
        return to_entry(entry)
    form = AmendForm()
    if form.validate_on_submit() and not form.warnings:
        shown, reason = as_version(form.version.data), text_of(form.reason)
        try:
            service.amend(entry, form.written, reason=reason, shown=shown, by=viewer(), now=clock.now())
        except service.Refused as refused:
            form.refuse(refused.refusals)
        else:
            say("Your supervisor is asked. Until then it counts as it was verified.")
            return see_other("record.entry", entry_id=entry.id)
    return _page("amend", form, entry)


@blueprint.post("/entries/<uuid:entry_id>/submit")
@requires(Permission.LOG_HOURS, queries.find)
def submit(entry: Entry) -> ResponseReturnValue:
    """Hand a draft in."""
    try:
        service.submit(entry, by=viewer(), now=clock.now())
    except service.Refused as refused:
        form = EntryForm(formdata=None)
        form.refuse(refused.refusals)
        page: ResponseReturnValue = _page("edit", form, entry)
        return page
    say("Sent to your supervisor.")
    return to_week_of(entry)


@blueprint.post("/entries/<uuid:entry_id>/withdraw")
@requires(Permission.LOG_HOURS, queries.find)
def withdraw(entry: Entry) -> ResponseReturnValue:
    """Take an entry back into a draft."""
    service.withdraw(entry, by=viewer())
    say("It is a draft again.")
    return to_week_of(entry)


@blueprint.post("/entries/<uuid:entry_id>/delete")
@requires(Permission.LOG_HOURS, queries.find)
def delete(entry: Entry) -> ResponseReturnValue:
    """Delete a draft."""
    service.delete(entry, by=viewer())
    say("Your draft is deleted.")
    return to_week_of(entry)


@blueprint.post("/entries/<uuid:entry_id>/accept-offer")
@requires(Permission.LOG_HOURS, queries.find)
def accept_offer(entry: Entry) -> ResponseReturnValue:
    """Take what the supervisor offered, unchanged."""
    service.accept_offer(entry, seen=seen(), by=viewer(), now=clock.now())
    say("Accepted as your supervisor offered it. It is verified.")
    return to_week_of(entry)


@blueprint.post("/entries/<uuid:entry_id>/log-again")
@requires(Permission.LOG_HOURS, queries.find)
@only
def log_again(entry: Entry) -> ResponseReturnValue:
    """Copy what was declined into a new draft."""
    again = service.log_again(entry, by=viewer(), now=clock.now())
    return see_other("hours.edit", entry_id=again.id)


@blueprint.post("/entries/<uuid:entry_id>/withdraw-amendment")
@requires(Permission.LOG_HOURS, queries.find)
def withdraw_amendment(entry: Entry) -> ResponseReturnValue:
    """Take back a change that was asked for."""
    service.withdraw_amendment(entry, by=viewer(), now=clock.now())
    say("The change is withdrawn.")
    return to_entry(entry)


def _page(template: str, form: EntryForm, entry: Entry) -> ResponseReturnValue:
    warnings = form.warnings if form.is_submitted() and form.note.data is not None else []
    if form.version.data is None:
        form.show(replace(rules.written(entry)))
        form.version.data = str(entry.version)
    else:
        form.noted.data = fingerprint(text_of(form.note))
    form.offer(entry.placement, queries.category_use(viewer(), entry.placement), entry)
    policy = entry.placement.student.cohort.version_of.note_policy
    return render(
        template,
        form,
        entry=entry,
        warnings=warnings,
        people=people_of(entry.placement),
        asks_note=policy is not NotePolicy.OFF or bool(entry.note),
        needs_note=policy is NotePolicy.REQUIRED,
    )
