"""What can be found of changes, stops, and who is away."""

from placement_portal.changes.queries.amended import (
    Pressing,
    answering,
    concerned,
    find_change,
    of_placement,
    pressing,
    stands_on,
)
from placement_portal.changes.queries.away import (
    away_at,
    covers_of,
    find_away,
    placements_with,
    supervisors_at,
)
from placement_portal.changes.queries.concerning import concerning, concerning_parts
from placement_portal.changes.queries.stopped import (
    around_site,
    expected_on,
    feeding,
    find_stop,
    in_force_at,
    placements_under,
    sites_at,
    stopped_at_all,
    stops_at,
    students_at,
    touched,
    under_stop,
)

__all__ = [
    "Pressing",
    "answering",
    "around_site",
    "away_at",
    "concerned",
    "concerning",
    "concerning_parts",
    "covers_of",
    "expected_on",
    "feeding",
    "find_away",
    "find_change",
    "find_stop",
    "in_force_at",
    "of_placement",
    "placements_under",
    "placements_with",
    "pressing",
    "sites_at",
    "stands_on",
    "stopped_at_all",
    "stops_at",
    "students_at",
    "supervisors_at",
    "touched",
    "under_stop",
]
