"""Who may see a cohort: staff of the programme all of it, tutors the students whom they tutor."""

from collections.abc import Set as AbstractSet
from typing import Final

from placement_portal.accounts.models import Person
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.policy import READING_KINDS, STAFF_KINDS, standing
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.programmes.models import Cohort
from placement_portal.programmes.rules import ProgrammeRoleKind

TUTORING: Final[AbstractSet[str]] = frozenset({ProgrammeRoleKind.TUTOR})
COHORT_KINDS: Final[AbstractSet[str]] = READING_KINDS | TUTORING
CAPACITIES: Final[AbstractSet[str]] = frozenset({AssignmentCapacity.TUTOR})


def sees_all(person: Person, cohort: Cohort) -> bool:
    """Say whether the person leads, co-ordinates or examines the programme today."""
    return cohort.version_of.programme_id in standing(person).programmes_as(READING_KINDS)


def sees(person: Person, cohort: Cohort) -> bool:
    """Say whether the person has a role in the programme today, or tutors somebody."""
    links = standing(person)
    return cohort.version_of.programme_id in links.programmes_as(COHORT_KINDS) or bool(links.placements_as(CAPACITIES))


def may_export(person: Person, cohort: Cohort) -> bool:
    """Say whether the person may download what they see: staff and tutors, never an examiner."""
    links = standing(person)
    role = cohort.version_of.programme_id in links.programmes_as(STAFF_KINDS | TUTORING)
    return role or bool(links.placements_as(CAPACITIES))


def administers(person: Person, cohort: Cohort) -> bool:
    """Say whether the person is an administrator of the university, to whom the cohort exists and stays shut."""
    links = standing(person)
    university = cohort.version_of.programme.university_id
    held = [each for each in links.providers if each.to == university and each.holds(links.today)]
    return any(each.what == MembershipRole.ADMINISTRATOR for each in held)
