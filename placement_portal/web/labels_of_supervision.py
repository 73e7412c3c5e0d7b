"""How what belongs to supervision reads on screen."""

from typing import Final

from placement_portal.web.label import Label

OF_SUPERVISION: Final[dict[str, Label]] = {
    "SupervisionStatus.DRAFT": Label("Draft", "grey", "pencil"),
    "SupervisionStatus.SUBMITTED": Label("Waiting to be confirmed", "yellow", "clock"),
    "SupervisionStatus.SENT_BACK": Label("Sent back", "red", "return"),
    "SupervisionStatus.CONFIRMED": Label("Confirmed", "green", "check"),
    "SupervisionStatus.MERGED": Label("Part of another record", "grey", "check"),
    "SupervisionStatus.DECLINED": Label("Declined", "red", "cross"),
    "SupervisionAct.SUBMIT": Label("Sent"),
    "SupervisionAct.WITHDRAW": Label("Withdrawn"),
    "SupervisionAct.CONFIRM": Label("Confirmed", "green", "check"),
    "SupervisionAct.SEND_BACK": Label("Sent back", "red", "return"),
    "SupervisionAct.MERGE": Label("Said to be the same session as another record"),
    "SupervisionAct.DECLINE": Label("Declined", "red", "cross"),
    "SupervisionAct.ACCEPT_OFFER": Label("Offer accepted", "green", "check"),
    "SupervisionAct.REVERSE": Label("Taken back by the university"),
    "SupervisionMode.INDIVIDUAL": Label("Individual"),
    "SupervisionMode.GROUP": Label("In a group"),
    "SupervisionMode.LIVE_IN_ROOM": Label("Live, in the room"),
    "SupervisionMode.VIDEO": Label("By video"),
    "SupervisionMode.PHONE": Label("By telephone"),
    "SupervisionMode.WRITTEN": Label("In writing"),
    "SupervisionCapacity.ON_SITE": Label("On-site supervisor"),
    "SupervisionCapacity.CLINICAL": Label("Clinical supervisor"),
    "SupervisionCapacity.UNIVERSITY": Label("University"),
    "SupervisionVersionKind.SUBMITTED": Label("Sent"),
    "SupervisionVersionKind.OFFERED": Label("Offered instead"),
    "SupervisionVersionKind.AMENDED": Label("Asked to change to"),
    "SupervisionChangeStatus.PENDING": Label("Change waiting", "yellow", "clock"),
    "SupervisionChangeStatus.ACCEPTED": Label("Change accepted", "green", "check"),
    "SupervisionChangeStatus.DECLINED": Label("Change declined", "red", "cross"),
    "SupervisionChangeStatus.WITHDRAWN": Label("Change withdrawn", "grey", "undo"),
}
