"""What can be found of profiles and passports."""

from placement_portal.profiles.queries.ending import ending, ending_parts
from placement_portal.profiles.queries.passports import Notice, Shown, passport_of, shown_to
from placement_portal.profiles.queries.supervisors import (
    Supervisor,
    capacities,
    capacity_of,
    find_provider,
    find_supervisor,
    profile_of,
    supervisors_of,
    working_days_at,
)

__all__ = [
    "Notice",
    "Shown",
    "Supervisor",
    "capacities",
    "capacity_of",
    "ending",
    "ending_parts",
    "find_provider",
    "find_supervisor",
    "passport_of",
    "profile_of",
    "shown_to",
    "supervisors_of",
    "working_days_at",
]
