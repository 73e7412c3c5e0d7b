"""What can be found of the gate of placements, of exceptions and of lapses."""

from placement_portal.gate.queries.exceptions import (
    agreeing,
    content,
    contents_of,
    exceptions_at,
    exceptions_of,
    find,
    names_of,
    state,
    title_of,
    told_of,
)
from placement_portal.gate.queries.lapses import lapse_of, people_going, plans_of, sent, supervisors_of, to_choose
from placement_portal.gate.queries.standing import At, checks_of, gate_of

__all__ = [
    "At",
    "agreeing",
    "checks_of",
    "content",
    "contents_of",
    "exceptions_at",
    "exceptions_of",
    "find",
    "gate_of",
    "lapse_of",
    "names_of",
    "people_going",
    "plans_of",
    "sent",
    "state",
    "supervisors_of",
    "title_of",
    "to_choose",
    "told_of",
]
