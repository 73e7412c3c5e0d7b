"""What can be found of hours."""

from placement_portal.hours.queries.differing import differences
from placement_portal.hours.queries.found import (
    all_decided,
    amendments,
    client_work_between,
    decisions,
    drafts,
    find,
    last_decision,
    locked,
    next_number,
    pending_amendment,
    undecided_with,
    version,
    versions,
)
from placement_portal.hours.queries.judged import Beside, Chosen, beside, chosen, made_with
from placement_portal.hours.queries.suggested import (
    Suggestion,
    category_use,
    most_used_first,
    same_day_before,
    suggested,
    week_of,
)
from placement_portal.hours.queries.uncleared import is_first_with, restorable, restorations, tutors_of

__all__ = [
    "Beside",
    "Chosen",
    "Suggestion",
    "all_decided",
    "amendments",
    "beside",
    "category_use",
    "chosen",
    "client_work_between",
    "decisions",
    "differences",
    "drafts",
    "find",
    "is_first_with",
    "last_decision",
    "locked",
    "made_with",
    "most_used_first",
    "next_number",
    "pending_amendment",
    "restorable",
    "restorations",
    "same_day_before",
    "suggested",
    "tutors_of",
    "undecided_with",
    "version",
    "versions",
    "week_of",
]
