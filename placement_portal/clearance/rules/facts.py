"""What may be said of an item, and what is wrong with it in words: dates in their order, digits, levels, workforces."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from placement_portal.clearance.rules import (
    CheckLevel,
    ClearanceFact,
    ClearanceOutcome,
    NumberScheme,
    UpdateStatus,
    Workforce,
)

SEEN_LATELY: Final = timedelta(days=7)
"""So long after evidence was seen it may be typed without saying why."""

LAST_FOUR: Final = re.compile(r"\d{4}", re.ASCII)
NUMBERS: Final[Mapping[NumberScheme, re.Pattern[str]]] = {
    NumberScheme.ANY: re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{0,39}", re.ASCII),
    NumberScheme.HCPC_ARTS: re.compile(r"AS\d{1,6}", re.ASCII),
}
NUMBER_WRONG: Final[Mapping[NumberScheme, str]] = {
    NumberScheme.ANY: "Use letters and digits only, at most 40.",
    NumberScheme.HCPC_ARTS: "An arts therapist's number is AS and up to six digits, such as AS012345.",
}
MISSING: Final[Mapping[ClearanceFact, str]] = {
    ClearanceFact.ISSUED_ON: "Enter the date of issue.",
    ClearanceFact.LEVEL: "Choose which sort of check it is.",
    ClearanceFact.WORKFORCES: "Say whom the check covers.",
    ClearanceFact.LAST_FOUR: "Enter the last four digits of its number.",
    ClearanceFact.UPDATE_SERVICE: "",
    ClearanceFact.EDITION: "Enter which edition it was, such as September 2026.",
    ClearanceFact.ENDS_ON: "Enter the last day on which it holds.",
    ClearanceFact.MADE_ON: "Enter the date on which it was done.",
    ClearanceFact.COUNTRY: "Enter the country.",
    ClearanceFact.NUMBER: "Enter the number.",
    ClearanceFact.MODALITY: "Enter the modality, such as music therapist.",
    ClearanceFact.OUTCOME: "Say whether it is cleared.",
}
"""What is said of a fact that is asked for and left out; the Update Service may stay unanswered."""

FUTURE: Final = "This date is in the future."
BEFORE_ISSUE: Final = "The last day must not be before the day of issue."
OVER: Final = "This ended already: send the one that holds now."
SEEN_BEFORE_ISSUE: Final = "It cannot have been seen before it was issued."
NOT_FOUR: Final = "Enter exactly four digits, and never the whole number."
SAY_WHY: Final = "This was seen more than 7 days ago: choose why it is recorded only now."
LEVEL_DIFFERS: Final = "This asks for another sort of check."
COVERS_NOT: Final[Mapping[Workforce, str]] = {
    Workforce.CHILDREN: "This asks for a check that covers work with children.",
    Workforce.ADULTS: "This asks for a check that covers work with adults.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What somebody says of an item; never a scan, never what a certificate says."""

    issued_on: date | None = None
    level: CheckLevel | None = None
    workforces: tuple[Workforce, ...] = ()
    last_four: str = ""
    edition: str = ""
    ends_on: date | None = None
    made_on: date | None = None
    country: str = ""
    number: str = ""
    modality: str = ""
    outcome: ClearanceOutcome | None = None
    update_consent: bool = False
    update_status: UpdateStatus | None = None
    update_on: date | None = None


class Asks(Protocol):
    """What a type asks of an item."""

    @property
    def facts(self) -> Sequence[str]: ...
    @property
    def level(self) -> CheckLevel | None: ...
    @property
    def workforces(self) -> Sequence[str]: ...
    @property
    def number_scheme(self) -> NumberScheme: ...


def problems(asks: Asks, said: ItemFacts, today: date) -> dict[str, str]:
    """Return what is wrong with what was said, by the name of the fact; the first thing wrong with each."""
    found: dict[str, str] = {}
    for name, sentence in (*_missing(asks, said), *_dates(said, today), *_shapes(asks, said), *_fits(asks, said)):
        found.setdefault(name, sentence)
    return found


def seen_problem(seen_on: date, issued_on: date | None, today: date, why: str) -> str:
    """Return what is wrong with the day on which evidence was seen; nothing when all is well."""
    if seen_on > today:
        return FUTURE
    if issued_on is not None and seen_on < issued_on:
        return SEEN_BEFORE_ISSUE
    return SAY_WHY if today - seen_on > SEEN_LATELY and not why else ""


def _missing(asks: Asks, said: ItemFacts) -> Iterator[tuple[str, str]]:
    for fact in map(ClearanceFact, asks.facts):
        if fact is not ClearanceFact.UPDATE_SERVICE and not getattr(said, fact.value):
            yield fact.value, MISSING[fact]


def _dates(said: ItemFacts, today: date) -> Iterator[tuple[str, str]]:
    for name in ("issued_on", "made_on", "update_on"):
        day = getattr(said, name)
        if day is not None and day > today:
            yield name, FUTURE
    if said.ends_on is not None and said.issued_on is not None and said.ends_on < said.issued_on:
        yield "ends_on", BEFORE_ISSUE
    if said.ends_on is not None and said.ends_on < today:
        yield "ends_on", OVER


def _shapes(asks: Asks, said: ItemFacts) -> Iterator[tuple[str, str]]:
    if said.last_four and not LAST_FOUR.fullmatch(said.last_four):
        yield "last_four", NOT_FOUR
    if said.number and not NUMBERS[asks.number_scheme].fullmatch(said.number):
        yield "number", NUMBER_WRONG[asks.number_scheme]


def _fits(asks: Asks, said: ItemFacts) -> Iterator[tuple[str, str]]:
    if asks.level is not None and said.level is not None and said.level is not asks.level:
        yield "level", LEVEL_DIFFERS
    lacking = [Workforce(each) for each in asks.workforces if each not in said.workforces]
    if said.workforces and lacking:
        yield "workforces", COVERS_NOT[lacking[0]]
