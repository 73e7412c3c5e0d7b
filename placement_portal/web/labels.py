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
}


def label(member: enum.Enum) -> Label:
    """Return the label of an enum member; raise KeyError when the table has none."""
    return LABELS[f"{type(member).__name__}.{member.name}"]
