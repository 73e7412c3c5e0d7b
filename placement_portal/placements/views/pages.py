"""The pages on which placements are made, changed and moved, and on which people, clients and timetables are kept."""

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.queries.asking import STUDENT, Glance, before_placing, glances_of
from placement_portal.clearance.views.answers import note_glances
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.placements import forms, policy, queries, service
from placement_portal.placements.models import Assignment, CaseloadSlot, Placement, TimetableRow
from placement_portal.placements.rules import (
    MOMENT_OF,
    SUPERVISING,
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SlotKind,
    SlotStatus,
)
from placement_portal.programmes.models import StudentRecord
from placement_portal.web.labels import label
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("placements", __name__)
BOTH = ("GET", "POST")


@blueprint.route("/students/<uuid:student_id>/placements/new", methods=BOTH)
@requires(Permission.PLACE_STUDENT, queries.find_student)
@once.only
def new(student: StudentRecord) -> ResponseReturnValue:
    """Place a student."""
    form, stages = forms.NewPlacementForm(), queries.stages_of(student)
    sites = queries.sites_for(student.cohort.version_of.programme.university_id)
    form.offer(sites)
    form.offer_stages(stages)
    missing = before_placing([student.person_id]).get(student.person_id, [])
    if sites and not missing and form.validate_on_submit():
        stage = next(each for each in stages if each.id == form.stage.data)
        made = service.create(student, stage, form.terms(), status=form.status.data, by=viewer())
        say("The placement is made. Now say who supervises and who tutors.")
        return see_other("placements.people", placement_id=made.id)
    if missing and form.is_submitted():
        form.site.errors = ["Not to be placed yet: see above what is missing."]
    if not form.is_submitted():
        form.begin_as(student.stage)
    back = url_for("record.student", student_id=student.id), f"Back to {student.person.name}"
    return _page("placements/new.html", form, student=student, sites=sites, missing=missing, back=back)


@blueprint.route("/placements/<uuid:placement_id>/edit", methods=BOTH)
@requires(Permission.MANAGE_PLACEMENT, queries.find)
def edit(placement: Placement) -> ResponseReturnValue:
    """Change dates, settings and days a week, from a day on."""
    form, now = forms.EditPlacementForm(), queries.sites_of(placement)
    form.stays = {site.id for site in now}
    form.offer(queries.sites_for(placement.university_id, *form.stays))
    if form.validate_on_submit():
        try:
            changed = {"from_day": form.from_day.data, "by": viewer(), "shown": form.version.data}
            service.change(placement, form.terms(), **changed)
            return _saved(placement)
        except Refused as refused:
            form.site.errors = [str(refused)]
    if not form.is_submitted():
        form.fill(placement, now)
    changes = queries.amendments_of(placement)
    return _page(
        "placements/edit.html", form, placement=placement, changes=changes, words=service.WORDS, **_to(placement)
    )


@blueprint.route("/placements/<uuid:placement_id>/state", methods=BOTH)
@requires(Permission.MOVE_PLACEMENT, queries.find)
def state(placement: Placement) -> ResponseReturnValue:
    """Move the state, and say what happens for each client when work ends or pauses."""
    actions = policy.actions_for(viewer(), placement)
    slots = [slot for slot in queries.caseload_of(placement) if slot.status is SlotStatus.OPEN]
    form, unticked = forms.move_form(placement, actions, slots), _unticked(placement, actions)
    if form.validate_on_submit():
        left_open = [each.text for each in unticked.get(form.action.data, ())]
        if form.may_move_on(left_open):
            done: dict[str, Any] = {"day": form.day.data, "clients": form.clients(), "shown": form.version.data}
            if form.action.data is PlacementAction.START and placement.status is PlacementStatus.MATCHED:
                ready = {"day": form.day.data, "clients": {}, "shown": done.pop("shown"), "by": viewer()}
                service.move(placement, PlacementAction.MAKE_READY, **ready)
            service.move(placement, form.action.data, **done, left_open=left_open, by=viewer())
            return _saved(placement, f"Now: {label(placement.status).text}.")
    if not form.is_submitted():
        form.version.data, form.day.data = placement.version, clock.today()
    moves = queries.moves_of(placement)
    return _page(
        "placements/state.html",
        form,
        placement=placement,
        actions=actions,
        slots=slots,
        moves=moves,
        unticked=unticked,
        gate=glance_of(placement),
        **_to(placement),
    )


