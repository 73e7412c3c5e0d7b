"""What may be asked of a list of hours; whatever makes no sense narrows nothing."""

import enum
import functools
import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple, TypeVar

from werkzeug.datastructures import MultiDict

from placement_portal.hours.rules import EntryStatus
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.record import rules
from placement_portal.record.rules import EVERYTHING, Narrowed, Sum
from placement_portal.web.formats import month
from placement_portal.web.labels import label

E = TypeVar("E", bound=enum.StrEnum)
LONGEST_TEXT = 80
ALL = ""
TWO = 2  # "All" and one more


def _options(named: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return ((ALL, "All"), *named)


@functools.lru_cache
def _months(months: tuple[date, ...]) -> tuple[tuple[str, str], ...]:
    return _options((f"{each:%Y-%m}", month(each)) for each in months)


STATUSES = _options((each.value, label(each).text) for each in EntryStatus)


class Choice(NamedTuple):
    """One question above a list: what can be chosen, each with its words, and what is."""

    name: str
    question: str
    options: tuple[tuple[str, str], ...]
    chosen: str


class Filters(NamedTuple):
    """The questions above a list, alike for many people: where they are asked, and the words looked for, if any may."""

    here: str
    choices: tuple[Choice, ...]
    words: str | None
    narrowed: bool


def filters(
    here: str,
    by: Narrowed,
    *,
    placements: Iterable[tuple[uuid.UUID, str]],
    months: tuple[date, ...],
    categories: Iterable[tuple[uuid.UUID, str]],
    notes: bool,
) -> Filters:
    """Return the questions for a list as it is narrowed now; whoever has one placement is not asked which."""
    asked = as_arguments(by)
    places = _options((str(key), name) for key, name in placements)
    questions = (
        ("placement", "Placement", places if len(places) > TWO else ()),
        ("month", "Month", _months(months)),
        ("status", "Status", STATUSES),
        ("category", "Kind", _options((str(key), name) for key, name in categories)),
    )
    choices = tuple(Choice(*each, asked.get(each[0], ALL)) for each in questions if each[2])
    return Filters(here, choices, by.text if notes else None, bool(asked))


def narrowed(asked: MultiDict[str, str]) -> Narrowed:
    """Read what a list is narrowed to from its address."""
    if not asked:
        return EVERYTHING
    return Narrowed(
        placement_id=_id(asked.get("placement")),
        month=rules.month(asked.get("month", "")),
        status=_member(EntryStatus, asked.get("status")),
        category_id=_id(asked.get("category")),
        group=_member(CategoryGroup, asked.get("group")),
        sum=_member(Sum, asked.get("sum")),
        text=" ".join(asked.get("text", "").replace("\x00", "").split())[:LONGEST_TEXT],
    )


def as_arguments(by: Narrowed) -> dict[str, Any]:
    """Return the same as arguments of an address, without what narrows nothing."""
    asked = {
        "placement": by.placement_id,
        "month": f"{by.month:%Y-%m}" if by.month else None,
        "status": by.status,
        "category": by.category_id,
        "group": by.group,
        "sum": by.sum,
        "text": by.text or None,
    }
    return {name: str(value) for name, value in asked.items() if value is not None}


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _member(members: type[E], text: str | None) -> E | None:
    return next((each for each in members if each.value == text), None)
