"""What can be found of agreements: texts, versions, who may sign, what waits for somebody, what changed since."""

from placement_portal.agreements.queries.found import (
    OfPlacement,
    contents_of,
    find,
    newest_of,
    newest_text,
    of_placement,
    placement_of,
    signed_of,
    texts_of,
    versions_of,
)
from placement_portal.agreements.queries.people import Around, Someone, around, in_words, names_in, registration_of
from placement_portal.agreements.queries.told import Told, content, facts_now, tell
from placement_portal.agreements.queries.unsigned import Unsigned, unsigned
from placement_portal.agreements.queries.waiting import PAGE, Overdue, Waiting, ids_waiting_for, overdue, waiting_for

__all__ = [
    "PAGE",
    "Around",
    "OfPlacement",
    "Overdue",
    "Someone",
    "Told",
    "Unsigned",
    "Waiting",
    "around",
    "content",
    "contents_of",
    "facts_now",
    "find",
    "ids_waiting_for",
    "in_words",
    "names_in",
    "newest_of",
    "newest_text",
    "of_placement",
    "overdue",
    "placement_of",
    "registration_of",
    "signed_of",
    "tell",
    "texts_of",
    "unsigned",
    "versions_of",
    "waiting_for",
]
