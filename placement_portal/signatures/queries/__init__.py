"""What can be found of signatures: what may be signed, who signed and whether it stands, disputes, faults."""

from placement_portal.signatures.queries.found import (
    Shown,
    code_of,
    content_of,
    find_dispute,
    known_by,
    recent_codes,
    signatures_of,
)
from placement_portal.signatures.queries.kinds import find, offers_with, signable
from placement_portal.signatures.queries.verifying import Fault, seal, verify

__all__ = [
    "Fault",
    "Shown",
    "code_of",
    "content_of",
    "find",
    "find_dispute",
    "known_by",
    "offers_with",
    "recent_codes",
    "seal",
    "signable",
    "signatures_of",
    "verify",
]
