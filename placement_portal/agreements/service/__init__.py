"""What can be done with agreements: keep a programme's text, start, write, make ready, open again, sign."""

from placement_portal.agreements.service.drafting import drop, start, take_newest_text, write
from placement_portal.agreements.service.moving import make_ready, missing, reopen
from placement_portal.agreements.service.noticing import remind
from placement_portal.agreements.service.signable import AGREEMENTS, KIND, keep_signature
from placement_portal.agreements.service.texts import Wording, make_text, wording_of

__all__ = [
    "AGREEMENTS",
    "KIND",
    "Wording",
    "drop",
    "keep_signature",
    "make_ready",
    "make_text",
    "missing",
    "remind",
    "reopen",
    "start",
    "take_newest_text",
    "wording_of",
    "write",
]
