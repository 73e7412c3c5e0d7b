"""Clients and groups as codes."""

import enum
from collections.abc import Iterable, Mapping
from typing import Final


class SlotKind(enum.StrEnum):
    """Whether a caseload slot is one client or a group."""

    INDIVIDUAL = "individual"
    GROUP = "group"


class SizeBand(enum.StrEnum):
    """How large a group is, in bands: never a head count that could point at somebody."""

    TWO_TO_FOUR = "two_to_four"
    FIVE_TO_EIGHT = "five_to_eight"
    NINE_OR_MORE = "nine_or_more"


class SlotStatus(enum.StrEnum):
    """Whether work with a client or group goes on."""

    OPEN = "open"
    CLOSED = "closed"


CODE_LETTER: Final[Mapping[SlotKind, str]] = {SlotKind.INDIVIDUAL: "C", SlotKind.GROUP: "G"}


def next_code(kind: SlotKind, codes: Iterable[str]) -> str:
    """Return the next code, such as C3 or G1; `codes` are all ever given on the placement, so none comes twice."""
    letter = CODE_LETTER[kind]
    numbers = [int(code[1:]) for code in codes if code.startswith(letter) and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
