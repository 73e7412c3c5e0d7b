"""What is chosen for each client when a check will lapse, and which letter about a last day is due."""

import enum
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final


class LapseChoice(enum.StrEnum):
    """What happens for a client or group after the last day of a check."""

    SUPERVISOR_IN_ROOM = "supervisor_in_room"
    SUPERVISOR_TAKES_IT = "supervisor_takes_it"
    PAUSE = "pause"
    PLANNED_ENDING = "planned_ending"


class LapseMoment(enum.StrEnum):
    """When people are written to about the last day of a check."""

    EARLY = "early"
    TWO_WEEKS = "two_weeks"
    LAST_DAY = "last_day"


CHOOSE_FROM: Final = timedelta(days=14)
"""From so long before the last day on, supervisor and safeguarding lead choose."""

CATCH_UP: Final = timedelta(days=14)
"""So long after the last day a letter that could not be sent before is sent after all."""

DAY_NEEDED: Final[Mapping[LapseChoice, str]] = {
    LapseChoice.PAUSE: "Say when the client is told.",
    LapseChoice.PLANNED_ENDING: "Say when the last session is.",
}
"""Choices that are not whole without a day."""


def moment_due(until: date, warning_weeks: int, today: date) -> LapseMoment | None:
    """Return the latest letter that is due about a last day; what was missed before it is not sent any more."""
    if today > until + CATCH_UP:
        return None
    if today >= until:
        return LapseMoment.LAST_DAY
    if today >= until - CHOOSE_FROM:
        return LapseMoment.TWO_WEEKS
    return LapseMoment.EARLY if today >= until - timedelta(weeks=warning_weeks) else None
