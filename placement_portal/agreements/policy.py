"""Who may write, keep and sign an agreement: by the relations of a person that are in force today."""

import uuid
from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from placement_portal.accounts.models import Person
from placement_portal.agreements.models import Agreement
from placement_portal.agreements.rules import PartyRole, ProviderSigner, UniversitySigner
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import Standing, standing
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.programmes.rules import ProgrammeRoleKind

Capacity: TypeAlias = AssignmentCapacity | MembershipRole | ProgrammeRoleKind
STAFF: Final[AbstractSet[str]] = frozenset({ProgrammeRoleKind.LEAD, ProgrammeRoleKind.UNIVERSITY_COORDINATOR})
TUTORING: Final[AbstractSet[str]] = frozenset({AssignmentCapacity.TUTOR})
TUTOR_SIGNS: Final = (UniversitySigner.TUTOR, UniversitySigner.ANY)
STAFF_SIGNS: Final = (UniversitySigner.STAFF, UniversitySigner.ANY)


def may_start(person: Person, placement: Placement) -> bool:
    """Say whether the person may begin an agreement about a placement: everybody who will be bound by it."""
    return placements.is_their_student(person, placement) or keeps(person, placement)


def may_write(person: Person, agreement: Agreement) -> bool:
    """Say whether the person may write learning goals and whom to ring: the student and who supervises."""
    placement = agreement.placement
    return placements.is_their_student(person, placement) or placements.supervises(person, placement)


def may_keep(person: Person, agreement: Agreement) -> bool:
    """Say whether the person may make an agreement ready, open it again, and begin a new version."""
    return keeps(person, agreement.placement)


def keeps(person: Person, placement: Placement) -> bool:
    """Say whether the person supervises, tutors or co-ordinates a placement, for either side."""
    return (
        placements.supervises(person, placement)
        or placements.is_tutor(person, placement)
        or placements.may_coordinate(person, placement)
    )


def may_settle(person: Person, agreement: Agreement) -> bool:
    """Say whether the person may settle a dispute about a signature: the tutor, the lead and the co-ordinator."""
    placement = agreement.placement
    return placements.is_tutor(person, placement) or placements.is_programme_staff(person, placement)


def coordinated(links: Standing) -> set[uuid.UUID]:
    """Return the ids of the providers that somebody co-ordinates today; a safeguarding lead does not sign for them."""
    role = MembershipRole.PROVIDER_COORDINATOR
    return {each.to for each in links.providers if each.what == role and each.holds(links.today)}


def parts_of(person: Person, agreement: Agreement) -> list[PartyRole]:
    """Return for which of the three parties the person may sign; a student signs for nobody else."""
    placement = agreement.placement
    if placements.is_their_student(person, placement):
        return [PartyRole.STUDENT]
    can = {
        PartyRole.PROVIDER: _for_provider(person, agreement),
        PartyRole.UNIVERSITY: _for_university(person, agreement),
    }
    return [role for role, may in can.items() if may]


def may_sign(person: Person, agreement: Agreement) -> bool:
    """Say whether the person signs for one of the three."""
    return bool(parts_of(person, agreement))


def capacity_of(person: Person, agreement: Agreement, role: PartyRole) -> Capacity | None:
    """Return as what somebody signs for a party: how they stand to the placement today; None for the student."""
    links, placement = standing(person), agreement.placement
    if role is PartyRole.PROVIDER:
        supervising = (AssignmentCapacity.SUPERVISOR, AssignmentCapacity.CLINICAL_SUPERVISOR)
        found = (each for each in supervising if placement.id in links.placements_as({each}))
        return next(found, MembershipRole.PROVIDER_COORDINATOR)
    if role is PartyRole.UNIVERSITY:
        if placement.id in links.placements_as(TUTORING):
            return AssignmentCapacity.TUTOR
        leads = placement.programme_id in links.programmes_as({ProgrammeRoleKind.LEAD})
        return ProgrammeRoleKind.LEAD if leads else ProgrammeRoleKind.UNIVERSITY_COORDINATOR
    return None


def _for_provider(person: Person, agreement: Agreement) -> bool:
    links, placement = standing(person), agreement.placement
    if placement.id in links.placements_as(SUPERVISING):
        return True
    also = agreement.provider_signs is ProviderSigner.SUPERVISOR_OR_COORDINATOR
    return also and placement.provider_id in coordinated(links)


def _for_university(person: Person, agreement: Agreement) -> bool:
    links, placement = standing(person), agreement.placement
    as_tutor = agreement.university_signs in TUTOR_SIGNS and placement.id in links.placements_as(TUTORING)
    return as_tutor or (
        agreement.university_signs in STAFF_SIGNS and placement.programme_id in links.programmes_as(STAFF)
    )
