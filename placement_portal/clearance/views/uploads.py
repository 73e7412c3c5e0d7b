"""Checks from a spreadsheet: choose a file, look at what it would do, do it."""

import uuid
from typing import Final

from flask import Response
from flask.typing import ResponseReturnValue

from placement_portal import sheets
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.forms.uploading import RunForm
from placement_portal.clearance.models import ClearanceUpload
from placement_portal.clearance.queries import officers
from placement_portal.clearance.queries.many import find_upload
from placement_portal.clearance.service import importing
from placement_portal.clearance.service.importing import COLUMNS, ImportPlan
from placement_portal.clearance.views.answers import BOTH, answer, blueprint, note_read
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other
from placement_portal.web.uploads import UploadForm

MOVED: Final = "What the file would do has changed since you looked. Look again, then import."
NOTHING: Final = "Nothing would be recorded, so there is nothing to import."
NOT_ALL_GOOD: Final = "Some rows cannot be used. Correct the file and send it again, or tick this box."
SHOWN: Final = 200


@blueprint.route("/organisations/<uuid:organisation_id>/clearance/import", methods=BOTH)
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
@once.only
def upload(organisation: Organisation) -> ResponseReturnValue:
    """Choose a file of checks that were seen."""
    form = UploadForm()
    if form.validate_on_submit():
        kept = importing.keep(organisation, *form.content, by=viewer())
        return see_other("clearance.uploaded", upload_id=kept.id)
    columns = [aliases[0] for aliases in COLUMNS.values()]
    return answer("clearance/upload.html", form, organisation=organisation, columns=columns)


@blueprint.get("/organisations/<uuid:organisation_id>/clearance/import/template")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def upload_template(organisation: Organisation) -> ResponseReturnValue:
    """Download the headings."""
    content = sheets.write_csv([aliases[0] for aliases in COLUMNS.values()], [])
    headers = {"Content-Disposition": 'attachment; filename="checks.csv"'}
    return Response(content, mimetype="text/csv; charset=utf-8", headers=headers)


@blueprint.route("/clearance/imports/<uuid:upload_id>", methods=BOTH)
@requires(Permission.CHECK_CLEARANCE_OF, find_upload)
def uploaded(upload: ClearanceUpload) -> ResponseReturnValue:
    """Show what a file would do, then do it."""
    plan, form = importing.plan(upload, by=viewer()), RunForm()
    if form.validate_on_submit() and _agrees(plan, form):
        recorded = importing.apply(upload, plan, by=viewer())
        say(plural(recorded, "1 check is recorded.", "%(n)s checks are recorded."))
        return see_other("clearance.queue", organisation_id=upload.organisation_id)
    form.seen.data = plan.digest
    note_read("import", upload.organisation_id, _people(plan))
    return answer(
        "clearance/uploaded.html", form, upload=upload, plan=plan, bad=plan.bad[:SHOWN], more=len(plan.bad) - SHOWN
    )


def _agrees(plan: ImportPlan, form: RunForm) -> bool:
    """Say whether a plan may be done; if not, the form says why."""
    if not plan.new:
        form.form_errors.append(NOTHING)
    elif form.seen.data != plan.digest:
        form.form_errors.append(MOVED)
    elif plan.bad and not form.good_rows.data:
        form.good_rows.errors = [NOT_ALL_GOOD]
    return not form.form_errors and not form.good_rows.errors


def _people(plan: ImportPlan) -> list[uuid.UUID]:
    return [each.record[1].id for each in plan.new if each.record]
