"""What is true of signatures: what was shown and its fingerprint, whether one still stands, codes, disputes."""

from placement_portal.signatures.rules.codes import (
    CODE_DIGITS,
    CODES_FORGOTTEN_AFTER,
    MOST_CODES,
    MOST_TRIES,
    PROOF_LASTS,
    is_code,
    may_send,
    opens,
    plain_code,
)
from placement_portal.signatures.rules.content import Offer, canonical, changes, digest, seen
from placement_portal.signatures.rules.standing import (
    MOVES,
    DisputeAction,
    DisputeStatus,
    EndReason,
    NotPossible,
    ProofKind,
    SignatureState,
    move,
    state_of,
)

__all__ = [
    "CODES_FORGOTTEN_AFTER",
    "CODE_DIGITS",
    "MOST_CODES",
    "MOST_TRIES",
    "MOVES",
    "PROOF_LASTS",
    "DisputeAction",
    "DisputeStatus",
    "EndReason",
    "NotPossible",
    "Offer",
    "ProofKind",
    "SignatureState",
    "canonical",
    "changes",
    "digest",
    "is_code",
    "may_send",
    "move",
    "opens",
    "plain_code",
    "seen",
    "state_of",
]
