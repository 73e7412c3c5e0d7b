"""One table that says how every enum member reads on screen: its words, its colour, its icon."""

import enum
from dataclasses import dataclass
from typing import Final, Literal

Colour = Literal["grey", "blue", "yellow", "green", "red", "orange", "purple"]


@dataclass(frozen=True, slots=True)
class Label:
    """The words for a member, the colour of its tag and its icon (a name in `components/icon.html`, or none)."""

    text: str
    colour: Colour = "grey"
    icon: str = ""


LABELS: Final[dict[str, Label]] = {
    "EntryStatus.DRAFT": Label("Draft", "grey", "pencil"),
    "EntryStatus.SUBMITTED": Label("Waiting for your supervisor", "yellow", "clock"),
    "EntryStatus.VERIFIED": Label("Verified", "green", "check"),
    "EntryStatus.QUERIED": Label("Sent back", "red", "return"),
    "EntryStatus.DECLINED": Label("Declined", "red", "cross"),
    "SessionOutcome.TOOK_PLACE": Label("Took place", "green", "check"),
    "SessionOutcome.DID_NOT_COME_NOT_BROUGHT": Label("Client did not come: not brought"),
    "SessionOutcome.DID_NOT_COME_ILL": Label("Client did not come: ill"),
    "SessionOutcome.DID_NOT_COME_ASLEEP": Label("Client did not come: asleep"),
    "SessionOutcome.DID_NOT_COME_AWAY": Label("Client did not come: away"),
    "SessionOutcome.CANCELLED_BY_SETTING": Label("Cancelled by the setting"),
    "SessionOutcome.STUDENT_AWAY_AGREED": Label("I was away, agreed before"),
    "SessionOutcome.STUDENT_AWAY_TOLD_ON_DAY": Label("I was away, told on the day"),
    "SessionOutcome.CLOSED": Label("The setting was closed"),
    "KnownBy.OWN_KNOWLEDGE": Label("I know it myself"),
    "KnownBy.SETTING_RECORDS": Label("From the setting's records"),
    "KnownBy.TALKED_THROUGH": Label("Talked through with the student"),
    "AmendmentStatus.PENDING": Label("Change waiting", "yellow", "clock"),
    "AmendmentStatus.ACCEPTED": Label("Change accepted", "green", "check"),
    "AmendmentStatus.DECLINED": Label("Change declined", "red", "cross"),
    "AmendmentStatus.WITHDRAWN": Label("Change withdrawn", "grey", "undo"),
    "VersionKind.SUBMITTED": Label("Handed in"),
    "VersionKind.OFFERED": Label("Offered instead"),
    "VersionKind.AMENDED": Label("Asked to change to"),
    "EntryFlag.OVERLAP": Label("Overlaps another entry", "orange", "flag"),
    "EntryFlag.LONG_DAY": Label("More than 12 hours that day", "orange", "flag"),
    "EntryFlag.CLOSED_DAY": Label("The setting was closed that day", "orange", "flag"),
    "EntryFlag.OFF_TIMETABLE": Label("Far from the timetable", "orange", "flag"),
    "EntryAction.SUBMIT": Label("Handed in"),
    "EntryAction.WITHDRAW": Label("Withdrawn"),
    "EntryAction.VERIFY": Label("Verified", "green", "check"),
    "EntryAction.QUERY": Label("Sent back", "red", "return"),
    "EntryAction.DECLINE": Label("Declined", "red", "cross"),
    "EntryAction.RESUBMIT": Label("Handed in again"),
    "EntryAction.ACCEPT_OFFER": Label("Offer accepted", "green", "check"),
    "EntryAction.UNDO_VERIFY": Label("Verifying undone"),
    "EntryAction.UNDO_QUERY": Label("Sending back undone"),
    "EntryAction.UNDO_DECLINE": Label("Declining undone"),
    "SessionAssurance.ACCOUNT": Label("Signed in with an account"),
}


def label(member: enum.Enum) -> Label:
    """Return the label of an enum member; raise KeyError when the table has none."""
    return LABELS[f"{type(member).__name__}.{member.name}"]
