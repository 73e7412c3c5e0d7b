"""Who may note absences, who reads them, and who sees their dates only."""

from placement_portal.absences.models import Absence, MakeUp
from placement_portal.accounts.models import Person
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import TAKES_HOURS


def placement_of(thing: Placement | Absence | MakeUp) -> Placement:
    """Return the placement that something is about."""
    if isinstance(thing, MakeUp):
        return thing.absence.placement
    return thing.placement if isinstance(thing, Absence) else thing


def may_keep(person: Person, thing: Placement | Absence | MakeUp) -> bool:
    """The placement's own student, as long as it takes hours."""
    placement = placement_of(thing)
    return placements.is_their_student(person, placement) and placement.status in TAKES_HOURS


def reads(person: Person, thing: Placement | Absence | MakeUp) -> bool:
    """The student, who supervises today, and the tutor: everything that was noted."""
    placement = placement_of(thing)
    return (
        placements.is_their_student(person, placement)
        or placements.supervises(person, placement)
        or placements.is_tutor(person, placement)
    )


def sees_days(person: Person, thing: Placement | Absence | MakeUp) -> bool:
    """Those who read it, and who co-ordinates the placement for the provider or the university: which days."""
    return reads(person, thing) or placements.may_coordinate(person, placement_of(thing))
