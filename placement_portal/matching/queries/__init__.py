"""What can be found of matching: rounds, who is in one, what is offered to them, what a student wishes."""

from placement_portal.matching.queries.drafts import (
    PAGE,
    Needing,
    Placed,
    Shown,
    draft_of,
    find_student,
    members,
    occupants,
    page_of,
    to_tell,
)
from placement_portal.matching.queries.openings import Offering, openings_for
from placement_portal.matching.queries.rounds import (
    find,
    find_own,
    find_programme,
    fresh_wish,
    open_for,
    open_parts,
    programmes_of,
    proposal_of,
    rounds_of,
    stages_of,
    waiting_proposal,
)
from placement_portal.matching.queries.seekers import seekers_in

__all__ = [
    "PAGE",
    "Needing",
    "Offering",
    "Placed",
    "Shown",
    "draft_of",
    "find",
    "find_own",
    "find_programme",
    "find_student",
    "fresh_wish",
    "members",
    "occupants",
    "open_for",
    "open_parts",
    "openings_for",
    "page_of",
    "programmes_of",
    "proposal_of",
    "rounds_of",
    "seekers_in",
    "stages_of",
    "to_tell",
    "waiting_proposal",
]
