"""What can be done with ratings: open a round, rate, be done, go on; ask to look; sign off; open earlier years."""

from placement_portal.competencies.service.asking import ask, close, open_earlier
from placement_portal.competencies.service.rating import Given, finish, open_round, rate, shown_of, take_back
from placement_portal.competencies.service.sign_offs import KIND, SIGN_OFFS, discard, keep_signature, prepare

__all__ = [
    "KIND",
    "SIGN_OFFS",
    "Given",
    "ask",
    "close",
    "discard",
    "finish",
    "keep_signature",
    "open_earlier",
    "open_round",
    "prepare",
    "rate",
    "shown_of",
    "take_back",
]
