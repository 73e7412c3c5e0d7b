"""What can be found of organisations: who belongs to one and as what, its partners, its invitations."""

from placement_portal.organisations.queries.invitations import (
    Invited,
    Offer,
    behind,
    find_invitation,
    invitations_of,
    offer,
    open_invitation,
    status_of,
)
from placement_portal.organisations.queries.organisations import (
    accent_of,
    find,
    find_partnership,
    is_taken,
    of_person,
    partnerships_of,
    possible_partners,
    roles_of,
)
from placement_portal.organisations.queries.people import (
    PAGE,
    Belonging,
    Listed,
    find_membership,
    find_person,
    membership_in_force,
    people_of,
)
from placement_portal.organisations.queries.ties import Reach, reach, session_terms, tie, ties_with, worded

__all__ = [
    "PAGE",
    "Belonging",
    "Invited",
    "Listed",
    "Offer",
    "Reach",
    "accent_of",
    "behind",
    "find",
    "find_invitation",
    "find_membership",
    "find_partnership",
    "find_person",
    "invitations_of",
    "is_taken",
    "membership_in_force",
    "of_person",
    "offer",
    "open_invitation",
    "partnerships_of",
    "people_of",
    "possible_partners",
    "reach",
    "roles_of",
    "session_terms",
    "status_of",
    "tie",
    "ties_with",
    "worded",
]
