"""The page on which the next cohort is set up from this one."""

from flask import request
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.programmes import forms, queries, service
from placement_portal.programmes.models import Cohort
from placement_portal.programmes.views.answers import BOTH, blueprint, page, to_cohort
from placement_portal.web.redirects import say, see_other


@blueprint.route("/cohorts/<uuid:cohort_id>/copy", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, queries.find_cohort)
@once.only
def copy_cohort(cohort: Cohort) -> ResponseReturnValue:
    """Show what the next cohort would be given and what differs, all of it to change, and set it up."""
    stages = queries.stages_of(cohort)
    sets = queries.rule_sets_of(stages)
    form = forms.CopyCohortForm()
    form.taken, form.versions_taken = queries.names_around(cohort.version_of)
    if not form.is_submitted():
        form.suggest(cohort, stages, sets)
    is_valid = not form.is_submitted() or form.validate_on_submit()
    if form.is_submitted() and is_valid and request.form.get("act") != "check":
        made = service.copy_cohort(cohort, form.facts(cohort, stages, sets), by=viewer())
        say(f"{made.name} is set up with everything below. Now add its students.")
        return see_other("programmes.cohort", cohort_id=made.id)
    return page(
        "programmes/copy.html",
        form,
        cohort=cohort,
        stages=stages,
        sets=sets,
        categories=queries.categories_of(cohort.version_of),
        differences=form.differences(cohort, stages, sets) if is_valid else [],
        sentence=queries.sentence,
        back=to_cohort(cohort),
    )
