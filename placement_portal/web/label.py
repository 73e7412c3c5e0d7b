"""What a label is: the words for a member of an enum, their colour and their icon."""

from dataclasses import dataclass
from typing import Literal

Colour = Literal["grey", "blue", "yellow", "green", "red", "orange", "purple"]


@dataclass(frozen=True, slots=True)
class Label:
    """The words for a member, the colour of its tag and its icon (a name in `components/icon.html`, or none)."""

    text: str
    colour: Colour = "grey"
    icon: str = ""
