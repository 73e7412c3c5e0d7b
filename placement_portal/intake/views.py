"""The pages of an import: choose files, look at what they would do, do it, see what was done."""

from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from placement_portal.access import Permission, requires, viewer
from placement_portal.intake import forms, queries, service
from placement_portal.intake.forms import RunForm, UploadForm
from placement_portal.intake.models import ImportDraft
from placement_portal.intake.rules import KINDS_OF, ImportKind, ImportOutcome
from placement_portal.intake.service import Plan
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

blueprint = Blueprint("intake", __name__)
SHOWN: Final = 100
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.route("/organisations/<uuid:organisation_id>/import", methods=["GET", "POST"])
@requires(Permission.IMPORT, queries.find)
@once.only
def start(organisation: Organisation) -> ResponseReturnValue:
    """Choose the files to import, or get a template to fill in."""
    form, stages = UploadForm(), queries.stages_for(viewer(), organisation)
    form.offer(stages)
    if form.validate_on_submit():
        draft = service.keep(organisation, form.contents, default=form.stage_of(stages), by=viewer())
        return see_other("intake.check", draft_id=draft.id)
    kinds = KINDS_OF[organisation.kind]
    page = render_template(
        "intake/start.html", organisation=organisation, form=form, kinds=kinds, asks_stage=bool(stages)
    )
    return page, 422 if form.errors else 200


@blueprint.get("/organisations/<uuid:organisation_id>/import/template")
@requires(Permission.IMPORT, queries.find)
def template(organisation: Organisation) -> ResponseReturnValue:
    """Download the template: a workbook, or the headings of one kind as CSV."""
    kind = request.args.get("kind")
    if kind in set(KINDS_OF[organisation.kind]):
        return _download(service.template.headings(ImportKind(kind)), "text/csv; charset=utf-8", f"{kind}.csv")
    return _download(service.template.workbook(organisation), XLSX, "placement-portal-template.xlsx")


@blueprint.get("/imports/<uuid:draft_id>")
@requires(Permission.IMPORT, queries.find_draft)
def check(draft: ImportDraft) -> ResponseReturnValue:
    """Show what the files would do, before anything is done."""
    if draft.done_at:
        return see_other("intake.done", draft_id=draft.id)
    plan = service.make(draft, by=viewer())
    return _shown(draft, plan, RunForm(seen=plan.digest))


@blueprint.post("/imports/<uuid:draft_id>")
@requires(Permission.IMPORT, queries.find_draft)
def run(draft: ImportDraft) -> ResponseReturnValue:
    """Import the files: all rows, or the good ones when that was ticked."""
    if draft.done_at:
        return see_other("intake.done", draft_id=draft.id)
    plan, form = service.make(draft, by=viewer(), lock=True), RunForm()
    if form.validate_on_submit() and _agrees(plan, form):
        service.apply(draft, plan, by=viewer())
        return see_other("intake.done", draft_id=draft.id)
    form.seen.data = plan.digest
    return _shown(draft, plan, form), 422


@blueprint.get("/imports/<uuid:draft_id>/done")
@requires(Permission.IMPORT, queries.find_draft)
def done(draft: ImportDraft) -> ResponseReturnValue:
    """Say what an import did, and offer to invite whom it brought."""
    if not draft.done_at:
        return see_other("intake.check", draft_id=draft.id)
    counts, cohorts = queries.results_of(draft)
    waiting = queries.without_account(draft)
    return render_template(
        "intake/done.html",
        draft=draft,
        form=FlaskForm(),
        outcomes=list(ImportOutcome),
        counts=counts,
        cohorts=cohorts,
        waiting=waiting,
        at_once=service.AT_ONCE,
    )


@blueprint.post("/imports/<uuid:draft_id>/invite")
@requires(Permission.IMPORT, queries.find_draft)
def invite(draft: ImportDraft) -> ResponseReturnValue:
    """Invite whom an import brought and who have no account."""
    if draft.done_at:
        invited = service.invite(draft, by=viewer())
        say(plural(invited, "1 person is invited.", "%(n)s people are invited.", none="Nobody is left to invite."))
    return see_other("intake.done", draft_id=draft.id)


def _agrees(plan: Plan, form: RunForm) -> bool:
    """Say whether the plan may be done; if not, the form says why."""
    if not plan.does_something:
        form.form_errors.append(forms.NOTHING)
    elif form.seen.data != plan.digest:
        form.form_errors.append(forms.MOVED)
    elif plan.problems and not form.good_rows.data:
        form.good_rows.errors = [forms.NOT_ALL_GOOD]
    return not form.errors and not form.form_errors


def _shown(draft: ImportDraft, plan: Plan, form: RunForm) -> str:
    changes: list[Any] = [each for each in plan.results if each.notes]
    return render_template(
        "intake/check.html",
        draft=draft,
        form=form,
        plan=plan,
        outcomes=list(ImportOutcome),
        problems=plan.problems[:SHOWN],
        more_problems=max(0, len(plan.problems) - SHOWN),
        changes=changes[:SHOWN],
        more_changes=max(0, len(changes) - SHOWN),
    )


def _download(content: bytes, mimetype: str, name: str) -> Response:
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": f'attachment; filename="{name}"'})
