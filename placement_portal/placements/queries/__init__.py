"""What can be found of placements: one, those a viewer may see, those a student can log on."""

from placement_portal.placements.queries.found import (
    around,
    at_provider,
    find,
    find_student,
    is_visible,
    newest_first,
    of_student,
    own,
    supervisees_of,
    visible_to,
    with_sites,
)
from placement_portal.placements.queries.logging import current_of, for_logging
from placement_portal.placements.queries.offered import sites_for, stages_of, supervisors_for, tutors_for
from placement_portal.placements.queries.parts import (
    amendments_of,
    caseload_of,
    categories_of,
    find_assignment,
    find_row,
    find_slot,
    moves_of,
    people_of,
    sites_of,
    timetable_of,
)
from placement_portal.placements.queries.sight import is_colleague, is_known_student, known_providers

__all__ = [
    "amendments_of",
    "around",
    "at_provider",
    "caseload_of",
    "categories_of",
    "current_of",
    "find",
    "find_assignment",
    "find_row",
    "find_slot",
    "find_student",
    "for_logging",
    "is_colleague",
    "is_known_student",
    "is_visible",
    "known_providers",
    "moves_of",
    "newest_first",
    "of_student",
    "own",
    "people_of",
    "sites_for",
    "sites_of",
    "stages_of",
    "supervisees_of",
    "supervisors_for",
    "timetable_of",
    "tutors_for",
    "visible_to",
    "with_sites",
]
