"""What is true of attested therapy: a total, what it is counted in, and that is all."""

import enum
from typing import Final

MOST: Final = 2_000
"""More hours or months than this is a slip of a finger."""


class TherapyUnit(enum.StrEnum):
    """What personal therapy is counted in."""

    HOURS = "hours"
    MONTHS = "months"


def in_words(amount: int, unit: TherapyUnit) -> str:
    """Say a total."""
    one, many = ("hour", "hours") if unit is TherapyUnit.HOURS else ("month", "months")
    return f"{amount} {one if amount == 1 else many}"
