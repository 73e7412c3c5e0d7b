"""What can be done with hours: verbs that change, write the ledger and queue letters; they never commit."""

from placement_portal.hours.service.amending import amend, answer_amendment, reverse, withdraw_amendment
from placement_portal.hours.service.deciding import (
    Decided,
    Offer,
    accept_offer,
    confirm,
    decline,
    hand_over,
    query,
    take_over,
    undo,
    verify,
)
from placement_portal.hours.service.judging import LoggedBefore, Refused
from placement_portal.hours.service.keeping import NotPossible
from placement_portal.hours.service.restoring import restore
from placement_portal.hours.service.writing import (
    NotSubmitted,
    confirm_suggestions,
    delete,
    edit,
    log,
    log_again,
    resubmit,
    submit,
    submit_week,
    withdraw,
)

__all__ = [
    "Decided",
    "LoggedBefore",
    "NotPossible",
    "NotSubmitted",
    "Offer",
    "Refused",
    "accept_offer",
    "amend",
    "answer_amendment",
    "confirm",
    "confirm_suggestions",
    "decline",
    "delete",
    "edit",
    "hand_over",
    "log",
    "log_again",
    "query",
    "restore",
    "resubmit",
    "reverse",
    "submit",
    "submit_week",
    "take_over",
    "undo",
    "verify",
    "withdraw",
    "withdraw_amendment",
]
