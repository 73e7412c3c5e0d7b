"""Domains and competencies from a spreadsheet: choose a file, look at what it would do, do it."""

from typing import Final

from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.frameworks import queries, service
from placement_portal.frameworks.forms import RunForm
from placement_portal.frameworks.models import FrameworkUpload, FrameworkVersion
from placement_portal.frameworks.service import ImportPlan
from placement_portal.frameworks.views.answers import BOTH, blueprint, page, to_version
from placement_portal.once import views as once
from placement_portal.web.redirects import say, see_other
from placement_portal.web.uploads import UploadForm

MOVED: Final = "What the file would do has changed since you looked. Look again, then import."
NOTHING: Final = "Nothing would change, so there is nothing to import."
WRONG: Final = "Some rows cannot be used. Correct the file and send it again: half a framework is of no use."
SHOWN: Final = 100


@blueprint.route("/frameworks/<uuid:version_id>/import", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find)
@once.only
def upload(version: FrameworkVersion) -> ResponseReturnValue:
    """Choose a file of domains and competencies."""
    form = UploadForm()
    if form.validate_on_submit():
        kept = service.keep_file(version, *form.content, by=viewer())
        return see_other("frameworks.uploaded", upload_id=kept.id)
    columns = service.headings_for(queries.content_of(queries.whole(version)))
    return page("frameworks/upload.html", form, version=version, columns=columns, back=to_version(version))


@blueprint.route("/framework-imports/<uuid:upload_id>", methods=BOTH)
@requires(Permission.EDIT_FRAMEWORK, queries.find_upload)
def uploaded(found: FrameworkUpload) -> ResponseReturnValue:
    """Show what a file would do, then do it."""
    plan, form = service.plan(found), RunForm()
    if form.validate_on_submit() and _agrees(plan, form):
        service.apply(found, plan, remove=form.remove.data, by=viewer())
        say("The file is imported. Look it through before you publish.")
        return see_other("frameworks.framework", version_id=found.version_id)
    form.seen.data = plan.digest
    wrong, more = plan.wrong[:SHOWN], len(plan.wrong) - SHOWN
    return page("frameworks/uploaded.html", form, upload=found, plan=plan, wrong=wrong, more=more, shown=SHOWN)


def _agrees(plan: ImportPlan, form: RunForm) -> bool:
    """Say whether a plan may be done; if not, the form says why."""
    if plan.wrong:
        form.form_errors.append(WRONG)
    elif not (plan.new or plan.changed or (plan.absent and form.remove.data)):
        form.form_errors.append(NOTHING)
    elif form.seen.data != plan.digest:
        form.form_errors.append(MOVED)
    return not form.form_errors
