"""What the other side does, and what each side writes for the other: confirm, send back, merge, reflect, comment."""

from flask import flash, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.once.views import only
from placement_portal.supervision import policy, queries, rules, service
from placement_portal.supervision.forms import (
    AnswerForm,
    ChangeForm,
    CommentForm,
    EvidenceForm,
    ReflectForm,
    ReverseForm,
    SendBackForm,
)
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus
from placement_portal.supervision.service import Refused
from placement_portal.supervision.views.answers import BOTH, READERS, as_id, blueprint, page, seen, to_part
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other


@blueprint.post("/supervision/<uuid:part_id>/confirm")
@requires(Permission.CONFIRM_SUPERVISION, queries.find)
def confirm(part: SupervisionPart) -> ResponseReturnValue:
    """Confirm what the other side wrote."""
    service.confirm(part, seen=seen(), by=viewer(), now=clock.now())
    say("Confirmed. It counts now.")
    return to_part(part)


@blueprint.post("/supervision/confirm")
@signed_in
@only
def confirm_many() -> ResponseReturnValue:
    """Confirm the ticked records; those that changed are left, and hold up no other."""
    ticked = set(request.form.getlist("ticks"))
    pairs = (each.partition("~") for each in request.form.getlist("shown"))
    shown = {key: hash_ for text, _, hash_ in pairs if text in ticked and (key := as_id(text))}
    confirmed = service.confirm_many(shown, by=viewer(), now=clock.now())
    if confirmed.moved:
        flash("What changed since you saw it was not confirmed. Look at it again.", "info")
    none = "Nothing was confirmed: tick the sessions that you remember."
    one, many = "1 session is confirmed.", "%(n)s sessions are confirmed."
    undo = " Its page takes it back for 10 minutes." if confirmed.done else ""
    say(plural(len(confirmed.done), one, many, none) + undo)
    return see_other("signing.room")


@blueprint.route("/supervision/<uuid:part_id>/send-back", methods=BOTH)
@requires(Permission.CONFIRM_SUPERVISION, queries.find)
def send_back(part: SupervisionPart) -> ResponseReturnValue:
    """Send back what the other side wrote, and say why."""
    if request.method == "GET" and part.status is not SupervisionStatus.SUBMITTED:
        return to_part(part)
    form = SendBackForm()
    if form.validate_on_submit():
        service.send_back(part, seen=seen(), reason=form.reason.data, by=viewer(), now=clock.now())
        say(f"Sent back to {part.author.name}.")
        return to_part(part)
    form.seen.data = rules.hash_shown(part.id, part.number, part)
    return page("send_back", form, part=part, readers=READERS)


@blueprint.post("/supervision/<uuid:part_id>/undo")
@requires(Permission.UNDO_SUPERVISION, queries.find)
def undo(part: SupervisionPart) -> ResponseReturnValue:
    """Take back one's own decision."""
    try:
        service.undo(part, by=viewer(), now=clock.now())
        say("Undone. It waits for you again.")
    except service.TooLate as late:
        say(str(late))
    return to_part(part)


@blueprint.route("/supervision/<uuid:part_id>/reverse", methods=BOTH)
@requires(Permission.REVERSE_SUPERVISION, queries.find)
def reverse(part: SupervisionPart) -> ResponseReturnValue:
    """Take a confirmed session out of the totals, as the university."""
    if request.method == "GET" and (part.status is not SupervisionStatus.CONFIRMED or part.reversed_at):
        return to_part(part)
    form = ReverseForm()
    if form.validate_on_submit():
        service.reverse(part, seen=seen(), reason=form.reason.data, by=viewer(), now=clock.now())
        say("It is taken back. Both sides are told.")
        return to_part(part)
    form.seen.data = rules.hash_shown(part.id, part.number, part)
    return page("decide", form, part=part, readers=READERS, act="reverse")


@blueprint.route("/supervision/<uuid:part_id>/confirm-for-university", methods=BOTH)
@requires(Permission.CONFIRM_SUPERVISION_FOR_UNIVERSITY, queries.find)
def confirm_for_university(part: SupervisionPart) -> ResponseReturnValue:
    """Confirm as the university what no supervisor decided in time."""
    form = EvidenceForm()
    if form.validate_on_submit():
        service.confirm_for_university(part, seen=seen(), reason=form.reason.data, by=viewer(), now=clock.now())
        say("Confirmed, as the university. It counts now.")
        return to_part(part)
    form.seen.data = rules.hash_shown(part.id, part.number, part)
    return page("decide", form, part=part, readers=READERS, act="confirm")


