"""How the cells of an import are read, beyond what every sheet has: refs, addresses, amounts, lists, our own words."""

import enum
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import time
from decimal import Decimal
from typing import Final, TypeVar

from placement_portal import sheets
from placement_portal.accounts.models import ADDRESS_LENGTH, NAME_LENGTH
from placement_portal.accounts.rules import normal_address
from placement_portal.organisations.models import REF_LENGTH
from placement_portal.sheets import Cell, CellError
from placement_portal.web.labels import label

Member = TypeVar("Member", bound=enum.StrEnum)
MOST_HOURS: Final = 5_000
MOST_SESSIONS: Final = 5_000
MOST_IN_LIST: Final = 10
MOST_DAYS: Final = 7
MINUTES: Final = 60
CLOCKED: Final = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
DECIMAL: Final = re.compile(r"\d{1,6}([.,]\d{1,6})?", re.ASCII)


def words(most: int) -> Callable[[Cell], str]:
    """Return a parser for words of at most so many characters."""
    return lambda value: sheets.text(value, most)


def name(value: Cell) -> str:
    """Read the name of a person or place, in any script, of one word or many."""
    return sheets.text(value, NAME_LENGTH)


def ref(value: Cell) -> str:
    """Read a ref as it is kept: upper and lower case are the same."""
    kept = sheets.text(value, REF_LENGTH).casefold()
    if len(kept) > REF_LENGTH:
        raise CellError(f"Use {REF_LENGTH} characters or fewer.")
    return kept


def address(value: Cell) -> str:
    """Read an e-mail address as it was written, but tidy."""
    written = sheets.email(value)
    if len(normal_address(written)) > ADDRESS_LENGTH:
        raise CellError(f"An e-mail address has at most {ADDRESS_LENGTH} characters.")
    return written


def who(value: Cell) -> str:
    """Read how a row names a person: an e-mail address as it is compared, or else a ref."""
    typed = sheets.text(value, ADDRESS_LENGTH)
    return normal_address(address(typed)) if "@" in typed else ref(value)


def one_of(members: Iterable[Member]) -> Callable[[Cell], Member]:
    """Return a parser for the members of an enum, by their words on screen or their values."""
    shown = {label(member).text: member for member in members}
    by_words, by_value = (sheets.choice(each) for each in (shown, {str(one.value): one for one in shown.values()}))

    def parse(value: Cell) -> Member:
        try:
            return by_value(value)
        except CellError:
            return by_words(value)

    return parse


def listed(value: Cell) -> Sequence[str]:
    """Read names or refs with semicolons between them, in their order, each once."""
    parts = [part.strip() for part in sheets.text(value, MOST_IN_LIST * NAME_LENGTH).split(";")]
    found = list(dict.fromkeys(part for part in parts if part))
    if not found:
        raise CellError("This is missing.")
    if len(found) > MOST_IN_LIST:
        raise CellError(f"Name {MOST_IN_LIST} or fewer.")
    return found


def minutes(value: Cell) -> int:
    """Read hours, as 12.5 or 12:30, as minutes."""
    typed = f"{value:%H:%M}" if isinstance(value, time) else sheets.text(value, 40)
    if clocked := CLOCKED.fullmatch(typed):
        found = int(clocked[1]) * MINUTES + int(clocked[2])
    else:
        found = round(_decimal(typed, "Write hours such as 12.5 or 12:30") * MINUTES)
    if found > MOST_HOURS * MINUTES:
        raise CellError(f"Write {MOST_HOURS} hours or fewer.")
    return found


def sessions(value: Cell) -> int:
    """Read a number of sessions."""
    return sheets.whole_number(value, least=0, most=MOST_SESSIONS)


def days_a_week(value: Cell) -> Decimal:
    """Read days a week, in tenths at the finest."""
    found = _decimal(sheets.text(value, 40), "Write days a week such as 2 or 2.5")
    if not 0 < found <= MOST_DAYS:
        raise CellError("Write more than 0 and at most 7 days a week.")
    if found != round(found, 1):
        raise CellError("Write days a week with one decimal place at most.")
    return round(found, 1)


def _decimal(typed: str, advice: str) -> Decimal:
    if not DECIMAL.fullmatch(typed):
        raise CellError(f"{advice}, not “{typed}”.")
    return Decimal(typed.replace(",", "."))
