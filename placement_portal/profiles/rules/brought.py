"""What is true of profiles: registers and their numbers, specialisms, what ends soon, which year a day lies in."""

import enum
import re
from collections.abc import Mapping
from datetime import date
from typing import Final


class RegistrationScheme(enum.StrEnum):
    """The public register on which a supervisor stands."""

    HCPC_ARTS_THERAPIST = "hcpc_arts_therapist"
    HCPC_PSYCHOLOGIST = "hcpc_psychologist"
    HCPC_SPEECH_THERAPIST = "hcpc_speech_therapist"
    BACP = "bacp"
    UKCP = "ukcp"
    OTHER = "other"
    NONE = "none"


class Modality(enum.StrEnum):
    """By which means somebody works with clients."""

    MUSIC = "music"
    ART = "art"
    DRAMA = "drama"
    DANCE_MOVEMENT = "dance_movement"
    TALKING = "talking"
    OTHER = "other"


class Specialism(enum.StrEnum):
    """What a supervisor knows especially well."""

    ATTACHMENT = "attachment"
    SYSTEMIC = "systemic"
    MENTAL_HEALTH = "mental_health"
    VIDEO_INTERACTION_GUIDANCE = "video_interaction_guidance"
    COUNSELLING = "counselling"
    CONSULTATION = "consultation"
    RISK_ASSESSMENT = "risk_assessment"


class Validity(enum.StrEnum):
    """Whether something that ends on a day still holds; computed when read, never stored."""

    NOT_KNOWN = "not_known"
    HOLDS = "holds"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"


class Paper(enum.StrEnum):
    """What a passport tells the end of."""

    EMPLOYERS = "employers"
    PUBLIC = "public"
    AGREEMENT = "agreement"
    REGISTRATION = "registration"


NUMBERS: Final[Mapping[RegistrationScheme, tuple[re.Pattern[str], str]]] = {
    RegistrationScheme.HCPC_ARTS_THERAPIST: (
        re.compile(r"AS\d{1,6}"),
        "An HCPC number of an arts therapist is AS and up to six digits, such as AS012345.",
    ),
    RegistrationScheme.HCPC_PSYCHOLOGIST: (
        re.compile(r"PYL\d{1,6}"),
        "An HCPC number of a psychologist is PYL and up to six digits, such as PYL012345.",
    ),
    RegistrationScheme.HCPC_SPEECH_THERAPIST: (
        re.compile(r"SL\d{1,6}"),
        "An HCPC number of a speech and language therapist is SL and up to six digits, such as SL012345.",
    ),
}
"""What the number of a register looks like, and the sentence for one that does not; other registers take any."""

NUMBER_MISSING: Final = "Enter the number that the register gave."
NOT_REGISTERED: Final = "Leave the number empty, or choose the register that gave it."
SOON_DAYS: Final = 56
"""How long before its end something is said to end soon: a choice of the product."""
YEAR_BEGINS: Final = 9
"""The month in which a year of placements begins: a choice of the product."""
MOST_STUDENTS: Final = 30


def tidy_number(typed: str) -> str:
    """Return a registration number without blanks, in capitals."""
    return "".join(typed.split()).upper()


def number_problem(scheme: RegistrationScheme, number: str) -> str | None:
    """Say what is wrong with a tidy registration number of a register; None when nothing is."""
    if scheme is RegistrationScheme.NONE:
        return NOT_REGISTERED if number else None
    if not number:
        return NUMBER_MISSING
    pattern, sentence = NUMBERS.get(scheme, (None, ""))
    return sentence if pattern and not pattern.fullmatch(number) else None


def validity(until: date | None, today: date) -> Validity:
    """Say whether something still holds; its last day counts."""
    if until is None:
        return Validity.NOT_KNOWN
    if until < today:
        return Validity.ENDED
    return Validity.ENDS_SOON if (until - today).days <= SOON_DAYS else Validity.HOLDS


def year_of(day: date) -> int:
    """Return in which calendar year the year of placements began that a day lies in."""
    return day.year if day.month >= YEAR_BEGINS else day.year - 1


def year_words(year: int) -> str:
    """Return how a year of placements is written, such as 2026/27."""
    return f"{year}/{(year + 1) % 100:02}"


NOTICES: Final[Mapping[tuple[Paper, Validity], str]] = {
    (Paper.EMPLOYERS, Validity.NOT_KNOWN): "Nobody has said until when employers' liability insurance runs.",
    (Paper.EMPLOYERS, Validity.ENDS_SOON): "Employers' liability insurance ends after %(day)s.",
    (Paper.EMPLOYERS, Validity.ENDED): "Employers' liability insurance ended after %(day)s.",
    (Paper.PUBLIC, Validity.NOT_KNOWN): "Nobody has said until when public liability insurance runs.",
    (Paper.PUBLIC, Validity.ENDS_SOON): "Public liability insurance ends after %(day)s.",
    (Paper.PUBLIC, Validity.ENDED): "Public liability insurance ended after %(day)s.",
    (Paper.AGREEMENT, Validity.ENDS_SOON): "The agreement with %(name)s ends after %(day)s.",
    (Paper.AGREEMENT, Validity.ENDED): "The agreement with %(name)s ended after %(day)s.",
    (Paper.REGISTRATION, Validity.ENDS_SOON): "The registration of %(name)s ends after %(day)s.",
    (Paper.REGISTRATION, Validity.ENDED): "The registration of %(name)s ended after %(day)s.",
}
"""What is worth a sentence at the top of a passport; the rest goes without saying."""


def notice(paper: Paper, until: date | None, today: date) -> tuple[Validity, str] | None:
    """Return how something stands and the sentence for it, to be filled with name and day; None when all is well."""
    standing = validity(until, today)
    sentence = NOTICES.get((paper, standing))
    return (standing, sentence) if sentence else None
