"""How much of a supervision session counts for each student who was there: figures of a programme, never of code."""

from dataclasses import dataclass
from typing import Final

WHOLE: Final = 100
MOST_PRESENT: Final = 60


@dataclass(frozen=True, slots=True)
class GroupCredit:
    """Up to `until` students each are credited `percent` of the time; with more, the time is divided among them.

    Without `until`, however many there are.
    """

    percent: int = WHOLE
    until: int | None = None


def credit(minutes: int, present: int, rule: GroupCredit) -> int:
    """Return the minutes that count for one student of a session with so many; whole minutes, rounded down."""
    if present <= 1:
        return minutes
    if rule.until is not None and present > rule.until:
        return minutes // present
    return minutes * rule.percent // WHOLE


def credit_sum(minutes: int, present: int, rule: GroupCredit) -> str:
    """Return how the credit was worked out, as a sum."""
    counted = credit(minutes, present, rule)
    if present <= 1:
        return f"{minutes} min individually: {counted} min count."
    group = f"{minutes} min in a group of {present}"
    if rule.until is not None and present > rule.until:
        return f"{group}, divided by {present}: {counted} min count."
    return f"{group}, {rule.percent} % of it: {counted} min count."


def credit_words(rule: GroupCredit) -> str:
    """Return what a programme says of supervision in a group, as a sentence."""
    divided = "" if rule.until is None else "; with more, the time is divided by their number"
    up_to = "" if rule.until is None else f" up to {rule.until} students"
    if rule.percent == WHOLE and rule.until is None:
        return "Supervision in a group counts in full."
    return f"Supervision in a group{up_to} counts {rule.percent} %{divided}."


THEMES: Final = (
    "The therapeutic relationship",
    "Musical technique",
    "Boundaries",
    "Beginnings and endings",
    "Working with the team",
    "Equality and difference",
    "My own wellbeing",
    "Planning and paperwork",
)
"""What a supervision session can be about, as a programme version starts with it; a programme may change every word."""
