"""What one cell may hold, and how to read it as a date, a number, an address or a choice."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias, TypeVar

from email_validator import EmailNotValidError, validate_email

Cell: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | None
"""A cell as read: text is tidy and never empty, an empty cell is None, a date without a time of day is a date."""

T = TypeVar("T")

MISSING: Final = "This is missing."
SHOWN: Final = 40
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
CENTURY_TURN: Final = 70
DECEMBER: Final = 12

_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_SHEET_ERROR: Final = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_MIDNIGHT: Final = r"(?:[ t]00:00(?::00(?:\.0+)?)?)?"
_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_DATES: Final = tuple(
    re.compile(pattern + _MIDNIGHT, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})",
        _WEEKDAY
        + r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<mark>[ -])(?P<month>[a-z]{3,9})\.?,?(?P=mark)(?P<year>\d{4}|\d{2})",
    )
)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH_NUMBERS: Final = {
    **{name: number for number, name in enumerate(_MONTHS, start=1)},
    **{name[:3]: number for number, name in enumerate(_MONTHS, start=1)},
    "sept": 9,
}
_WHOLE: Final = re.compile(r"-?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0+)?", re.ASCII)
_ANSWERS: Final = {
    **dict.fromkeys(("yes", "y", "true", "1", "x", "✓"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}


class CellError(ValueError):
    """A cell that cannot be used; its text is one sentence for the person who filled it in."""


def squeeze(value: str) -> str:
    """Compose accents (NFC), drop invisible characters, and make any run of white space one space."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", value)).split())


def key(value: str) -> str:
    """Return what two spellings of one heading or choice share: letters and digits, without case."""
    folded = unicodedata.normalize("NFKC", squeeze(value)).casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or folded


def optional(parse: Callable[[Cell], T]) -> Callable[[Cell], T | None]:
    """Return a parser that answers None for an empty cell instead of calling it missing."""
    return lambda value: None if _is_empty(value) else parse(value)


def text(value: Cell, most: int) -> str:
    """Read words of at most `most` characters; raise `CellError` for a date, an error value or too long a text."""
    words = _typed(value)
    if len(words) > most:
        raise CellError(f"Use {most} characters or fewer: this has {len(words)}.")
    return words


def date(value: Cell) -> dt.date:
    """Read a day written the British way, in words, in ISO order or as an Excel date; raise `CellError` otherwise."""
    if isinstance(value, dt.datetime):
        return _day_only(value)
    if isinstance(value, dt.date):
        return value
    if isinstance(value, (int, float, dt.time)):
        raise CellError(f"“{value}” is not a date: format the cell as a date, or write one such as 12/11/2026.")
    return _date_typed(_typed(value))


def whole_number(value: Cell, *, least: int | None = None, most: int | None = None) -> int:
    """Read a whole number, with or without thousands commas; raise `CellError` outside `least` to `most`."""
    number = _whole(value)
    if least is not None and number < least:
        raise CellError(f"Write {least} or more, not {number}.")
    if most is not None and number > most:
        raise CellError(f"Write {most} or less, not {number}.")
    return number


def yes_no(value: Cell) -> bool:
    """Read yes or no, also as y and n, true and false, 1 and 0, or a cross; raise `CellError` otherwise."""
    answer = _ANSWERS.get(_typed(value).casefold())
    if answer is None:
        raise CellError(f"Write yes or no, not {_shown(value)}.")
    return answer


def email(value: Cell) -> str:
    """Read an address as mail needs it, its domain in lower case; raise `CellError` when it is not one."""
    typed = _typed(value).strip("<>;, ").removeprefix("mailto:")
    try:
        return validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        raise CellError(f"{_shown(value)} is not an e-mail address: write one such as name@example.ac.uk.") from None


def email_key(address: str) -> str:
    """Return the form under which two spellings of one address are the same."""
    return squeeze(address).casefold()


def choice(options: Mapping[str, T]) -> Callable[[Cell], T]:
    """Return a parser for one of the given words, whatever their case, spaces and hyphens; it raises `CellError`."""
    known = {key(word): meaning for word, meaning in options.items()}

    def parse(value: Cell) -> T:
        typed = key(_typed(value))
        if typed not in known:
            raise CellError(f"Write one of these, not {_shown(value)}: {', '.join(options)}.")
        return known[typed]

    return parse


def _is_empty(value: Cell) -> bool:
    return value is None or (isinstance(value, str) and not squeeze(value))


def _shown(value: Cell) -> str:
    words = _typed(value)
    return f"“{words}”" if len(words) <= SHOWN else f"“{words[:SHOWN]}…”"


def _typed(value: Cell) -> str:
    """Return the cell as its writer would have typed it."""
    if value is None or _is_empty(value):
        raise CellError(MISSING)
    if isinstance(value, str):
        return _words(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (dt.date, dt.time)):
        raise CellError(
            f"The sheet turned this into {_day_or_hour(value)}: format the cell as text and write it again."
        )
    return str(value)


def _day_or_hour(value: dt.date | dt.time) -> str:
    return f"{value:%H:%M}" if isinstance(value, dt.time) else f"{value:%d/%m/%Y}"


def _words(value: str) -> str:
    words = squeeze(value)
    if _SHEET_ERROR.fullmatch(words):
        raise CellError(f"The sheet shows the error {words} here: write the value itself.")
    return words


def _day_only(value: dt.datetime) -> dt.date:
    if value.time() != dt.time():
        raise CellError(f"Write a date without a time of day, not “{value:%d/%m/%Y %H:%M}”.")
    return value.date()


def _date_typed(typed: str) -> dt.date:
    for pattern in _DATES:
        if found := pattern.fullmatch(typed.casefold()):
            return _real_date(typed, int(found["day"]), found["month"], found["year"])
    raise CellError(f"{_shown(typed)} is not a date: write one such as 12/11/2026.")


def _real_date(typed: str, day: int, month: str, year: str) -> dt.date:
    try:
        found = dt.date(_year(year), _month(month), day)
    except (ValueError, KeyError):
        raise CellError(_why_not_a_date(typed, day, month, year)) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellError(f"“{typed}” has a year before {FIRST_YEAR} or after {LAST_YEAR}.")
    return found


def _month(month: str) -> int:
    return int(month) if month.isdigit() else _MONTH_NUMBERS[month]


def _year(year: str) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < CENTURY_TURN else 1900)


def _why_not_a_date(typed: str, day: int, month: str, year: str) -> str:
    if month.isdigit() and int(month) > DECEMBER >= day > 0:
        return f"“{typed}” has no month {month}: write the day first, as in {month}/{day:02}/{_year(year)}."
    return f"“{typed}” is not a day in the calendar."


def _whole(value: Cell) -> int:
    typed = _typed(value)
    if isinstance(value, bool) or not _WHOLE.fullmatch(typed):
        raise CellError(f"Write a whole number, not {_shown(value)}.")
    return int(typed.partition(".")[0].replace(",", ""))
