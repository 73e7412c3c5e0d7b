"""What stands in the way before somebody is placed or is to supervise, in words, with who can mend it."""

import uuid
from collections.abc import Collection

from placement_portal import clock
from placement_portal.clearance.queries import checks, few
from placement_portal.clearance.rules import ClearanceStanding
from placement_portal.clearance.rules.exceptions import GateQuestion
from placement_portal.clearance.rules.gate import Answer, Judged
from placement_portal.clearance.rules.needs import THEMSELVES
from placement_portal.web.labels import label

OFFICER_LOOKS = frozenset({ClearanceStanding.SUBMITTED, ClearanceStanding.NOT_ACCEPTED})


def before_placing(people: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Return what must be in place before some students are placed; who lacks nothing is left out."""
    found = checks.of_people(people, clock.today())
    answers = {each: known.gate.answers[GateQuestion.ALLOCATION] for each, known in found.items()}
    return {each: sentences(answer, "the student") for each, answer in answers.items() if not answer.is_open}


def before_supervising(person_id: uuid.UUID) -> list[str]:
    """Return what must be in place before somebody is assigned as a supervisor; nothing when they may."""
    known = few.of_person(person_id, clock.today())
    answer = known.assignment_gate.answers[GateQuestion.ASSIGNMENT]
    return [] if answer.is_open else sentences(answer, "the supervisor")


def sentences(answer: Answer, themselves: str) -> list[str]:
    """Return what stands in the way of an answer: each check, how it stands, and who can mend it."""
    if answer.stopped:
        return ["Work is stopped. Talk to the provider's safeguarding lead."]
    return list(dict.fromkeys(_sentence(each, themselves) for each in answer.blockers))


def _sentence(each: Judged, themselves: str) -> str:
    if each.standing is ClearanceStanding.STOPPED:
        return f"{each.need.name}: not in place. Talk to the clearance officer."
    named = themselves if each.need.fixer == THEMSELVES else each.need.fixer
    who = "the clearance officer, who looks at it" if each.standing in OFFICER_LOOKS else named
    return f"{each.need.name}: {label(each.standing).text.lower()}. Who can mend it: {who}."
