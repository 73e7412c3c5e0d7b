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
    in_their_place,
    placements_with,
    supervisors_at,
)
from placement_portal.changes.queries.stopped import (
    around_site,
    expected_on,
    find_stop,
    in_force_at,
    placements_under,
    sites_at,
    stops_at,
    stops_of,
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
    "covers_of",
    "expected_on",
    "find_away",
    "find_change",
    "find_stop",
    "in_force_at",
    "in_their_place",
    "of_placement",
    "placements_under",
    "placements_with",
    "pressing",
    "sites_at",
    "stands_on",
    "stops_at",
    "stops_of",
    "students_at",
    "supervisors_at",
    "touched",
    "under_stop",
]