@blueprint.route("/placements/<uuid:placement_id>/people", methods=BOTH)
@requires(Permission.STAFF_PLACEMENT, queries.find)
@once.only
def people(placement: Placement) -> ResponseReturnValue:
    """List who supervises and tutors a placement, and add to it."""
    form = forms.AssignForm()
    supervisors, tutors = queries.assignable(placement)
    tutors = tutors if policy.is_programme_staff(viewer(), placement) else []
    capacities = [each for each in AssignmentCapacity if tutors or each in SUPERVISING]
    form.offer(capacities, supervisors, tutors)
    if form.validate_on_submit():
        try:
            service.assign(placement, form.chosen(), form.capacity.data, starts=form.starts.data, by=viewer())
            say(f"{form.chosen().name} is on the list.")
            return see_other("placements.people", placement_id=placement.id)
        except Refused as refused:
            form.person.errors = [str(refused)]
    if not form.is_submitted():
        form.starts.data = placement.starts
    found = queries.people_of(placement)
    return _page("placements/people.html", form, placement=placement, people=found, **_to(placement))


@blueprint.route("/assignments/<uuid:assignment_id>/end", methods=BOTH)
@requires(Permission.STAFF_PLACEMENT, queries.find_assignment)
def end_assignment(assignment: Assignment) -> ResponseReturnValue:
    """End an assignment, and say who goes on."""
    form, placement = forms.EndAssignmentForm(), assignment.placement
    find = queries.supervisors_for if assignment.capacity in SUPERVISING else queries.tutors_for
    others = [person for person in find(placement) if person.id != assignment.person_id]
    form.offer(others)
    if form.validate_on_submit():
        try:
            successor = next((each for each in others if each.id == form.successor.data), None)
            ending = {"ends": form.ends.data, "by": viewer(), "shown": form.version.data}
            service.end_assignment(assignment, successor=successor, **ending)
            say(f"The assignment of {assignment.person.name} ends on that day.")
            return see_other("placements.people", placement_id=placement.id)
        except Refused as refused:
            form.ends.errors = [str(refused)]
    if not form.is_submitted():
        form.version.data, form.ends.data = assignment.version, assignment.ends
    back = url_for("placements.people", placement_id=placement.id), "Back to people"
    heading = f"End the assignment of {assignment.person.name}"
    return _page("placements/end_assignment.html", form, heading=heading, back=back, save="End assignment")


@blueprint.route("/placements/<uuid:placement_id>/clients", methods=BOTH)
@requires(Permission.MANAGE_CASELOAD, queries.find)
@once.only
def clients(placement: Placement) -> ResponseReturnValue:
    """List the clients and groups of a placement as codes, and open one."""
    form = forms.NewSlotForm()
    if form.validate_on_submit():
        made = service.open_slot(placement, form.kind.data, form.facts(), by=viewer())
        say(f"{made.code} is open. Use this code wherever you write about them.")
        return see_other("placements.clients", placement_id=placement.id)
    if not form.is_submitted():
        form.planned_last.data = placement.ends
    slots = queries.caseload_of(placement)
    return _page("placements/clients.html", form, placement=placement, slots=slots, **_to(placement))


@blueprint.route("/clients/<uuid:slot_id>", methods=BOTH)
@requires(Permission.MANAGE_CASELOAD, queries.find_slot)
def client(slot: CaseloadSlot) -> ResponseReturnValue:
    """Change what is known of a client or group."""
    form = forms.SlotForm(obj=slot)
    if slot.kind is SlotKind.INDIVIDUAL:
        del form.size_band
    if form.validate_on_submit():
        service.change_slot(slot, form.facts(), by=viewer(), shown=form.version.data)
        say(f"{slot.code} is changed.")
        return see_other("placements.clients", placement_id=slot.placement_id)
    back = url_for("placements.clients", placement_id=slot.placement_id), "Back to clients and groups"
    return _page("placements/client.html", form, slot=slot, heading=f"Change {slot.code}", back=back)


