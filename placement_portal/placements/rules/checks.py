"""What is ticked off before a placement starts and before it closes: data of a programme, with a preset of our own."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from placement_portal.placements.rules.states import PlacementAction


class CheckMoment(enum.StrEnum):
    """Before what a list is gone through."""

    START = "start"
    CLOSE = "close"


class CheckFact(enum.StrEnum):
    """What the portal can tell by itself, so that nobody ticks it."""

    AGREEMENT_SIGNED = "agreement_signed"
    SUPERVISOR_NAMED = "supervisor_named"
    TUTOR_NAMED = "tutor_named"
    TIMETABLE_AGREED = "timetable_agreed"
    CLIENTS_PLANNED = "clients_planned"
    HOURS_DECIDED = "hours_decided"


@dataclass(frozen=True, slots=True)
class Preset:
    """One item of the shipped lists."""

    moment: CheckMoment
    text: str
    fact: CheckFact | None = None


CHECK_PRESET: Final = (
    Preset(CheckMoment.START, "The agreement is signed by everybody", CheckFact.AGREEMENT_SIGNED),
    Preset(CheckMoment.START, "The induction at the setting is planned"),
    Preset(CheckMoment.START, "A supervisor is named", CheckFact.SUPERVISOR_NAMED),
    Preset(CheckMoment.START, "A tutor is named", CheckFact.TUTOR_NAMED),
    Preset(CheckMoment.START, "The weekly timetable is agreed", CheckFact.TIMETABLE_AGREED),
    Preset(CheckMoment.CLOSE, "A last session is planned with each client and group", CheckFact.CLIENTS_PLANNED),
    Preset(CheckMoment.CLOSE, "Keys, badge and instruments are back"),
    Preset(CheckMoment.CLOSE, "Every entry is decided", CheckFact.HOURS_DECIDED),
    Preset(CheckMoment.CLOSE, "The final meeting was held"),
)

MOMENT_OF: Final[Mapping[PlacementAction, CheckMoment]] = {
    PlacementAction.START: CheckMoment.START,
    PlacementAction.CLOSE: CheckMoment.CLOSE,
}
"""Which move asks for which list; whoever moves on with open items says so, and that is kept."""