@blueprint.post("/supervision/<uuid:part_id>/merge")
@requires(Permission.CHANGE_SUPERVISION, queries.find)
def merge(part: SupervisionPart) -> ResponseReturnValue:
    """Say that one's own record and another are of the same session."""
    key = as_id(request.form.get("with"))
    other = queries.find(viewer(), key) if key else None
    if other is None or other.id == part.id:
        say("There is no such other record.")
        return to_part(part)
    service.merge(part, other, by=viewer(), now=clock.now())
    say("They are one record now. It counts once.")
    return to_part(other)


@blueprint.route("/supervision/<uuid:part_id>/reflect", methods=BOTH)
@requires(Permission.REFLECT_ON_SUPERVISION, queries.find)
def reflect(part: SupervisionPart) -> ResponseReturnValue:
    """Write what one thinks about a session, and share it or not."""
    form = ReflectForm()
    if form.validate_on_submit() and not form.warnings():
        shared = form.reflection_shared.data
        service.reflect(part, form.reflection.data or "", shared=shared, by=viewer())
        say("It is kept, and shared." if part.reflection_shared else "It is kept. You alone read it.")
        return to_part(part)
    if not form.is_submitted():
        form.reflection.data, form.reflection_shared.data = part.reflection, part.reflection_shared
    return _text_page("reflect", form, part)


@blueprint.route("/supervision/<uuid:part_id>/comment", methods=BOTH)
@requires(Permission.COMMENT_ON_SUPERVISION, queries.find)
def comment(part: SupervisionPart) -> ResponseReturnValue:
    """Write to the student, and to everybody who was there, as long as nothing is confirmed."""
    if request.method == "GET" and part.status not in rules.OPEN:
        return to_part(part)
    form = CommentForm()
    if form.validate_on_submit() and not form.warnings():
        to_all = form.shared_comment.data or "" if "shared_comment" in request.form else None  # asked of groups alone
        service.comment(part, form.comment.data or "", to_all, by=viewer())
        say("It is kept.")
        return to_part(part)
    if not form.is_submitted():
        form.comment.data, form.shared_comment.data = part.comment, part.session.shared_comment
    return _text_page("comment", form, part)


@blueprint.route("/supervision/<uuid:part_id>/change", methods=BOTH)
@requires(Permission.ASK_FOR_SUPERVISION_CHANGE, queries.find)
def change(part: SupervisionPart) -> ResponseReturnValue:
    """Ask to change what is confirmed."""
    if request.method == "GET" and (part.status is not SupervisionStatus.CONFIRMED or part.changing):
        return to_part(part)
    form = ChangeForm()
    if form.validate_on_submit():
        try:
            shown, reason = form.version.data, form.reason.data
            service.ask(part, form.facts, reason=reason, shown=shown, by=viewer(), now=clock.now())
        except Refused as refused:
            form.refuse(refused)
        else:
            say("The other side is asked. Until then it counts as it was confirmed.")
            return to_part(part)
    if not form.is_submitted():
        form.show_facts(part)
    return page("change", form, part=part, readers=READERS)


@blueprint.post("/supervision/<uuid:part_id>/answer")
@requires(Permission.ASK_FOR_SUPERVISION_CHANGE, queries.find)
def answer(part: SupervisionPart) -> ResponseReturnValue:
    """Accept or decline a change that the other side asked for; take back one's own."""
    asked, act = queries.pending_change(part), request.form.get("act")
    form = AnswerForm()
    words = (form.answer.data or "") if form.validate_on_submit() else ""
    if asked and asked.asked_by_id == viewer().id:
        service.take_back(part, by=viewer(), now=clock.now())
        say("The change is withdrawn.")
    else:
        accept = act == "accept"
        service.answer(part, seen=seen(), accept=accept, words=words, by=viewer(), now=clock.now())
        say("The change is accepted." if accept else "The change is declined.")
    return to_part(part)


def _text_page(template: str, form: ReflectForm | CommentForm, part: SupervisionPart) -> ResponseReturnValue:
    warnings = form.warnings() if form.is_submitted() else []
    form.note()
    several = (
        part.present > rules.ALONE or bool(queries.with_whom(part)) if policy.may_comment(viewer(), part) else False
    )
    return page(template, form, part=part, warnings=warnings, readers=READERS, several=several)
