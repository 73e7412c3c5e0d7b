"""What can be done with letters: make, send, give another code, revoke; open with a code; have a setting told."""

from placement_portal.letters.service.making import NewLetter, NotYet, give_code, make, revoke, send
from placement_portal.letters.service.opening import MustWait, WrongCode, check_code, proof_of
from placement_portal.letters.service.telling import notice, tell, tell_due

__all__ = [
    "MustWait",
    "NewLetter",
    "NotYet",
    "WrongCode",
    "check_code",
    "give_code",
    "make",
    "notice",
    "proof_of",
    "revoke",
    "send",
    "tell",
    "tell_due",
]
