"""Who agrees to exceptions, and who chooses what a lapse asks: by the relations in force today."""

import uuid
from collections.abc import Set as AbstractSet

from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceException
from placement_portal.clearance.policy import officer_of
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN, Side
from placement_portal.programmes.rules import ProgrammeRoleKind


def sides_of(person: Person, placement: Placement) -> list[Side]:
    """Return for which sides a person agrees: the safeguarding lead for the provider, the lead for the programme."""
    answers = {
        Side.PROVIDER: is_safeguarding_lead(person, placement),
        Side.UNIVERSITY: placements.is_lead(person, placement),
    }
    return [side for side, theirs in answers.items() if theirs]


def is_safeguarding_lead(person: Person, placement: Placement) -> bool:
    """Say whether the person is the safeguarding lead of the provider today."""
    ours = placements.standing(person)
    led = {MembershipRole.SAFEGUARDING_LEAD.value}
    return any(
        each.to == placement.provider_id and each.what in led and each.holds(ours.today) for each in ours.providers
    )


def agrees_to(person: Person, exception: ClearanceException) -> list[Side]:
    """Return for which sides a person agrees to an exception, wherever its placement stands now."""
    ours = placements.standing(person)
    led = {MembershipRole.SAFEGUARDING_LEAD.value}
    leads = any(
        each.to == exception.provider_id and each.what in led and each.holds(ours.today) for each in ours.providers
    )
    runs = exception.programme_id in ours.programmes_as({ProgrammeRoleKind.LEAD})
    return [side for side, theirs in ((Side.PROVIDER, leads), (Side.UNIVERSITY, runs)) if theirs]


def reads(person: Person, exception: ClearanceException) -> bool:
    """Say whether the person reads an exception whole: who agrees to it, and verifying officers; never their own."""
    return person.id != exception.person_id and bool(agrees_to(person, exception) or offices(person, exception))


def offices(person: Person, exception: ClearanceException) -> AbstractSet[uuid.UUID]:
    """Return the organisations of an exception for which a person verifies checks."""
    return officer_of(person) & {exception.provider_id, exception.university_id}


def sees(person: Person, placement: Placement) -> bool:
    """Say whether the person reads what the gate says of a placement: everybody who has to do with it."""
    return placements.is_party(person, placement)


def may_ask(person: Person, placement: Placement) -> bool:
    """Say whether the person may begin an exception: one of the two who agree, never about themselves."""
    own = placements.is_their_student(person, placement)
    return placement.status in OPEN and not own and bool(sides_of(person, placement))


def may_decide(person: Person, exception: ClearanceException) -> bool:
    """Say whether the person may agree to an exception, say no, or end it: never about themselves."""
    return person.id != exception.person_id and bool(agrees_to(person, exception))


def may_choose(person: Person, placement: Placement) -> bool:
    """Say whether the person chooses for each client when a check will lapse: supervisors and the safeguarding lead."""
    chooses = placements.supervises(person, placement) or is_safeguarding_lead(person, placement)
    return placement.status in OPEN and chooses
