"""How frameworks and competencies read on screen."""

from typing import Final

from placement_portal.web.label import Label

OF_COMPETENCIES: Final[dict[str, Label]] = {
    "FrameworkStatus.DRAFT": Label("Draft", "grey", "pencil"),
    "FrameworkStatus.PUBLISHED": Label("Published", "green", "check"),
    "RatingSide.STUDENT": Label("Student"),
    "RatingSide.SUPERVISOR": Label("Supervisor"),
    "RatingStatus.OPEN": Label("Both still rate"),
    "RatingStatus.WAITS_FOR_SUPERVISOR": Label("The student is done; the supervisor still rates"),
    "RatingStatus.WAITS_FOR_STUDENT": Label("The supervisor is done; the student still rates"),
    "RatingStatus.SHOWN": Label("Both are done"),
    "LookStatus.ASKED": Label("Asked", "yellow", "clock"),
    "LookStatus.LOOKED": Label("Looked at together", "green", "check"),
    "LookStatus.WITHDRAWN": Label("Taken back"),
    "SignOffStatus.PREPARED": Label("To be signed", "yellow", "clock"),
    "SignOffStatus.SIGNED": Label("Signed off", "green", "check"),
    "SignOffStatus.FROZEN": Label("In question", "orange", "alert"),
    "RatingStanding.NOT_RATED": Label("Not rated"),
    "RatingStanding.NOT_OBSERVED": Label("Not yet observed"),
    "RatingStanding.NOT_APPLICABLE": Label("Not applicable"),
    "RatingStanding.NOT_EXPECTED": Label("Nothing is expected yet"),
    "RatingStanding.NOT_MET": Label("Not met yet", "orange"),
    "RatingStanding.MET": Label("As expected", "green"),
    "RatingStanding.EXCEEDED": Label("More than expected", "blue"),
    "LevelKind.JUDGED": Label("How well it is done"),
    "LevelKind.NOT_OBSERVED": Label("Nobody has seen it yet"),
    "LevelKind.NOT_APPLICABLE": Label("It cannot come up here"),
}
