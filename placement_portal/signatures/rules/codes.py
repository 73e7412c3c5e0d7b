"""What is true of a mailed code: six digits, five minutes, a handful of tries, for one content alone."""

from datetime import datetime, timedelta
from typing import Final

CODE_DIGITS: Final = 6
PROOF_LASTS: Final = timedelta(minutes=5)
MOST_TRIES: Final = 5
MOST_CODES: Final = 6
CODES_FORGOTTEN_AFTER: Final = timedelta(hours=1)
"""So many codes are sent to one person in an hour at most: together with the tries, guessing is hopeless."""


def plain_code(typed: str) -> str:
    """Return a code as it is compared: people type blanks and dashes between the digits."""
    return "".join(each for each in typed if not each.isspace() and each != "-")


def is_code(typed: str) -> bool:
    """Say whether something typed looks like a code at all."""
    return len(typed) == CODE_DIGITS and typed.isascii() and typed.isdigit()


def opens(expires_at: datetime, used_at: datetime | None, tries: int, *, now: datetime) -> bool:
    """Say whether a code is still good for a try: not used, not too old, not guessed at too often."""
    return used_at is None and now < expires_at and tries < MOST_TRIES


def may_send(sent_lately: int) -> bool:
    """Say whether another code may be sent to somebody who got so many in the last hour."""
    return sent_lately < MOST_CODES
