"""How a letter says what was seen: plain words that name no certificate, no outcome, no number."""

import re
from collections.abc import Mapping
from typing import Final

NEVER: Final = ("dbs", "check", "criminal", "suspend", "withdraw", "barred", "offence", "police")
"""What a letter, its page and its mails never say: a school must not read a verdict out of a word."""

_NEVER: Final = re.compile("|".join(NEVER), re.IGNORECASE)
SOMETHING: Final = "A requirement of the course"
WORDS: Final[Mapping[str, str]] = {
    "dbs_children": "Suitability to work with children",
    "dbs_adults": "Suitability to work with adults",
    "dbs_declaration": "Yearly declaration that nothing has changed",
    "pvg": "Membership of the scheme for protected work in Scotland",
    "overseas": "Time spent in other countries",
    "kcsie": "Guidance on keeping children safe, read in its present edition",
}
"""What common requirements are called in a letter, by their code; every other goes by its own name."""


def said_of(code: str, name: str) -> str:
    """Return how a letter names what was seen; a name with a word that it never says is not said."""
    if code in WORDS:
        return WORDS[code]
    return SOMETHING if _NEVER.search(name) else name


def says_never(text: str) -> list[str]:
    """Return the words in a text that no letter may say."""
    return [each.group() for each in _NEVER.finditer(text)]
