"""What is true of inductions: the lines to start from, which ticks still count, and how far one is."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

CODE: Final = "induction"
"""The check that a confirmed induction fulfils, wherever an organisation asks for it."""

MOST_LINES: Final = 40
LINE_LENGTH: Final = 160
PRESET: Final = (
    "Sign in and out, wear a badge, know who asks for it",
    "Fire: the alarm, the way out, where people gather",
    "First aid: who, and where the kit is",
    "The safeguarding lead and the deputies: met, and how to reach them at any time",
    "Child protection, behaviour, conduct and whistleblowing policies: read",
    "Phones, photographs and recordings: what is allowed here",
    "The room: how to get help from it, the window in the door, what stays open",
    "Alone with a client: how somebody knows where I am and when I end",
    "Instruments: how they are cleaned, and who washes hands when",
    "Moving and handling, medical and epilepsy plans: where to look, never copied",
    "What is kept of a session, where, and what never leaves the building",
    "When I cannot come: whom I ring, and by when",
    "If something goes wrong on the way: whom I ring",
)
"""A list to start from; every setting changes it to fit."""

TOO_MANY: Final = f"A list has at most {MOST_LINES} lines."
TOO_LONG: Final = f"A line can be at most {LINE_LENGTH} characters long. Shorten: "
NONE: Final = "Write at least one line."


class InductionStanding(enum.StrEnum):
    """How far an induction is; computed from ticks and the list as it stands."""

    NOT_BEGUN = "not_begun"
    BEGUN = "begun"
    TICKED = "ticked"
    CONFIRMED = "confirmed"


def lines_in(text: str) -> list[str]:
    """Return the lines of a typed list: no empty ones, none twice, in their order."""
    return list(dict.fromkeys(line for each in text.splitlines() if (line := " ".join(each.split()))))


def problem(lines: Sequence[str]) -> str:
    """Return what is wrong with a list, or nothing."""
    if not lines:
        return NONE
    if len(lines) > MOST_LINES:
        return TOO_MANY
    long = next((each for each in lines if len(each) > LINE_LENGTH), "")
    return f"{TOO_LONG}“{long[:60]}…”" if long else ""


def counting(ticks: Mapping[str, str], lines: Iterable[str]) -> dict[str, str]:
    """Return the ticks that count for a list: those of its very words. A line that was reworded is ticked anew."""
    return {line: ticks[line] for line in lines if line in ticks}


def standing(ticks: Mapping[str, str], lines: Sequence[str], *, confirmed: bool) -> InductionStanding:
    """Say how far an induction is; once confirmed it stays so, whatever becomes of the list."""
    if confirmed:
        return InductionStanding.CONFIRMED
    done = counting(ticks, lines)
    if not done:
        return InductionStanding.NOT_BEGUN
    return InductionStanding.TICKED if len(done) == len(lines) else InductionStanding.BEGUN
