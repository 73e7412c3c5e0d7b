"""How the register reads on screen."""

from typing import Final

from placement_portal.web.label import Label

OF_REGISTER: Final[dict[str, Label]] = {
    "RegisterWho.EVERYBODY": Label("Students and supervisors"),
    "RegisterWho.STUDENTS": Label("Students"),
    "RegisterWho.SUPERVISORS": Label("Supervisors"),
    "RegisterOpen.EVERYTHING": Label("However their checks stand"),
    "RegisterOpen.MISSING": Label("Something is not in place"),
    "RegisterOpen.SOON": Label("Something ends soon"),
    "RegisterOpen.LAPSED": Label("Something lapsed"),
    "RegisterOpen.STOPPED": Label("Something is stopped"),
    "RegisterColumn.IDENTITY": Label("Identity"),
    "RegisterColumn.BARRED_LIST": Label("Enhanced check and barred list"),
    "RegisterColumn.OVERSEAS": Label("Overseas checks"),
    "RegisterColumn.RIGHT": Label("Right to study or work"),
    "RegisterColumn.REGISTRATION": Label("Professional registration"),
    "Allowed.ALONE": Label("Alone with clients", "green", "check"),
    "Allowed.ACCOMPANIED": Label("With clients, accompanied", "yellow", "check"),
    "Allowed.ON_SITE": Label("On site, no clients", "yellow", "alert"),
    "Allowed.NOT_YET": Label("May not come on site yet", "red", "alert"),
    "Allowed.STOPPED": Label("Stopped", "red", "cross"),
}
