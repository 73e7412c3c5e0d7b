"""How changes of a placement, stops and the lists before start and close read on screen."""

from typing import Final

from placement_portal.web.label import Label

OF_CHANGES: Final[dict[str, Label]] = {
    "ChangeKind.DATES": Label("Other dates"),
    "ChangeKind.EXTENSION": Label("A longer placement"),
    "ChangeKind.DAYS": Label("Other days a week"),
    "ChangeKind.SETTINGS": Label("Other settings"),
    "ChangeKind.SUPERVISOR": Label("Another supervisor"),
    "ChangeKind.PAUSE": Label("A pause"),
    "ChangeKind.RESUME": Label("Back from a pause"),
    "ChangeKind.EARLY_END": Label("An early end"),
    "ChangeKind.CORRECTION": Label("Put right"),
    "ChangeStatus.PROPOSED": Label("Waiting for an answer", "yellow", "clock"),
    "ChangeStatus.AGREED": Label("Agreed", "green", "check"),
    "ChangeStatus.DECLINED": Label("Declined", "red", "cross"),
    "ChangeStatus.WITHDRAWN": Label("Taken back", "grey", "undo"),
    "Standing.WAITING": Label("Waiting for an answer", "yellow", "clock"),
    "Standing.AHEAD": Label("Agreed, lies ahead", "blue", "check"),
    "Standing.IN_FORCE": Label("In force", "green", "check"),
    "Standing.DECLINED": Label("Declined", "red", "cross"),
    "Standing.WITHDRAWN": Label("Taken back", "grey", "undo"),
    "Side.UNIVERSITY": Label("University"),
    "Side.PROVIDER": Label("Provider"),
    "StopKind.STUDENT": Label("Student"),
    "StopKind.SUPERVISOR": Label("Supervisor"),
    "StopKind.SETTING": Label("Whole setting"),
    "CheckMoment.START": Label("Before it starts"),
    "CheckMoment.CLOSE": Label("Before it closes"),
    "CheckFact.AGREEMENT_SIGNED": Label("The agreement is signed by all"),
    "CheckFact.TUTOR_NAMED": Label("A tutor is named"),
    "CheckFact.SUPERVISOR_NAMED": Label("A supervisor is named"),
    "CheckFact.TIMETABLE_AGREED": Label("There is a weekly timetable"),
    "CheckFact.CLIENTS_PLANNED": Label("Each client has a planned last session"),
    "CheckFact.HOURS_DECIDED": Label("No entry waits for a decision"),
}
