"""What is found is grouped, told once, and cut where a list would be longer than one reads."""

import enum
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MOST: Final = 20
"""Of each kind on one page; more means that a longer word is needed."""


class FoundKind(enum.StrEnum):
    """What a search finds, in the order of the page."""

    PERSON = "person"
    SITE = "site"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found: its name, and words that tell it from its namesakes."""

    kind: FoundKind
    id: uuid.UUID
    name: str
    beside: str
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind; `more` says that there is more than is shown."""

    found: Sequence[Found]
    more: bool


def grouped(rows: Iterable[Found]) -> Mapping[FoundKind, Group]:
    """Return what was found by kind, each thing once, as the rows came; kinds without any are left out."""
    by_kind: dict[FoundKind, dict[uuid.UUID, Found]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {}).setdefault(row.id, row)
    kinds = (each for each in FoundKind if each in by_kind)
    return {each: Group(list(by_kind[each].values())[:MOST], len(by_kind[each]) > MOST) for each in kinds}
