"""What can be found of hours."""

from placement_portal.hours.queries.differing import differences
from placement_portal.hours.queries.found import (
    amendments,
    decisions,
    drafts,
    find,
    last_decision,
    locked,
    next_number,
    pending_amendment,
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

__all__ = [
    "Beside",
    "Chosen",
    "Suggestion",
    "amendments",
    "beside",
    "category_use",
    "chosen",
    "decisions",
    "differences",
    "drafts",
    "find",
    "last_decision",
    "locked",
    "made_with",
    "most_used_first",
    "next_number",
    "pending_amendment",
    "same_day_before",
    "suggested",
    "version",
    "versions",
    "week_of",
]
