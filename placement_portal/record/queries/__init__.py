"""What the pages of the record read."""

from placement_portal.record.queries.found import entry_or_session
from placement_portal.record.queries.lines import Row, Whose, every, logged_on, offers, own, page, reversal, why_held
from placement_portal.record.queries.sums import Tallied, tallied

__all__ = [
    "Row",
    "Tallied",
    "Whose",
    "entry_or_session",
    "every",
    "logged_on",
    "offers",
    "own",
    "page",
    "reversal",
    "tallied",
    "why_held",
]
