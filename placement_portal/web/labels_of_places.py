"""How offers and matching read on screen: a part of the one table of labels, which has grown past a page."""

from typing import Final

from placement_portal.web.label import Label

OF_PLACES: Final[dict[str, Label]] = {
    "ClientGroup.EARLY_YEARS": Label("Early years"),
    "ClientGroup.PRIMARY": Label("Primary age"),
    "ClientGroup.SECONDARY": Label("Secondary age"),
    "ClientGroup.ADULTS": Label("Adults"),
    "ClientGroup.OLDER_ADULTS": Label("Older adults"),
    "ClientGroup.FAMILIES": Label("Families"),
    "ClientGroup.LEARNING_DISABILITY": Label("Learning disability"),
    "ClientGroup.AUTISM": Label("Autism"),
    "ClientGroup.MENTAL_HEALTH": Label("Mental health"),
    "ClientGroup.PHYSICAL_DISABILITY": Label("Physical disability"),
    "ClientGroup.REHABILITATION": Label("Rehabilitation"),
    "ClientGroup.HOSPITAL": Label("In hospital"),
    "ClientGroup.END_OF_LIFE": Label("End of life"),
    "OfferStatus.OFFERED": Label("Offered", "green"),
    "OfferStatus.HELD": Label("Held", "yellow", "clock"),
    "OfferStatus.FILLED": Label("Filled", "blue", "check"),
    "OfferStatus.WITHDRAWN": Label("Withdrawn"),
    "PlaceState.HELD": Label("Held", "yellow", "clock"),
    "PlaceState.CONFIRMED": Label("Filled", "blue", "check"),
    "RoundStatus.PLANNED": Label("Planned"),
    "RoundStatus.OPEN": Label("Open for ranking", "green"),
    "RoundStatus.CLOSED": Label("Ranking closed", "blue"),
    "RoundStatus.FINISHED": Label("Finished", "grey", "check"),
    "RoundAction.OPEN": Label("Open it for ranking"),
    "RoundAction.CLOSE": Label("Close the ranking"),
    "RoundAction.FINISH": Label("Finish the round"),
    "RoundVariety.ANYTHING": Label("Not at all"),
    "RoundVariety.OTHER_SETTING": Label("Another setting"),
    "RoundVariety.OTHER_KIND": Label("Another kind of place"),
    "TravelMode.CAR": Label("By car"),
    "TravelMode.PUBLIC_TRANSPORT": Label("By public transport"),
    "RunStatus.WAITING": Label("Waiting to begin", "yellow", "clock"),
    "RunStatus.RUNNING": Label("Being worked out", "yellow", "clock"),
    "RunStatus.DONE": Label("Worked out", "green", "check"),
    "RunStatus.FAILED": Label("Not worked out", "red", "alert"),
}
