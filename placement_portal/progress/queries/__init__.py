"""What can be found of progress: everything a count needs, and what is kept for pages."""

from placement_portal.progress.queries.cases import Known, Pair, Placed, cases, known, known_at
from placement_portal.progress.queries.found import kept, next_students, people_of, students_around
from placement_portal.progress.queries.held import held_at, holds_of, holds_read
from placement_portal.progress.queries.pages import among, among_parts, of_placement, of_record, of_viewer
from placement_portal.progress.queries.supervised import alike_in_supervision, as_hours, sums_of_supervision

__all__ = [
    "Known",
    "Pair",
    "Placed",
    "alike_in_supervision",
    "among",
    "among_parts",
    "as_hours",
    "cases",
    "held_at",
    "holds_of",
    "holds_read",
    "kept",
    "known",
    "known_at",
    "next_students",
    "of_placement",
    "of_record",
    "of_viewer",
    "people_of",
    "students_around",
    "sums_of_supervision",
]
