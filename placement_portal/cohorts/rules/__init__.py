"""What is true of the cohort page: how it is narrowed and looked at, and what its tables say."""

from placement_portal.cohorts.rules.narrowing import (
    CONFIRM_AFTER,
    FILTER_WORDS,
    HEAT_ABOVE,
    PAGE,
    CohortFilter,
    CohortView,
    in_order,
    matches,
    one_page,
)
from placement_portal.cohorts.rules.tables import Cell, Heat, Line, heat, sheet

__all__ = [
    "CONFIRM_AFTER",
    "FILTER_WORDS",
    "HEAT_ABOVE",
    "PAGE",
    "Cell",
    "CohortFilter",
    "CohortView",
    "Heat",
    "Line",
    "heat",
    "in_order",
    "matches",
    "one_page",
    "sheet",
]
