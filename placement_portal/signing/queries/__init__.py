"""What can be found of what waits for one person, and of what they did just now."""

from placement_portal.signing.queries.done import Act, DecidedLine, decided_lately, done_at, done_just_now
from placement_portal.signing.queries.left import Left, left_behind, left_with
from placement_portal.signing.queries.waiting import (
    PAGE,
    After,
    Change,
    Counts,
    Line,
    changes,
    counts,
    lines,
    shown,
    waiting_count,
)

__all__ = [
    "PAGE",
    "Act",
    "After",
    "Change",
    "Counts",
    "DecidedLine",
    "Left",
    "Line",
    "changes",
    "counts",
    "decided_lately",
    "done_at",
    "done_just_now",
    "left_behind",
    "left_with",
    "lines",
    "shown",
    "waiting_count",
]
