"""How often supervision is agreed on for a placement, and after how many days without it somebody says a word."""

import enum
from dataclasses import dataclass
from typing import Final

WORD_AFTER: Final = 15
"""After so many days without supervision it is said, where neither placement nor programme says a figure of its own."""

SHORTEST_WORD, LONGEST_WORD = 2, 99
MOST_HOURS: Final = 100


class PaceKind(enum.StrEnum):
    """How often supervision is agreed on."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    CLIENT_HOURS = "client_hours"


DAYS_OF: Final = {PaceKind.WEEKLY: 7, PaceKind.FORTNIGHTLY: 14}


@dataclass(frozen=True, slots=True)
class Pace:
    """What is agreed for one placement; `hours` are the client hours after which a session is due."""

    kind: PaceKind
    hours: int | None = None

    @property
    def days(self) -> int | None:
        """Days between two sessions; None where hours with clients count instead."""
        return DAYS_OF.get(self.kind)

    @property
    def minutes(self) -> int | None:
        """Minutes with clients between two sessions; None where days count."""
        return self.hours * 60 if self.kind is PaceKind.CLIENT_HOURS and self.hours else None


def in_words(pace: Pace | None) -> str:
    """Say what is agreed."""
    if pace is None:
        return "No rhythm is agreed yet"
    if pace.kind is PaceKind.CLIENT_HOURS:
        return "After every hour with clients" if pace.hours == 1 else f"After every {pace.hours} hours with clients"
    return "Every week" if pace.kind is PaceKind.WEEKLY else "Every fortnight"


def word_after(own: int | None, longest_gap: int | None) -> int:
    """Return after how many days a word is said: what the placement says, else what the programme's rule allows."""
    if own is not None:
        return own
    return longest_gap + 1 if longest_gap is not None else WORD_AFTER
