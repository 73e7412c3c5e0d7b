"""Form fields that take what people type: a day in three parts, a time of day."""

import enum
import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.utils import unset_value

from placement_portal.web.labels import label

PARTS: Final = ("day", "month", "year")
MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
MISSING: Final = {
    ("day",): "The date must include a day",
    ("month",): "The date must include a month",
    ("year",): "The date must include a year",
    ("day", "month"): "The date must include a day and a month",
    ("day", "year"): "The date must include a day and a year",
    ("month", "year"): "The date must include a month and a year",
}
NOT_REAL: Final = "Enter a real date, such as 20 11 2026"
NOT_A_TIME: Final = "Enter a time, such as 9:30 or 14:15"
CLOCK: Final = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?")


class DatePartsField(Field):  # type: ignore[misc,unused-ignore]  # WTForms fields are partly untyped
    """A day typed as day, month and year, or picked from quick choices that carry a whole date.

    For a day that must be given use `InputRequired("Enter the date of …")`: `DataRequired` would hide what is wrong.
    """

    data: date | None
    quick: tuple[tuple[date, str], ...] = ()

    def offer(self, *quick: tuple[date, str]) -> None:
        """Offer quick choices above the three parts, such as `(today, "Today")`."""
        self.quick = quick

    @property
    def chosen(self) -> str:
        """Return the quick choice that is ticked: a date in ISO form, `other`, or nothing."""
        if self.choice or self.data is None:
            return self.choice
        return self.data.isoformat() if self.data in dict(self.quick) else "other"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Gather the choice and the three parts under one name before the ordinary processing."""
        self.choice = ""
        self.typed: dict[str, str] = {}
        super().process(None if formdata is None else self._gathered(formdata), data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Turn the choice, or else the typed parts, into a date; raise ValueError in words for the person."""
        if valuelist:
            _, self.choice, *typed = valuelist
            self.typed = dict(zip(PARTS, typed, strict=True))
            self.data = _chosen(self.choice) or _typed(self.typed)

    def part(self, name: str) -> str:
        """Return what stands in one part: as typed, else from the date held."""
        if self.typed or self.data is None:
            return self.typed.get(name, "")
        return str(getattr(self.data, name))

    def _gathered(self, formdata: Any) -> MultiDict[str, str]:
        names = [self.name, *(f"{self.name}-{part}" for part in PARTS)]
        if not any(name in formdata for name in names):
            return MultiDict()
        choice, *typed = ((formdata.get(name) or "").strip() for name in names)
        given = choice if _chosen(choice) else "".join(typed)
        return MultiDict([(self.name, value) for value in (given, choice, *typed)])


class ClockField(Field):  # type: ignore[misc,unused-ignore]
    """A time of day, forgiving of how it is typed: 9:30, 9.30, 0930, 2pm."""

    data: time | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; raise ValueError in words for the person."""
        text = valuelist[0].strip().lower() if valuelist else ""
        self.data = _clock(text) if text else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H:%M") if self.data else ""


def _chosen(choice: str) -> date | None:
    try:
        return date.fromisoformat(choice)
    except ValueError:
        return None


def _typed(typed: dict[str, str]) -> date | None:
    missing = tuple(part for part in PARTS if not typed[part])
    if len(missing) == len(PARTS):
        return None
    if missing:
        raise ValueError(MISSING[missing])
    try:
        return date(_year(typed["year"]), _month(typed["month"]), int(typed["day"]))
    except (ValueError, OverflowError):
        raise ValueError(NOT_REAL) from None


def _month(text: str) -> int:
    short = text[:3].lower()
    return MONTHS.index(short) + 1 if short in MONTHS else int(text)


def _year(text: str) -> int:
    year = int(text)
    if 0 <= year < 100:
        year += 2000
    if not 1900 <= year <= 2100:
        raise ValueError
    return year


def _clock(text: str) -> time:
    match = CLOCK.fullmatch(text)
    if not match:
        raise ValueError(NOT_A_TIME)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise ValueError(NOT_A_TIME) from None


def choices(members: Iterable[enum.Enum]) -> list[SelectChoice]:
    """Return enum members as the choices of a field: each with its value and its words."""
    return [SelectChoice(str(member.value), label(member).text) for member in members]


def named(pairs: Iterable[tuple[object, str]], group: str | None = None) -> list[SelectChoice]:
    """Return pairs of value and words as the choices of a field, all under one heading when there is one."""
    return [SelectChoice(str(value), words, optgroup=group) for value, words in pairs]


def not_a_number(sentence: str) -> dict[str, Any]:
    """Return what makes a number field say `sentence` of anything else; the form library's types lag behind it."""
    return {"invalid_value_message": sentence}


def not_a_choice(sentence: str) -> dict[str, Any]:
    """Return what makes a field with choices say `sentence` of anything that is none of them."""
    return {"invalid_value_message": sentence, "invalid_choice_message": sentence}
