"""What the gate says of one placement, setting by setting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from placement_portal import clock
from placement_portal.clearance.queries import few
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import ClearanceStanding
from placement_portal.clearance.rules.exceptions import GateQuestion
from placement_portal.clearance.rules.gate import CLOSES, Gate, Judged
from placement_portal.clearance.rules.needs import Visit
from placement_portal.placements.models import Placement

WITH_CLIENTS = frozenset({GateQuestion.ACCOMPANIED, GateQuestion.ALONE})


@dataclass(frozen=True, slots=True)
class At:
    """A setting of a placement, and what the gate says there."""

    visit: Visit
    gate: Gate

    @property
    def missing(self) -> list[Judged]:
        """What stands in the way of anything, each check once."""
        asked = [each for answer in self.gate.answers.values() for each in answer.blockers]
        return list({(each.need.code, each.need.scope): each for each in asked}.values())


def checks_of(placement: Placement) -> Checks:
    """Return everything known of the checks of a placement's student today."""
    person_id = placement.student.person_id
    return few.of_person(person_id, clock.today())


def gate_of(placement: Placement, found: Checks | None = None) -> list[At]:
    """Return what the gate says in every setting of a placement today."""
    known = found or checks_of(placement)
    return [At(each, known.gate_at(each)) for each in known.visits if each.placement == str(placement.id)]


def bridgeable(found: list[At]) -> Iterator[Judged]:
    """Yield what an exception could bridge: each check that is not in place, and is neither stopped nor bridged."""
    seen: set[str] = set()
    for judged in (each for at in found if not at.gate.stopped for each in at.missing):
        if judged.standing is not ClearanceStanding.STOPPED and judged.need.code not in seen:
            seen.add(judged.need.code)
            yield judged


def last_day(found: list[At]) -> date | None:
    """Return the first last day of a check that work with clients needs; None when none of them ends."""
    ends = [
        each.until
        for at in found
        for each in at.gate.judged
        if each.until is not None and WITH_CLIENTS & CLOSES[each.need.blocks]
    ]
    return min(ends, default=None)