@blueprint.post("/clients/<uuid:slot_id>/close")
@requires(Permission.MANAGE_CASELOAD, queries.find_slot)
def close_client(slot: CaseloadSlot) -> ResponseReturnValue:
    """End the work with a client or group."""
    service.close_slot(slot, by=viewer())
    say(f"{slot.code} is closed, and out of the timetable.")
    return see_other("placements.clients", placement_id=slot.placement_id)


@blueprint.post("/clients/<uuid:slot_id>/reopen")
@requires(Permission.MANAGE_CASELOAD, queries.find_slot)
def reopen_client(slot: CaseloadSlot) -> ResponseReturnValue:
    """Go on working with a client or group."""
    service.reopen_slot(slot, by=viewer())
    say(f"{slot.code} is open again.")
    return see_other("placements.clients", placement_id=slot.placement_id)


@blueprint.route("/placements/<uuid:placement_id>/timetable", methods=BOTH)
@requires(Permission.MANAGE_CASELOAD, queries.find)
@once.only
def timetable(placement: Placement) -> ResponseReturnValue:
    """Show the weekly timetable, and add to it."""
    form = _habit_form(placement)
    if form.validate_on_submit():
        service.add_row(placement, form.habit(), by=viewer())
        say("It is in the timetable.")
        return see_other("placements.timetable", placement_id=placement.id)
    rows = queries.timetable_of(placement)
    return _page(
        "placements/timetable.html", form, placement=placement, rows=rows, weekdays=forms.WEEKDAYS, **_to(placement)
    )


@blueprint.route("/timetable-rows/<uuid:row_id>", methods=BOTH)
@requires(Permission.MANAGE_CASELOAD, queries.find_row)
def timetable_row(row: TimetableRow) -> ResponseReturnValue:
    """Change a weekly habit."""
    form = _habit_form(row.placement)
    if form.validate_on_submit():
        service.change_row(row, form.habit(), by=viewer(), shown=form.version.data)
        say("The timetable is changed.")
        return see_other("placements.timetable", placement_id=row.placement_id)
    if not form.is_submitted():
        form.fill(row)
    back = url_for("placements.timetable", placement_id=row.placement_id), "Back to the timetable"
    return _page("layouts/one_form.html", form, heading="Change the timetable", back=back)


@blueprint.post("/timetable-rows/<uuid:row_id>/remove")
@requires(Permission.MANAGE_CASELOAD, queries.find_row)
def remove_timetable_row(row: TimetableRow) -> ResponseReturnValue:
    """Take a weekly habit out of the timetable."""
    service.remove_row(row, by=viewer())
    say("It is out of the timetable.")
    return see_other("placements.timetable", placement_id=row.placement_id)


def _unticked(placement: Placement, actions: list[PlacementAction]) -> dict[PlacementAction, list[queries.Checked]]:
    """Return what is still open of the lists that the possible moves ask for."""
    asking = [each for each in actions if each in MOMENT_OF]
    found = [each for each in queries.checks_of(placement) if not each.done] if asking else []
    return {action: [each for each in found if each.moment is MOMENT_OF[action]] for action in asking}


def glance_of(placement: Placement) -> Glance | None:
    """Return what the checks of the student let them do there, in one line; that somebody read it is kept."""
    person_id = placement.student.person_id
    found = glances_of({placement.id: person_id}, STUDENT).get(placement.id)
    if found:
        note_glances("placement", {person_id: placement.provider_id})
    return found


def _habit_form(placement: Placement) -> forms.HabitForm:
    form = forms.HabitForm()
    open_slots = [slot for slot in queries.caseload_of(placement) if slot.status is SlotStatus.OPEN]
    form.offer(queries.categories_of(placement), open_slots, queries.sites_of(placement))
    return form


def _page(template: str, form: FlaskForm, **context: Any) -> ResponseReturnValue:
    wrong = any(field.errors for field in form)
    return render_template(template, form=form, **context), 422 if wrong else 200


def _saved(placement: Placement, words: str = "The placement is changed.") -> ResponseReturnValue:
    say(words)
    return see_other("record.placement", placement_id=placement.id)


def _to(placement: Placement) -> dict[str, tuple[str, str]]:
    url = url_for("record.placement", placement_id=placement.id)
    return {"back": (url, f"Back to the placement of {placement.student.person.name}")}
