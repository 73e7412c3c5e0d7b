"""What can be found of letters: those of a placement and a setting, by their link, and whether each holds today."""

from placement_portal.letters.queries.found import (
    Stay,
    at_site,
    by_token,
    find,
    find_stay,
    leads_of,
    live_of,
    notices_of,
    of_placement,
)
from placement_portal.letters.queries.holding import (
    Coming,
    Holding,
    ended_on,
    holding_of,
    lines_of,
    of_visit,
    stopped_letters,
)
from placement_portal.letters.queries.pressing import Pressing, pressing

__all__ = [
    "Coming",
    "Holding",
    "Pressing",
    "Stay",
    "at_site",
    "by_token",
    "ended_on",
    "find",
    "find_stay",
    "holding_of",
    "leads_of",
    "lines_of",
    "live_of",
    "notices_of",
    "of_placement",
    "of_visit",
    "pressing",
    "stopped_letters",
]
