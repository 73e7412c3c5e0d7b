"""What stands in the way before somebody is placed or is to supervise, in words, with who can mend it."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from placement_portal import clock
from placement_portal.clearance.queries import few
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import ClearanceStanding
from placement_portal.clearance.rules.exceptions import GateQuestion
from placement_portal.clearance.rules.gate import CLOSES, Answer, Gate, Judged
from placement_portal.clearance.rules.needs import THEMSELVES
from placement_portal.web.formats import long_day
from placement_portal.web.labels import label

STUDENT: Final = "the student"
ANSWERS: Final = (GateQuestion.ON_SITE, GateQuestion.ACCOMPANIED, GateQuestion.ALONE)
OFFICER_LOOKS: Final = frozenset({ClearanceStanding.SUBMITTED, ClearanceStanding.NOT_ACCEPTED})


def before_placing(people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return what must be in place before some students are placed; who lacks nothing is left out."""
    found = few.of_some(people, clock.today())
    answers = {each: known.gate.answers[GateQuestion.ALLOCATION] for each, known in found.items()}
    return {each: sentences(answer, STUDENT) for each, answer in answers.items() if not answer.is_open}


def before_supervising(person_id: uuid.UUID) -> list[str]:
    """Return what must be in place before somebody is assigned as a supervisor; nothing when they may."""
    known = few.of_person(person_id, clock.today())
    answer = known.assignment_gate.answers[GateQuestion.ASSIGNMENT]
    return [] if answer.is_open else sentences(answer, "the supervisor")


@dataclass(frozen=True, slots=True)
class Glance:
    """What the gate says in one line: the first answer that is no; or, with none, what ends first."""

    closed: Answer | None
    text: str
    more: int = 0


def glances_of(stays: Mapping[uuid.UUID, uuid.UUID], themselves: str) -> dict[uuid.UUID, Glance]:
    """Return what is in the way or ends soon, by placement, from whose it is; one statement."""
    return glances_among(stays, few.of_few(set(stays.values()), clock.today()), themselves)


def glances_among(
    stays: Mapping[uuid.UUID, uuid.UUID], found: Mapping[uuid.UUID, Checks], themselves: str
) -> dict[uuid.UUID, Glance]:
    """Return the same from checks that a page asked for already."""
    said = {
        key: at_a_glance(
            [found[whose].gate_at(each) for each in found[whose].visits if each.placement == str(key)], themselves
        )
        for key, whose in stays.items()
    }
    return {key: glance for key, glance in said.items() if glance is not None}


def at_a_glance(gates: Iterable[Gate], themselves: str) -> Glance | None:
    """Return one line for somebody, wherever they go; nothing where nothing is in the way or ends soon."""
    found = list(gates)
    for question in ANSWERS:
        closed = [each.answers[question] for each in found if not each.answers[question].is_open]
        if closed:
            answer = next((each for each in closed if each.stopped), closed[0])
            said = list(dict.fromkeys(one for each in (answer, *closed) for one in sentences(each, themselves)))
            return Glance(answer, said[0], 0 if answer.stopped else len(said) - 1)
    ends = [each for gate in found for answer in gate.answers.values() for each in answer.warnings if each.ends()]
    theirs = [each for each in ends if CLOSES[each.need.blocks] & frozenset(ANSWERS)]
    first = min(theirs, key=lambda each: each.ends() or date.max, default=None)
    return Glance(None, will_end(first)) if first else None


def sentences(answer: Answer, themselves: str) -> list[str]:
    """Return what stands in the way of an answer: each check, how it stands, and who can mend it."""
    if answer.stopped:
        return ["Work is stopped. Talk to the provider's safeguarding lead."]
    return list(dict.fromkeys(in_the_way(each, themselves) for each in answer.blockers))


def in_the_way(each: Judged, themselves: str) -> str:
    """Return how a check stands that is in the way, and who can mend it."""
    if each.standing is ClearanceStanding.STOPPED:
        return f"{each.need.name}: not in place. Talk to the clearance officer."
    named = themselves if each.need.fixer == THEMSELVES else each.need.fixer
    who = "the clearance officer, who looks at it" if each.standing in OFFICER_LOOKS else named
    return f"{each.need.name}: {label(each.standing).text.lower()}{_since(each)}. Who can mend it: {who}."


def will_end(each: Judged) -> str:
    """Return until when a check holds that ends soon, or an exception for it."""
    last = each.ends()
    until = f" until {long_day(last)}" if last else ""
    return f"{each.need.name}: {'bridged by an exception' if each.waiver else 'holds'}{until}."


def _since(each: Judged) -> str:
    """Return the last day of a check that lapsed: only such a one has a last day and is in the way."""
    return f" ({long_day(each.until)} was the last day)" if each.until else ""
