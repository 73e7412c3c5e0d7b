"""The page of whoever is checked: what, why, by when, what to do now; sending in, and taking back."""

import uuid
from typing import NamedTuple

from flask import render_template, request
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, signed_in, viewer
from placement_portal.accounts.models import Person
from placement_portal.clearance.forms import SendForm
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.queries import few, officers
from placement_portal.clearance.queries.known import Checks, Line
from placement_portal.clearance.rules.gate import GOOD
from placement_portal.clearance.service import items, registering
from placement_portal.clearance.service.items import Wrong
from placement_portal.clearance.views.answers import BOTH, answer, blueprint
from placement_portal.once import views as once
from placement_portal.web.redirects import say, see_other


class Own(NamedTuple):
    """The viewer's own lines of one type, and everything around them."""

    checks: Checks
    lines: list[Line]

    @property
    def line(self) -> Line:
        """The line that the address asks for, or the first."""
        scope = request.args.get("for", "")
        return next((each for each in self.lines if each.scope == scope), self.lines[0])


def find_own(person: Person, type_id: uuid.UUID) -> Own | None:
    """Return what a person needs of a type, when it is theirs to send in."""
    found = few.of_person(person.id, clock.today())
    theirs = [each for each in found.lines if each.type_.id == type_id and each.is_sent_by_themselves]
    return Own(found, theirs) if theirs else None


@blueprint.get("/clearance")
@signed_in
def mine() -> ResponseReturnValue:
    """What do I still have to do before I may start?"""
    person, today = viewer(), clock.today()
    found = few.of_person(person.id, today)
    return render_template(
        "clearance/mine.html",
        checks=found,
        to_do=[each for each in found.lines if each.is_theirs_to_do],
        waiting=[each for each in found.lines if each.standing not in GOOD and not each.is_theirs_to_do],
        done=[each for each in found.lines if each.standing in GOOD and not each.is_theirs_to_do],
        today=today,
    )


@blueprint.route("/clearance/send/<uuid:type_id>", methods=BOTH)
@requires(Permission.SEND_CLEARANCE, find_own)
@once.only
def send(own: Own) -> ResponseReturnValue:
    """Send in the facts of a check, early, again, or in place of one that came back."""
    form, line = SendForm(), own.line
    form.ask(line.type_.said())
    if form.validate_on_submit():
        whom = items.about(viewer().id, line.scope, own.checks)
        try:
            office = items.looked_at_by(line.type_, own.checks)
            items.submit(line.type_, whom, form.said(), office, by=viewer())
            say("It is sent. What counts already goes on counting until the new one is looked at.")
            return see_other("clearance.mine")
        except Wrong as wrong:
            form.show(wrong.found)
    elif not form.is_submitted() and line.open:
        form.fill(line.open)
    form.suggest(registering.known_of(viewer().id, line.type_))
    return answer("clearance/send.html", form, line=line)


@blueprint.post("/clearance/items/<uuid:item_id>/withdraw")
@requires(Permission.WITHDRAW_CLEARANCE, officers.find_item)
def withdraw(item: ClearanceItem) -> ResponseReturnValue:
    """Take back what was sent in."""
    items.withdraw(item, by=viewer())
    say("It is taken back. You can send it again.")
    return see_other("clearance.mine")
