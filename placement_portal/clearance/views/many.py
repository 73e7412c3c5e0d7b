"""A welcome week and a new term: everybody who shows their originals today on one sheet; everything due looked up."""

import uuid
from typing import Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.forms.deciding import TICK, SearchForm
from placement_portal.clearance.models import ClearanceType
from placement_portal.clearance.queries import many as queries
from placement_portal.clearance.queries import officers
from placement_portal.clearance.rules import ClearanceFact, UpdateStatus
from placement_portal.clearance.service import many
from placement_portal.clearance.service.many import Typed
from placement_portal.clearance.views.answers import BOTH, blueprint, note_read
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

LONGEST_TYPED: Final = 40
Wrong = dict[uuid.UUID, str]


@blueprint.route("/organisations/<uuid:organisation_id>/clearance/day-sheet", methods=BOTH)
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
@once.only
def day_sheet(organisation: Organisation) -> ResponseReturnValue:
    """Who shows me their originals today?"""
    types = queries.types_for_sheet(organisation)
    type_id, cohort_id = (request.args.get(name, type=uuid.UUID) for name in ("type", "cohort"))
    type_ = next((each for each in types if each.id == type_id), None)
    lines = {each.person.id: each for each in queries.sheet(organisation, type_, cohort_id)} if type_ else {}
    typed, wrong = _typed(), {}
    if type_ and request.method == "POST":
        ticked = {each: typed[each] for each in typed if each in lines}
        wrong = many.fill_sheet(organisation, type_, lines, ticked, by=viewer())
        if ticked and not wrong:
            say(plural(len(ticked), "1 student is recorded.", "%(n)s students are recorded."))
            return see_other("clearance.day_sheet", organisation_id=organisation.id, type=type_id, cohort=cohort_id)
    search = SearchForm(request.args)
    search.offer([(each.id, each.name) for each in types], officers.cohorts_of(organisation))
    note_read("day sheet", organisation.id, lines)
    page = render_template(
        "clearance/day_sheet.html",
        organisation=organisation,
        search=search,
        type_=type_,
        lines=list(lines.values()),
        typed=typed,
        wrong=wrong,
        nothing=TICK if request.method == "POST" and not wrong else "",
        asks_issue=_asks(type_, ClearanceFact.ISSUED_ON),
        asks_four=_asks(type_, ClearanceFact.LAST_FOUR),
        cohort_id=cohort_id,
        most=queries.MOST,
        today=clock.today(),
    )
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/organisations/<uuid:organisation_id>/clearance/rechecks", methods=BOTH)
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
@once.only
def rechecks(organisation: Organisation) -> ResponseReturnValue:
    """What is due to be looked up again?"""
    if request.method == "POST":
        done, stopped = many.look_many_up(organisation, _answers(), by=viewer())
        say(plural(done, "1 check is looked up.", "%(n)s checks are looked up.", none="Nothing was answered."))
        if stopped:
            say(
                plural(
                    stopped,
                    "1 of them holds no longer, from now on. Ring whoever meets clients with this person today.",
                    "%(n)s of them hold no longer, from now on. Ring whoever meets clients with these people today.",
                )
            )
        return see_other("clearance.rechecks", organisation_id=organisation.id)
    found = queries.to_look_up(organisation, clock.today())
    note_read("rechecks", organisation.id, [each.person_id for each in found if each.person_id])
    return render_template(
        "clearance/rechecks.html",
        organisation=organisation,
        items=found,
        me=viewer(),
        statuses=list(UpdateStatus),
        most=queries.MOST,
    )


def _asks(type_: ClearanceType | None, fact: ClearanceFact) -> bool:
    return type_ is not None and fact in type_.facts


def _typed() -> dict[uuid.UUID, Typed]:
    """Return what is typed on the lines that are ticked; what is no id is left out."""
    found: dict[uuid.UUID, Typed] = {}
    for each in request.form.getlist("seen"):
        key = _id(each)
        if key is not None:
            issued, four = (
                request.form.get(f"{name}-{key}", "").strip()[:LONGEST_TYPED] for name in ("issued", "four")
            )
            found[key] = Typed(issued, four)
    return found


def _answers() -> dict[uuid.UUID, UpdateStatus]:
    """Return what is answered, by the ids of the checks; what is no answer is left out."""
    pairs = ((name.removeprefix("said-"), value) for name, value in request.form.items() if name.startswith("said-"))
    read = ((_id(key), value) for key, value in pairs if value in set(UpdateStatus))
    return {key: UpdateStatus(value) for key, value in read if key is not None}


def _id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
