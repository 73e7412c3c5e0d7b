"""Where a student may note that they told somebody, and where those who may read that find it."""

import uuid
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock, ledger, transaction
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.once import views as once
from placement_portal.organisations.models import Organisation
from placement_portal.signpost import queries, service
from placement_portal.signpost.events import TellingRead
from placement_portal.signpost.forms import NoteForm
from placement_portal.signpost.models import SignpostTold
from placement_portal.signpost.rules import roles_of
from placement_portal.signpost.views.answers import BOTH, answer, blueprint
from placement_portal.web.redirects import say, see_other
from placement_portal.web.requests import untraced


@blueprint.route("/worried/told", methods=BOTH)
@untraced
@signed_in
@once.only
def told() -> ResponseReturnValue:
    """Note whom one told and when, if one wishes."""
    person = viewer()
    providers = {str(each.id): each for each in queries.providers_of(person)}
    form = NoteForm()
    form.offer([(each.id, each.name) for each in providers.values()], clock.today())
    if form.validate_on_submit():
        provider = _chosen(form, providers)
        said = form.told(ZoneInfo(provider.zone if provider else clock.DEFAULT_ZONE))
        form.refuse(wrong := said.problems(clock.now()))
        if not wrong:
            service.note(person, provider, said)
            say("It is noted. Thank you for telling somebody.")
            return see_other("signpost.told")
    context = {"notes": queries.own(person), "providers": list(providers.values()), "roles_of": roles_of}
    return answer("signpost/told.html", form, **context)


@blueprint.post("/worried/told/<uuid:told_id>/remove")
@untraced
@requires(Permission.REMOVE_TELLING, queries.find_own)
def remove(told: SignpostTold) -> ResponseReturnValue:
    """Take a note back."""
    service.take_back(told, by=viewer())
    say("The note is deleted.")
    return see_other("signpost.told")


@blueprint.get("/worried/read")
@signed_in
def read_notes() -> ResponseReturnValue:
    """What did students note for me to read?"""
    found = queries.for_staff(viewer())
    for provider_id in {each.provider_id for each in found if each.provider_id}:
        _note_read(provider_id, [each.id for each in found if each.provider_id == provider_id])
    return render_template("signpost/read.html", notes=found, roles_of=roles_of)


def _note_read(provider_id: uuid.UUID, notes: list[uuid.UUID]) -> None:
    """Keep in the ledger that staff read notes; when that fails, the page is not shown."""
    reader, read = viewer(), TellingRead(notes=notes)
    transaction.remember(lambda: ledger.record(read, by=reader, chain=provider_id), or_refuse=True)


def _chosen(form: NoteForm, providers: dict[str, Organisation]) -> Organisation | None:
    if len(providers) == 1:
        return next(iter(providers.values()))
    return providers.get(form.chosen())
