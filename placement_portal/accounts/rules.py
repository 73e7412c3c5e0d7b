"""What is true of accounts: passwords, the pace of failed sign-ins, and when a session ends."""

import enum
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final


class AddressKind(enum.StrEnum):
    """What an e-mail address of a person is used for."""

    SIGN_IN = "sign_in"
    CONTACT = "contact"


class SessionAssurance(enum.StrEnum):
    """How surely a session knows who is there."""

    ACCOUNT = "account"


class SessionKind(enum.StrEnum):
    """Whose idle times a session follows; a person who is both is staff."""

    STAFF = "staff"
    STUDENT = "student"


def normal_address(address: str) -> str:
    """Return an e-mail address as it is compared and stored: without blanks around it, casefolded."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


class PasswordProblem(enum.StrEnum):
    """Why a password is refused."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    OWN_NAME = "own_name"


SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 256
"""Long enough for any passphrase, short enough that hashing one is never an attack."""

PASSWORD_SENTENCES: Final[Mapping[PasswordProblem, str]] = {
    PasswordProblem.TOO_SHORT: f"Your password must have at least {SHORTEST_PASSWORD} characters.",
    PasswordProblem.TOO_LONG: f"Your password must have at most {LONGEST_PASSWORD} characters.",
    PasswordProblem.COMMON: "This password is easy to guess. Try three words that do not belong together.",
    PasswordProblem.OWN_NAME: "Your password must not contain your name or your e-mail address.",
}

_COMMON: Final = """
    password passphrase passwort passw pass secret letmein welcome admin administrator login qwerty qwertyuiop
    azerty iloveyou ilove love you monkey dragon sunshine princess football baseball superman batman master
    shadow michael jennifer jordan trustno liverpool arsenal chelsea manchester united england britain london
    summer winter autumn spring monday friday december january changeme change default temporary guest test
    hello world access computer internet starwars pokemon whatever charlie ashley daniel thomas jessica killer
    freedom flower cheese chocolate banana music therapy musictherapy therapist student supervisor tutor
    university placement portal hospital school teacher correcthorsebatterystaple correct horse battery staple
    my is the and new me mypassword cambridge
"""
COMMON_WORDS: Final = frozenset(_COMMON.split())
"""Words that guessing programmes try first, with those of this trade."""

_ROWS: Final = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)
_STEPS: Final = frozenset(row[i : i + 3] for line in _ROWS for row in (line, line[::-1]) for i in range(len(row) - 2))
_LOOKALIKES: Final = str.maketrans("013457@$!", "oieastasi")
_MOST_LEFT_OVER: Final = 2
_LONGEST_UNIT: Final = 6
_FEWEST_CHARACTERS: Final = 5


def _has_few_characters(text: str) -> bool:
    return len(set(text)) < _FEWEST_CHARACTERS


def _repeats(text: str) -> bool:
    return any(text == (text[:unit] * len(text))[: len(text)] for unit in range(1, _LONGEST_UNIT + 1))


def _follows_the_keyboard(text: str) -> bool:
    """Say whether nearly all of a text is made of steps along a keyboard row, the alphabet or the digits."""
    covered = {place for i in range(len(text) - 2) if text[i : i + 3] in _STEPS for place in range(i, i + 3)}
    return len(text) - len(covered) <= _MOST_LEFT_OVER


def _spellings(text: str) -> Iterator[str]:
    """Yield the letters of a text as typed, and with digits that stand for letters read as those letters."""
    yield "".join(filter(str.isalpha, text))
    yield "".join(filter(str.isalpha, text.translate(_LOOKALIKES)))
    yield "".join(filter(str.isalpha, text.rstrip("0123456789!?.*#@$ ").translate(_LOOKALIKES)))


def _is_common_words(letters: str) -> bool:
    """Say whether taking out at most two common words leaves next to nothing."""
    for _ in range(2):
        found = max((word for word in COMMON_WORDS if word in letters), key=lambda word: (len(word), word), default="")
        letters = letters.replace(found, "") if found else letters
    return len(letters) <= _MOST_LEFT_OVER


def is_common(password: str) -> bool:
    """Say whether a password is among those that guessing programmes try first."""
    text = unicodedata.normalize("NFKC", password).casefold()
    patterned = _has_few_characters(text) or _repeats(text) or _follows_the_keyboard(text)
    return patterned or any(_is_common_words(letters) for letters in _spellings(text))


def _own_words(address: str, name: str) -> Iterator[str]:
    """Yield the parts of a person's name and address that are long enough to give a password away."""
    local = normal_address(address).partition("@")[0]
    return (word for word in (local, *name.casefold().split()) if len(word) > 3)


def password_problem(password: str, *, address: str = "", name: str = "") -> PasswordProblem | None:
    """Return why a password is refused, or None; there are no composition rules."""
    if len(password) < SHORTEST_PASSWORD:
        return PasswordProblem.TOO_SHORT
    if len(password) > LONGEST_PASSWORD:
        return PasswordProblem.TOO_LONG
    if any(word in password.casefold() for word in _own_words(address, name)):
        return PasswordProblem.OWN_NAME
    return PasswordProblem.COMMON if is_common(password) else None


FREE_FAILURES: Final = 3
LONGEST_DELAY: Final = timedelta(seconds=60)
FAILURES_FORGOTTEN_AFTER: Final = timedelta(hours=1)


def delay_after(failures: int) -> timedelta:
    """Return how long to wait after so many failed sign-ins in a row: doubling, and never a lock-out."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    return min(LONGEST_DELAY, timedelta(seconds=2 ** min(failures - FREE_FAILURES, 10)))


STAFF_IDLE: Final = timedelta(minutes=30)
STAFF_AT_MOST: Final = timedelta(hours=12)
STUDENT_IDLE: Final = timedelta(hours=12)
KEPT_AT_MOST: Final = timedelta(days=30)


def session_ends(
    kind: SessionKind, started: datetime, last_seen: datetime, kept: bool, *, idle: timedelta | None = None
) -> datetime:
    """Return the instant a session ends; `kept` holds for students only, `idle` is the organisation's own idle time."""
    if kind is SessionKind.STAFF:
        return min(started + STAFF_AT_MOST, last_seen + (idle or STAFF_IDLE))
    if kept:
        return started + KEPT_AT_MOST
    return min(started + KEPT_AT_MOST, last_seen + (idle or STUDENT_IDLE))


FEWEST_DIGITS: Final = 5
MOST_DIGITS: Final = 15
"""An extension may be short; no number in the world is longer."""


def dialled(number: str) -> str:
    """Return what a telephone dials of a number as people write it: its digits, and a plus in front; empty if none."""
    main = number.lower().partition("ext")[0].replace("(0)", "")
    digits = "".join(each for each in main if each.isascii() and each.isdecimal())
    return f"{'+' if main.strip().startswith('+') else ''}{digits}"


def is_phone(number: str) -> bool:
    """Say whether somebody could be rung at what was typed."""
    is_written = all(each.isascii() and (each.isdecimal() or each in "+-./() extEXT") for each in number)
    return is_written and FEWEST_DIGITS <= len(dialled(number).lstrip("+")) <= MOST_DIGITS


def rings(text: str) -> str:
    """Return what a telephone dials of a text that is a number and nothing else; empty for every other text."""
    return dialled(text) if is_phone(text) else ""
