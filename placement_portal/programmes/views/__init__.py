"""The pages on which a university keeps its programmes: versions, cohorts, stages, rules, roles and students."""

from flask import Flask

from placement_portal.organisations.queries import ties_with
from placement_portal.programmes import queries
from placement_portal.programmes.views import cohorts, copying, courses, people
from placement_portal.programmes.views.answers import blueprint
from placement_portal.web import constraints

__all__ = ["blueprint", "cohorts", "copying", "courses", "init_app", "people"]
TAKEN = {
    "uq_programme_university_id_name": "There is a programme called that already.",
    "uq_programme_version_programme_id_name": "There is a version called that already.",
    "uq_cohort_programme_version_id_name": "There is a cohort called that already.",
    "uq_category_programme_version_id_code": "There is a category with that code already.",
    "uq_stage_cohort_id_position": "Somebody else added a stage a moment ago.",
    "uq_rule_set_stage_id_number": "Somebody else changed the rules a moment ago.",
    "uq_student_record_person_id_cohort_id": "This person is in the cohort already.",
}


def init_app(app: Flask) -> None:
    """Let organisations know who belongs to a university because of its programmes."""
    ties_with(app, queries.tie_of_roles)
    ties_with(app, queries.tie_of_students)
    constraints.word(TAKEN)
