"""What can be found of rhythms: what is agreed, what is planned, what was worked, who is away."""

from placement_portal.rhythm.queries.facts import TODAY, AwayNow, Facts, facts_of, parts, values
from placement_portal.rhythm.queries.off import PLACEMENTS, by_placement
from placement_portal.rhythm.queries.plans import (
    Giver,
    find_plan,
    givers,
    lock,
    locked_pace,
    pace_of,
    planned_between,
    planned_on,
    planned_with,
)

__all__ = [
    "PLACEMENTS",
    "TODAY",
    "AwayNow",
    "Facts",
    "Giver",
    "by_placement",
    "facts_of",
    "find_plan",
    "givers",
    "lock",
    "locked_pace",
    "pace_of",
    "parts",
    "planned_between",
    "planned_on",
    "planned_with",
    "values",
]
