"""What an adjustment may say: what is done, never why; examples to choose from, and signs of a reason."""

import enum
import re
from typing import Final


class AdjustmentKind(enum.StrEnum):
    """Examples that fit most, so that few words of one's own are needed."""

    MORE_TIME = "more_time"
    BREAKS = "breaks"
    SHORTER_DAYS = "shorter_days"
    START_TIMES = "start_times"
    QUIET_PLACE = "quiet_place"
    SEATING = "seating"
    STEP_FREE = "step_free"
    PARKING = "parking"
    WRITTEN_DOWN = "written_down"
    EQUIPMENT = "equipment"
    ASSISTANT = "assistant"
    OTHER = "other"


_REASONS: Final = (
    r"because|due to|owing to|suffers?|suffering|diagnos\w*|conditions?|illness|ill|sick\w*|disorders?|disab\w*|"
    r"symptoms?|medication|medicines?|treatments?|therapy for|surgery|operation|hospital|doctor|gp|occupational health|"
    r"pregnan\w*|miscarr\w*|dyslexi\w*|dysprax\w*|dyscalcul\w*|autis\w*|asd|adhd|anxi\w*|depress\w*|bipolar|ptsd|"
    r"trauma\w*|epilep\w*|diabet\w*|cancer|migraines?|asthma|arthritis|fibromyalgia|chronic|fatigue|pain|deaf\w*|"
    r"hearing loss|blind\w*|sight loss|wheelchair|mental health|eating|bereave\w*|carer|caring|childcare|divorce"
)
_REASON: Final = re.compile(rf"\b(?:{_REASONS})\b", re.IGNORECASE)
REASON_SENTENCE: Final = "“{words}” reads like a reason or a health detail. Say what is done, not why."


def looks_like_a_reason(text: str) -> list[str]:
    """Return a sentence for each word that tells why rather than what; it warns and never blocks."""
    found = dict.fromkeys(match.group() for match in _REASON.finditer(text))
    return [REASON_SENTENCE.format(words=words) for words in found]
