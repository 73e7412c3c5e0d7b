"""What whoever was there does: write a session down, change it, hand it in, take it back, delete it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.once.views import only
from placement_portal.placements import policy as placing
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.supervision import queries, rules, service
from placement_portal.supervision.forms import SessionForm
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionMode
from placement_portal.supervision.service import Refused, There
from placement_portal.supervision.views.answers import BOTH, READERS, blueprint, page, to_list, to_part
from placement_portal.web.redirects import say


@blueprint.route("/placements/<uuid:placement_id>/supervision/new", methods=BOTH)
@requires(Permission.WRITE_SUPERVISION, placements.find)
@only
def new(placement: Placement) -> ResponseReturnValue:
    """Write a session down, as the student or as who supervised."""
    form, person, today = SessionForm(), viewer(), clock.today()
    mine = placing.is_their_student(person, placement)
    taught = [placement] if mine else _taught(person, placement)
    form.offer(_themes(taught), queries.codes_of(placement))
    if mine:
        form.ask_with_whom(queries.supervisors_of(placement, today))
    else:
        form.ask_which_students(taught, placement.id)
    form.begin(today, today - timedelta(days=1))
    (rhythm,) = queries.rhythms(person, [placement], today)
    if rhythm.unwritten:
        due = rhythm.unwritten
        form.like_planned(due.day, due.start, due.minutes, due.supervisor_id)
    if form.validate_on_submit() and not form.warnings():
        send = request.form.get("act") == "send"
        try:
            made = service.write(
                form.session, _there(form, placement, taught), form.own, by=person, now=clock.now(), send=send
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            say(_said(made, send))
            return to_part(made[0]) if len(made) == 1 else to_list(placement)
    return _page("new", form, placement=placement, mine=mine, taught=taught, rhythm=rhythm, today=today)


@blueprint.route("/supervision/<uuid:part_id>/edit", methods=BOTH)
@requires(Permission.CHANGE_SUPERVISION, queries.find)
def edit(part: SupervisionPart) -> ResponseReturnValue:
    """Change what is not confirmed; what came back is handed in again with it."""
    if request.method == "GET" and part.status not in rules.EDITABLE:
        return to_part(part)
    form = SessionForm()
    form.ask_neither(by_student=part.by_student)
    form.offer(_themes([part.placement], part.session.themes), queries.codes_of(part.placement))
    if form.validate_on_submit() and not form.warnings():
        try:
            by, now = viewer(), clock.now()
            service.edit(part, form.session, form.own, shown=form.version.data, by=by, now=now)
            if request.form.get("act") == "send":
                service.submit(part, by=by, now=now)
        except Refused as refused:
            form.refuse(refused)
        else:
            say("Sent." if request.form.get("act") == "send" else "It is changed.")
            return to_part(part)
    if not form.is_submitted():
        form.show(part)
    return _page("edit", form, part=part, placement=part.placement, mine=part.by_student)


@blueprint.post("/supervision/<uuid:part_id>/submit")
@requires(Permission.CHANGE_SUPERVISION, queries.find)
def submit(part: SupervisionPart) -> ResponseReturnValue:
    """Hand in a record, and every other draft of the same session."""
    try:
        sent = service.submit(part, by=viewer(), now=clock.now())
    except Refused as refused:
        say(str(refused))
    else:
        say(_said(sent, True))
    return to_part(part)


@blueprint.post("/supervision/<uuid:part_id>/withdraw")
@requires(Permission.CHANGE_SUPERVISION, queries.find)
def withdraw(part: SupervisionPart) -> ResponseReturnValue:
    """Take a record back into a draft."""
    service.withdraw(part, by=viewer())
    say("It is a draft again.")
    return to_part(part)


@blueprint.post("/supervision/<uuid:part_id>/delete")
@requires(Permission.CHANGE_SUPERVISION, queries.find)
def delete(part: SupervisionPart) -> ResponseReturnValue:
    """Delete a draft."""
    service.delete(part, by=viewer())
    say("The draft is deleted.")
    return to_list(part.placement)


def _taught(person: Person, placement: Placement) -> list[Placement]:
    """Return the students whom somebody can name, the one they came from among them."""
    found = queries.supervisees_of(person)
    return [*found] if placement.id in {each.id for each in found} else [placement, *found]


def _there(form: SessionForm, placement: Placement, taught: Sequence[Placement]) -> There:
    if "supervisor" in form:
        return There(supervisor=db.session.get_one(Person, form.supervisor.data), placements=[placement])
    chosen = set(form.students.data or [])
    return There(supervisor=viewer(), placements=[each for each in taught if each.id in chosen])


def _themes(taught: Sequence[Placement], kept: Sequence[str] = ()) -> list[str]:
    offered = [theme for each in taught for theme in each.student.cohort.version_of.themes]
    return list(dict.fromkeys([*offered, *kept]))


def _said(made: Sequence[SupervisionPart], sent: bool) -> str:
    if not sent:
        return "It is kept as a draft. Nobody else sees it."
    if made[0].by_student:
        return "Sent to your supervisor to confirm."
    return "Sent to the student to confirm." if len(made) == 1 else f"Sent to {len(made)} students to confirm."


def _page(template: str, form: SessionForm, **context: object) -> ResponseReturnValue:
    warnings = form.warnings() if form.is_submitted() else []
    form.note()
    return page(template, form, warnings=warnings, readers=READERS, group=SupervisionMode.GROUP.value, **context)
