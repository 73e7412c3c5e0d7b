"""Who may lower what a student's year asks for."""

from placement_portal.accounts.models import Person
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.policy import is_lead


def may_lower(person: Person, student: StudentRecord) -> bool:
    """The lead of the programme, never for their own record."""
    return is_lead(person, student) and student.person_id != person.id
