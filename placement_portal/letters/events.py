"""What the ledger keeps of letters: that they were made, sent, replaced, revoked, read; never their words."""

import uuid
from dataclasses import dataclass

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class LetterMade(Event):
    """A provider vouches for a student to a setting."""

    placement: uuid.UUID
    site: uuid.UUID
    number: int
    replaces: uuid.UUID | None


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """The link of a letter was mailed to the setting, and the link before it opens nothing any more."""

    site: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class LetterCodeChanged(Event):
    """The code of a letter was changed; the one before opens nothing any more."""

    site: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class LetterRevoked(Event):
    """A provider vouches no longer."""

    placement: uuid.UUID
    site: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class LetterCodeRefused(Event):
    """Somebody with the link of a letter gave a wrong code."""

    wrong: int


@dataclass(frozen=True, kw_only=True)
class SettingTold(Event):
    """A setting was asked to ring because a letter is not current; by itself when nobody had sent it in time."""

    site: uuid.UUID
    by_itself: bool


@dataclass(frozen=True, kw_only=True)
class LetterRead(Event):
    """Staff read letters."""

    page: str
    subjects: list[str]
