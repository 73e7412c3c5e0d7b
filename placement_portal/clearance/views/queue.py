"""The officer's queue: what waits, the oldest first; one or many verified, sent back or accepted in two clicks."""

import uuid
from typing import Final

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.forms import QueueForm, SearchForm
from placement_portal.clearance.forms.deciding import SAY_WHY, TICK
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.queries import officers
from placement_portal.clearance.queries.officers import Narrowing
from placement_portal.clearance.rules import ReturnReason
from placement_portal.clearance.service import deciding
from placement_portal.clearance.service.deciding import Seen
from placement_portal.clearance.views.answers import blueprint, note_read
from placement_portal.organisations.models import Organisation
from placement_portal.web.formats import plural
from placement_portal.web.redirects import say, see_other

SAY_WHEN: Final = "Enter the day the originals were seen."


@blueprint.get("/organisations/<uuid:organisation_id>/clearance")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def queue(organisation: Organisation) -> ResponseReturnValue:
    """What waits for me, the oldest first?"""
    form = QueueForm()
    form.begin()
    form.seen_on.data = clock.today()
    return _shown(organisation, form)


@blueprint.post("/organisations/<uuid:organisation_id>/clearance/decide")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def decide(organisation: Organisation) -> ResponseReturnValue:
    """Verify what is ticked, or send it back."""
    form, shown = QueueForm(), _ticked()
    form.begin()
    form.validate()
    back = request.form.get("act") == "return"
    if not shown:
        form.form_errors.append(TICK)
    elif back and form.reason.data not in set(ReturnReason):
        form.reason.errors = [SAY_WHY]
    elif not back and not form.seen_on.data:
        form.seen_on.errors = [*form.seen_on.errors, SAY_WHEN][:1]
    if form.form_errors or any(field.errors for field in form):
        return _shown(organisation, form, ticked=frozenset(shown)), 422
    if back:
        reason = ReturnReason(form.reason.data)
        _tell(*deciding.send_many_back(organisation, shown, reason, by=viewer()), "sent back")
    else:
        seen = Seen(on=form.data["seen_on"])
        _tell(*deciding.verify_many(organisation, shown, seen, by=viewer()), "verified")
    return see_other("clearance.queue", organisation_id=organisation.id, **_narrowing_of_address())


@blueprint.post("/organisations/<uuid:organisation_id>/clearance/accept")
@requires(Permission.CHECK_CLEARANCE, officers.find_organisation)
def accept(organisation: Organisation) -> ResponseReturnValue:
    """Accept what other organisations saw."""
    accepted = deciding.accept_many(organisation, list(_ticked()), by=viewer())
    say(plural(accepted, "1 check is accepted.", "%(n)s checks are accepted.", none="Nothing was ticked."))
    return see_other("clearance.queue", organisation_id=organisation.id)


def _shown(organisation: Organisation, form: QueueForm, ticked: frozenset[uuid.UUID] = frozenset()) -> str:
    search = SearchForm(request.args)
    types = [(each.id, each.name) for each in officers.types_of(organisation)]
    search.offer(types, officers.cohorts_of(organisation))
    narrowed = _narrowing()
    found = officers.queue(organisation, narrowed, request.args.get("after", type=uuid.UUID))
    accepting = officers.to_accept(organisation) if narrowed == Narrowing() else []
    read = [*found.items, *accepting]
    note_read("queue", organisation.id, [each.person_id or each.site_id or each.id for each in read])
    return render_template(
        "clearance/queue.html",
        organisation=organisation,
        form=form,
        search=search,
        found=found,
        accepting=accepting,
        ticked=ticked,
        narrowing=_narrowing_of_address(),
        me=viewer(),
    )


def _narrowing() -> Narrowing:
    type_id, cohort_id = (request.args.get(name, type=uuid.UUID) for name in ("type", "cohort"))
    return Narrowing(type_id, cohort_id, request.args.get("name", "").strip()[:100])


def _narrowing_of_address() -> dict[str, str]:
    return {name: request.args[name] for name in ("type", "cohort", "name") if request.args.get(name)}


def _ticked() -> dict[uuid.UUID, int]:
    """Return what is ticked, with the version that was shown; what is no id is left out."""
    found: dict[uuid.UUID, int] = {}
    for each in request.form.getlist("item"):
        key, _, version = each.partition(":")
        try:
            found[uuid.UUID(key)] = int(version[:9] or 0)
        except ValueError:
            continue
    return found


def _tell(done: int, left: list[tuple[ClearanceItem, str]], word: str) -> None:
    say(plural(done, f"1 check is {word}.", f"%(n)s checks are {word}.", none=f"Nothing was {word}."))
    for item, sentence in left:
        subject = item.person or item.site
        flash(f"{subject.name if subject else ''}, {item.type_.name}: {sentence}", "warning")
