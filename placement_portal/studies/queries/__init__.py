"""What can be found around where students stand: placements to settle, people to tell, who can be promoted."""

from placement_portal.studies.queries.around import (
    assigned,
    find,
    find_adjustment,
    hosts_of,
    open_placements,
    sites_to_share_with,
    staff_of,
    stages_to_repeat,
    supervisors_at,
)
from placement_portal.studies.queries.promoting import Candidate, MovedOn, candidates, moved_on

__all__ = [
    "Candidate",
    "MovedOn",
    "assigned",
    "candidates",
    "find",
    "find_adjustment",
    "hosts_of",
    "moved_on",
    "open_placements",
    "sites_to_share_with",
    "staff_of",
    "stages_to_repeat",
    "supervisors_at",
]
