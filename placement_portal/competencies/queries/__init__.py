"""What can be found of ratings: the page of a placement, one round, its history, earlier years, requests to look."""

from placement_portal.competencies.queries.asked import looks_for, looks_waiting, waiting_looks
from placement_portal.competencies.queries.found import (
    domain_of,
    earlier_rounds,
    find_asked,
    find_competency,
    find_look,
    find_placement,
    find_rated,
    find_round,
    history_of,
    is_rated_under,
    opening_of,
    own_ratings,
    said_of,
)
from placement_portal.competencies.queries.page import DomainShown, Line, Rated, page_of, round_shown
from placement_portal.competencies.queries.signed import (
    content_of,
    contents_of,
    find_sign_off,
    keepers_of,
    sign_off_of,
)

__all__ = [
    "DomainShown",
    "Line",
    "Rated",
    "content_of",
    "contents_of",
    "domain_of",
    "earlier_rounds",
    "find_asked",
    "find_competency",
    "find_look",
    "find_placement",
    "find_rated",
    "find_round",
    "find_sign_off",
    "history_of",
    "is_rated_under",
    "keepers_of",
    "looks_for",
    "looks_waiting",
    "opening_of",
    "own_ratings",
    "page_of",
    "round_shown",
    "said_of",
    "sign_off_of",
    "waiting_looks",
]
