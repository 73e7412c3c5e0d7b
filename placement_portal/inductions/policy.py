"""Who may do what with inductions: the student ticks, who supervises confirms, never both the same person."""

from typing import Protocol

from placement_portal.accounts.models import Person
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN


class At(Protocol):
    """Something that belongs to a placement."""

    @property
    def placement(self) -> Placement: ...


def sees(person: Person, at: At) -> bool:
    """Say whether the person reads what was shown: those who read it of the whole placement."""
    return reads(person, at.placement)


def reads(person: Person, placement: Placement) -> bool:
    """Say whether the person reads what was shown: the student, who supervises or tutors, both co-ordinators."""
    return (
        placements.is_their_student(person, placement)
        or placements.supervises(person, placement)
        or placements.is_tutor(person, placement)
        or placements.may_coordinate(person, placement)
    )


def may_tick(person: Person, at: At) -> bool:
    """Say whether the person says what they were shown: the student, while the placement is to come or under way."""
    return placements.is_their_student(person, at.placement) and at.placement.status in OPEN


def may_confirm(person: Person, at: At) -> bool:
    """Say whether the person confirms: who supervises the placement today, and never the student."""
    ours = placements.supervises(person, at.placement)
    return ours and not placements.is_their_student(person, at.placement)
