"""What the gate says of a placement: three answers in each setting, who can mend what is missing, what two agreed."""

from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.clearance.queries.asking import STUDENT, sentences, will_end
from placement_portal.clearance.rules.gate import Answer
from placement_portal.clearance.views.answers import note_read
from placement_portal.gate import policy, queries
from placement_portal.gate.queries.exceptions import label_of
from placement_portal.gate.queries.standing import bridgeable, last_day
from placement_portal.gate.rules import CHOOSE_FROM
from placement_portal.gate.views.answers import blueprint
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import is_their_student


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of the page: the same as wherever the gate is shown."""

    themselves: str

    def missing(self, answer: Answer) -> list[str]:
        """Say what is in the way of an answer."""
        return sentences(answer, self.themselves)

    def ending(self, answer: Answer) -> list[str]:
        """Say until when the checks of an open answer hold that end soon, each once however many rely on it."""
        return list(dict.fromkeys(will_end(each) for each in answer.warnings))


@blueprint.get("/placements/<uuid:placement_id>/gate")
@requires(Permission.SEE_GATE, placements.find)
def placement(found: Placement) -> ResponseReturnValue:
    """May they come, and may they see clients?"""
    person, today = viewer(), clock.today()
    mine = is_their_student(person, found)
    if not mine:
        note_read("gate", found.provider_id, [found.student.person_id])
    here = queries.gate_of(found)
    exceptions = [(each, queries.state(each)) for each in queries.exceptions_of(found)]
    until = last_day(here)
    return render_template(
        "gate/placement.html",
        placement=found,
        mine=mine,
        here=here,
        words=Words("you" if mine else STUDENT),
        exceptions=exceptions,
        conditions=label_of,
        agrees=bool(policy.sides_of(person, found)),
        may_ask=policy.may_ask(person, found) and bool(list(bridgeable(here))),
        lapses=until if until and today >= until - CHOOSE_FROM else None,
        today=today,
    )
