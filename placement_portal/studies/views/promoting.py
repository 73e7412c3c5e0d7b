"""Promotion of a cohort: who goes into the next stage, what speaks against it, and the way back."""

import uuid
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from placement_portal.access import Permission, requires, viewer
from placement_portal.once import views as once
from placement_portal.organisations.service import Refused
from placement_portal.programmes import queries as programmes
from placement_portal.programmes.models import Cohort, Stage, StudentRecord
from placement_portal.students.service import AlreadyMoved
from placement_portal.studies import forms, queries, service
from placement_portal.studies.rules import part_of
from placement_portal.studies.views.answers import BOTH, blueprint, page
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

MOST_LOOKED_AT: Final = 50
MOST_READY: Final = 150
"""So many names stand on a page: those with something beside them, and those who are ready."""


class Part(NamedTuple):
    """What is shown of a list, how long the list is, and after whom it goes on."""

    shown: Sequence[Any]
    total: int
    after: uuid.UUID | None


class Steps(NamedTuple):
    """The stages of a cohort, and the two between which somebody goes; none where there is only one."""

    stages: Sequence[Stage]
    stage: Stage | None
    next: Stage | None


@blueprint.route("/cohorts/<uuid:cohort_id>/promote", methods=BOTH)
@requires(Permission.MANAGE_PROGRAMME, programmes.find_cohort)
@once.only
def promote(cohort: Cohort) -> ResponseReturnValue:
    """Show who goes into the next stage and what speaks against it, and move those who are ticked."""
    steps, form = _steps(cohort), forms.PromoteForm()
    if not (steps.stage and steps.next):
        return page("promote", form, cohort=cohort, steps=steps, back=_back(cohort))
    found, moved = queries.candidates(steps.stage), queries.moved_on(steps.stage, steps.next)
    form.offer([*(each for each in found if each.may_go), *moved])
    if form.validate_on_submit():
        try:
            _promote(form, steps.stage, steps.next)
            return see_other("studies.promote", cohort_id=cohort.id, stage=steps.stage.id)
        except Refused as refused:
            form.day.errors = [str(refused)]
    if not form.is_submitted():
        form.day.data = steps.next.starts
        form.students.data = [each.id for each in found if not each.doubts]
    lists = {
        "doubtful": _part("look", [each for each in found if each.doubts], MOST_LOOKED_AT),
        "ready": _part("ready", [each for each in found if not each.doubts], MOST_READY),
        "moved": _part("moved", moved, MOST_LOOKED_AT),
    }
    return page("promote", form, cohort=cohort, steps=steps, back=_back(cohort), **lists)


def _part(name: str, found: Sequence[Any], most: int) -> Part:
    """Return the part of a list that the address asks for; the lists of a page go on each by itself."""
    shown, more = part_of(found, request.args.get(name, type=uuid.UUID), most)
    return Part(shown, len(found), shown[-1].id if more else None)


@blueprint.post("/cohorts/<uuid:cohort_id>/move-back")
@requires(Permission.MANAGE_PROGRAMME, programmes.find_cohort)
def move_back(cohort: Cohort) -> ResponseReturnValue:
    """Take back the promotion of those who are ticked; both moves stay on record."""
    steps, form = _steps(cohort), forms.MoveBackForm()
    if steps.stage and steps.next:
        form.offer(queries.moved_on(steps.stage, steps.next))
        if form.validate_on_submit() and form.students.data:
            done, late = service.move_back(form.students.data, steps.stage, by=viewer())
            _tell(done, late, f"is in {steps.stage.name} again", f"are in {steps.stage.name} again")
        else:
            flash("Tick at least one student who was moved on.", "warning")
        return see_other("studies.promote", cohort_id=cohort.id, stage=steps.stage.id)
    return see_other("studies.promote", cohort_id=cohort.id)


def _promote(form: forms.PromoteForm, stage: Stage, to: Stage) -> None:
    done, late = service.promote(form.students.data, stage, to, day=form.day.data, by=viewer())
    _tell(done, late, f"is in {to.name} now and told", f"are in {to.name} now and told")


def _tell(done: Sequence[StudentRecord], late: Sequence[AlreadyMoved], one: str, many: str) -> None:
    if done:
        say(f"{plural(len(done), '1 student', '%(n)s students')} {one if len(done) == 1 else many}.")
    for by in sorted({each.by for each in late}):
        names = ", ".join(sorted(each.student.person.name for each in late if each.by == by))
        flash(f"Moved already by {by or 'an import'}: {names}.", "warning")


def _steps(cohort: Cohort) -> Steps:
    """Return the stage that the address names, else the first, and the one after it."""
    stages = programmes.stages_of(cohort)
    asked = request.args.get("stage", "")
    for one, other in pairwise(stages):
        if not asked or str(one.id) == asked:
            return Steps(stages, one, other)
    return Steps(stages, None, None)


def _back(cohort: Cohort) -> tuple[str, str]:
    return url_for("programmes.cohort", cohort_id=cohort.id), f"Back to {cohort.name}"
