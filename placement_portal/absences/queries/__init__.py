"""What can be found of absences."""

from placement_portal.absences.queries.contacts import Contact, contacts
from placement_portal.absences.queries.expected import expected
from placement_portal.absences.queries.found import PAGE, find, find_make_up, locked, others, page_of

__all__ = [
    "PAGE",
    "Contact",
    "contacts",
    "expected",
    "find",
    "find_make_up",
    "locked",
    "others",
    "page_of",
]
