"""Who reads what a student noted: the student, the provider's safeguarding lead, and those ticked as told."""

import uuid

from placement_portal.accounts.models import Person
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.policy import standing
from placement_portal.signpost.models import SignpostTold


def leads_at(person: Person) -> set[uuid.UUID]:
    """Return the providers at which the person leads on safeguarding today; a co-ordinator does not."""
    ours = standing(person)
    return {
        each.to for each in ours.providers if each.what == MembershipRole.SAFEGUARDING_LEAD and each.holds(ours.today)
    }


def is_own(person: Person, told: SignpostTold) -> bool:
    """Say whether the student wrote it."""
    return told.person_id == person.id
