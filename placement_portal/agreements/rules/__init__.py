"""What is true of agreements: their states, whose turn it is, their text with its blanks, what changed since."""

from placement_portal.agreements.rules.example import EXAMPLE
from placement_portal.agreements.rules.facts import WORDS, changed_since, people_in, said
from placement_portal.agreements.rules.parties import (
    ORDERS,
    PartyRole,
    ProviderSigner,
    UniversitySigner,
    is_due,
    turn,
    week_of,
)
from placement_portal.agreements.rules.states import (
    MOVES,
    TO_SIGN,
    UNFINISHED,
    AgreementAction,
    AgreementStatus,
    NotAllowed,
    move,
    possible,
    thawing,
)
from placement_portal.agreements.rules.text import BLANKS, Block, Piece, blocks, unknown_blanks

__all__ = [
    "BLANKS",
    "EXAMPLE",
    "MOVES",
    "ORDERS",
    "TO_SIGN",
    "UNFINISHED",
    "WORDS",
    "AgreementAction",
    "AgreementStatus",
    "Block",
    "NotAllowed",
    "PartyRole",
    "Piece",
    "ProviderSigner",
    "UniversitySigner",
    "blocks",
    "changed_since",
    "is_due",
    "move",
    "people_in",
    "possible",
    "said",
    "thawing",
    "turn",
    "unknown_blanks",
    "week_of",
]
