"""Changes of a placement: the list, asking for one, reading and answering it."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal import clock, transaction
from placement_portal.access import Permission, requires, viewer
from placement_portal.changes import forms, policy, queries, rules, service
from placement_portal.changes.forms.changing import SettingsForm, SupervisorForm
from placement_portal.changes.views.answers import BOTH, blueprint, page, to_placement
from placement_portal.once import views as once
from placement_portal.organisations.rules import in_force
from placement_portal.organisations.service import Refused
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement, PlacementAmendment
from placement_portal.placements.rules import SUPERVISING, ChangeKind, ChangeStatus, SlotStatus
from placement_portal.placements.service import WORDS
from placement_portal.web.formats import plural
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other


@blueprint.get("/placements/<uuid:placement_id>/changes")
@requires(Permission.SEE_PLACEMENT, placements.find)
def changes(placement: Placement) -> ResponseReturnValue:
    """List what changed and what is to change, and offer what can be asked for."""
    may_ask = policy.may_ask(viewer(), placement)
    found = queries.of_placement(placement)
    named = placements.named_changes(found)
    return render_template(
        "changes/changes.html",
        placement=placement,
        found=[(each, named[each.id], _standing(each)) for each in found],
        kinds=policy.kinds_for(viewer(), placement) if may_ask else [],
        words=WORDS,
        **to_placement(placement),
    )


@blueprint.route("/placements/<uuid:placement_id>/changes/<kind>", methods=BOTH)
@requires(Permission.ASK_FOR_CHANGE, lambda person, placement_id, kind: placements.find(person, placement_id))
@once.only
def ask(placement: Placement) -> ResponseReturnValue:
    """Ask for a change, after seeing what falls outside of it."""
    kind = _kind(placement)
    form = _form(kind, placement)
    outside = 0
    if form.validate_on_submit():
        try:
            outside = service.falls_outside(placement, form.wanted())
            if not outside or form.sure.data:
                return _asked(form, placement)
            form.sure.errors = [f"Tick the box to go on: {_outside(outside)}"]
        except Refused as refused:
            _first(form).errors = [str(refused)]
    sides = rules.still_needed(kind, policy.sides_of(viewer(), placement))
    back = url_for("changes.changes", placement_id=placement.id), "Back to changes"
    return page("changes/ask.html", form, placement=placement, kind=kind, outside=outside, sides=sides, back=back)


@blueprint.get("/changes/<uuid:change_id>")
@requires(Permission.SEE_CHANGE, queries.find_change)
def change(found: PlacementAmendment) -> ResponseReturnValue:
    """Show one change, and what the viewer can do about it."""
    return _change(found)


@blueprint.post("/changes/<uuid:change_id>/answer")
@requires(Permission.ANSWER_CHANGE, queries.find_change)
def answer(found: PlacementAmendment) -> ResponseReturnValue:
    """Agree to a change, or decline it."""
    agrees = request.form.get("answer") == "agree"
    if not agrees and request.form.get("answer") != "decline":
        return _change(found, "Choose whether you agree.")
    try:
        service.answer(found, agrees=agrees, by=viewer(), shown=_version())
    except Refused as refused:
        return _unchanged(found, f"This cannot be agreed as it is: {refused}")
    said = {
        ChangeStatus.AGREED: "It is agreed. Everybody concerned is told.",
        ChangeStatus.DECLINED: "It is declined. Everything stays as it was, and everybody concerned is told.",
    }
    say(said.get(found.status, "Your answer is kept. It waits for the other side now."))
    return see_other("changes.change", change_id=found.id)


@blueprint.post("/changes/<uuid:change_id>/withdraw")
@requires(Permission.WITHDRAW_CHANGE, queries.find_change)
def withdraw(found: PlacementAmendment) -> ResponseReturnValue:
    """Take back a change that waits, or call off one that lies ahead."""
    try:
        service.withdraw(found, by=viewer(), shown=_version())
    except Refused as refused:
        return _unchanged(found, str(refused))
    say("It is taken back. Everything stays as it was, and everybody concerned is told.")
    return see_other("changes.change", change_id=found.id)


def _asked(form: forms.ChangeForm, placement: Placement) -> ResponseReturnValue:
    clients = {name.removeprefix("plan_"): words for name, words in form.answers().items()}
    made = service.ask(placement, form.wanted(), clients=clients, by=viewer(), shown=form.version.data)
    needed = rules.still_needed(made.kind, [each.side for each in made.answers])
    who = " and ".join(label(side).text.lower() for side in needed)
    say(f"It waits for {who}. They are told." if who else "It is agreed. Everybody concerned is told.")
    return see_other("changes.change", change_id=made.id)


def _form(kind: ChangeKind, placement: Placement) -> forms.ChangeForm:
    slots = [slot for slot in placements.caseload_of(placement) if slot.status is SlotStatus.OPEN]
    form = forms.change_form(kind, placement, slots)
    if isinstance(form, SettingsForm):
        form.offer(placements.sites_for(placement.university_id, *(each.site_id for each in placement.sites)))
    if isinstance(form, SupervisorForm):
        today = max(clock.today(), placement.starts)
        now = [
            each
            for each in placements.people_of(placement)
            if each.capacity in SUPERVISING and in_force(each.starts, each.ends, today)
        ]
        form.offer_people(now, placements.supervisors_for(placement))
    if not form.is_submitted():
        form.version.data = placement.version
        form.begin()
    return form


def _kind(placement: Placement) -> ChangeKind:
    """Return the kind that the address names; 404 for none, or one that cannot be asked for now."""
    asked = (request.view_args or {}).get("kind", "").replace("-", "_")
    kinds = {each.value: each for each in policy.kinds_for(viewer(), placement)}
    if asked not in kinds:
        abort(404)
    return kinds[asked]


def _first(form: forms.ChangeForm) -> Any:
    """Return the first question of a form, beside which a refusal stands."""
    return next(field for field in form if field.name not in ("sure", "version", "csrf_token"))


def _outside(number: int) -> str:
    return plural(number, "1 logged session", f"{number} logged sessions") + " would fall outside."


def _standing(found: PlacementAmendment) -> rules.Standing:
    begins = rules.begins_on(found.kind, found.from_day, found.changes)
    return rules.standing(found.status, begins, clock.today())


def _version() -> int | None:
    typed = request.form.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def _unchanged(found: PlacementAmendment, wrong: str) -> ResponseReturnValue:
    """Show a change as it was before an act that was refused half-way."""
    transaction.roll_back()
    again = queries.find_change(viewer(), found.id)
    return _change(again or found, wrong)


def _change(found: PlacementAmendment, wrong: str = "") -> ResponseReturnValue:
    standing = _standing(found)
    placement, person = found.placement, viewer()
    agreed = [each.side for each in found.answers if each.agrees]
    may_take_back = policy.may_withdraw(person, found) or (
        policy.may_call_off(person, found) and standing is rules.Standing.AHEAD
    )
    waits = found.status is ChangeStatus.PROPOSED
    shown = render_template(
        "changes/change.html",
        change=found,
        changes=placements.named_changes([found])[found.id],
        placement=placement,
        standing=standing,
        needed=rules.still_needed(found.kind, agreed) if waits else [],
        may_answer=policy.may_answer(person, found),
        may_take_back=may_take_back,
        plans=found.clients if policy.reads_plans(person, placement) else [],
        words=WORDS,
        wrong=wrong,
        back=(url_for("changes.changes", placement_id=placement.id), "Back to changes"),
    )
    return shown, 422 if wrong else 200
