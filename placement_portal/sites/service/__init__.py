"""What can be done to settings: add, change, tell visitors, close for some days, keep terms, pass on."""

from placement_portal.sites.service.closing import (
    add_bank_holidays,
    add_term,
    close,
    close_between_terms,
    known_bank_holidays,
    remove_closure,
    remove_term,
)
from placement_portal.sites.service.facts import VISIT, SiteFacts, add, change, tell_visitors
from placement_portal.sites.service.passing import pass_on

__all__ = [
    "VISIT",
    "SiteFacts",
    "add",
    "add_bank_holidays",
    "add_term",
    "change",
    "close",
    "close_between_terms",
    "known_bank_holidays",
    "pass_on",
    "remove_closure",
    "remove_term",
    "tell_visitors",
]
