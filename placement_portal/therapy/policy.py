"""Who attests personal therapy, and who reads the total: never a supervisor, a setting or a provider."""

from placement_portal.accounts.models import Person
from placement_portal.placements.policy import standing
from placement_portal.programmes.models import StudentRecord
from placement_portal.studies import policy as studies


def reads(person: Person, student: StudentRecord) -> bool:
    """The student, the tutor of one of their placements, and who runs the programme."""
    return studies.sees_record(person, student)


def may_attest(person: Person, student: StudentRecord) -> bool:
    """The student alone, while they are on the course."""
    return student.id in standing(person).on_course()
