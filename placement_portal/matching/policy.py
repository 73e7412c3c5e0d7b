"""Who may do what in matching: who runs a programme matches its students; students say what they would like."""

import uuid
from typing import Protocol

from placement_portal.accounts.models import Person
from placement_portal.matching.models import Own, Round
from placement_portal.matching.rules import RoundStatus
from placement_portal.placements.policy import STAFF_KINDS, standing
from placement_portal.programmes.models import Programme


def run_by(person: Person) -> set[uuid.UUID]:
    """Return the ids of the programmes that a person leads or co-ordinates today."""
    return standing(person).programmes_as(STAFF_KINDS)


def runs(person: Person, thing: Round | Programme) -> bool:
    """Say whether the person leads or co-ordinates the programme of a round today."""
    return (thing.programme_id if isinstance(thing, Round) else thing.id) in run_by(person)


def may_see_own(person: Person, own: Own) -> bool:
    """Say whether what a student wishes is the person's own."""
    return own.student.id in standing(person).own_records()


def may_wish(person: Person, own: Own) -> bool:
    """Say whether the person may change what they wish: their own, while the round is open and nothing is decided."""
    return may_see_own(person, own) and own.round.status is RoundStatus.OPEN and own.placement_id is None


class InRound(Protocol):
    """A student of a round."""

    @property
    def round(self) -> Round: ...


def reads_needs(person: Person, student: InRound) -> bool:
    """Say whether the person keeps the round, so that they may read what its student needs."""
    return runs(person, student.round)
