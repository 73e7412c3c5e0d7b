"""What a value of a dataset may look like: each shape reads a value, says what is wrong, and describes itself."""

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Protocol
from zoneinfo import ZoneInfo

from placement_portal.clock import DEFAULT_ZONE
from placement_portal.datasets.reading import Reader

ZONE: Final = ZoneInfo(DEFAULT_ZONE)
TIME: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
REF_LENGTH: Final = 100
MOST_DAYS: Final = 36_500
Schema = dict[str, Any]


class Wrong(ValueError):
    """A value that cannot be read; the message is a sentence."""


class Shape(Protocol):
    """Anything that reads a value of a dataset, or raises `Wrong`."""

    def read(self, value: Any, pointer: str, reader: Reader) -> Any: ...
    def schema(self) -> Schema: ...


@dataclass(frozen=True, slots=True)
class Text:
    """A string of `least` to `most` characters."""

    most: int
    least: int = 0

    def read(self, value: Any, pointer: str, reader: Reader) -> str:
        """Return the string."""
        if not isinstance(value, str):
            raise Wrong(f"text is needed here, not {kind_of(value)}.")
        if not self.least <= len(value) <= self.most:
            raise Wrong(f"this text must have {self.least} to {self.most} characters.")
        return value

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"type": "string", "minLength": self.least, "maxLength": self.most}


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `least` to `most`; whole, unless halves are taken."""

    least: float
    most: int
    whole: bool = True

    def read(self, value: Any, pointer: str, reader: Reader) -> int | float:
        """Return the number."""
        fits = isinstance(value, int) or (isinstance(value, float) and not self.whole)
        if not fits or isinstance(value, bool):
            raise Wrong(f"a {'whole ' * self.whole}number is needed here, not {kind_of(value)}.")
        if not self.least <= value <= self.most:
            raise Wrong(f"this number must be {self.least} to {self.most}.")
        number: int | float = value
        return number

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"type": "integer" if self.whole else "number", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class YesNo:
    """True or false."""

    def read(self, value: Any, pointer: str, reader: Reader) -> bool:
        """Return the boolean."""
        if not isinstance(value, bool):
            raise Wrong(f"true or false is needed here, not {kind_of(value)}.")
        return value

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class OneOf:
    """The value of one member of an enum."""

    members: type[enum.StrEnum]
    left_out: frozenset[enum.StrEnum] = frozenset()

    @property
    def choices(self) -> list[str]:
        """What may be written."""
        return [member.value for member in self.members if member not in self.left_out]

    def read(self, value: Any, pointer: str, reader: Reader) -> enum.StrEnum:
        """Return the member."""
        if value not in self.choices:
            raise Wrong(f"this must be one of {', '.join(self.choices)}.")
        return self.members(value)

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"enum": self.choices}


@dataclass(frozen=True, slots=True)
class Day:
    """A date: ISO, or days from today."""

    def read(self, value: Any, pointer: str, reader: Reader) -> date:
        """Return the date."""
        if isinstance(value, dict) and value.keys() == {"days"}:
            return _from_today(value["days"], pointer, reader)
        found: date | None = _iso(date, value)
        if found is None:
            raise Wrong('a date is needed here, such as "2026-09-28" or {"days": -3}.')
        return found

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"$ref": "#/$defs/day"}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant: ISO with an offset, or days from today and the time on the clock in London."""

    def read(self, value: Any, pointer: str, reader: Reader) -> datetime:
        """Return the aware instant."""
        if isinstance(value, dict) and value.keys() == {"days", "time"}:
            day = _from_today(value["days"], pointer, reader)
            return datetime.combine(day, Clock().read(value["time"], pointer, reader), ZONE)
        found: datetime | None = _iso(datetime, value)
        if found is None or found.tzinfo is None:
            example = 'such as "2026-09-28T16:30:00+01:00" or {"days": -3, "time": "16:30"}'
            raise Wrong(f"an instant is needed here, {example}.")
        return found

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"$ref": "#/$defs/moment"}


@dataclass(frozen=True, slots=True)
class Clock:
    """A local time of day, such as 09:30."""

    def read(self, value: Any, pointer: str, reader: Reader) -> time:
        """Return the time."""
        if not isinstance(value, str) or not TIME.fullmatch(value):
            raise Wrong('a time is needed here, such as "09:30".')
        return time(int(value[:2]), int(value[3:]))

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"$ref": "#/$defs/time"}


@dataclass(frozen=True, slots=True)
class Ref:
    """The ref of another object of the dataset, of one kind."""

    kind: str

    def read(self, value: Any, pointer: str, reader: Reader) -> str:
        """Return the ref, to be followed once everything is read."""
        if not isinstance(value, str):
            raise Wrong(f"a ref of the kind {self.kind} is needed here, not {kind_of(value)}.")
        reader.use(value, self.kind, pointer)
        return value

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"type": "string", "description": f"a ref of the kind {self.kind}"}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape."""

    each: Shape
    least: int = 0

    def read(self, value: Any, pointer: str, reader: Reader) -> list[Any]:
        """Return what each value was read as."""
        if not isinstance(value, list):
            raise Wrong(f"a list is needed here, not {kind_of(value)}.")
        if len(value) < self.least:
            raise Wrong(f"this list needs at least {self.least}.")
        return [attempt(self.each, one, f"{pointer}/{number}", reader) for number, one in enumerate(value)]

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        return {"type": "array", "items": self.each.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object: what it may look like, whether it must be there, what it means when it is not."""

    shape: Shape
    needed: bool = False
    default: Any = None
    what: str = ""


@dataclass(frozen=True)
class Thing:
    """An object with named fields and no others; one of a kind also has a ref of its own."""

    kind: str
    fields: Mapping[str, Field]
    has_ref: bool = True
    needed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note once which fields must be there."""
        own = {"ref"} if self.has_ref else set()
        object.__setattr__(self, "needed", frozenset({n for n, each in self.fields.items() if each.needed} | own))

    def read(self, value: Any, pointer: str, reader: Reader) -> dict[str, Any]:
        """Return the fields that were read, defaults included, with its `id` and where it stands."""
        if not isinstance(value, dict):
            raise Wrong(f"{self.name} is needed here, not {kind_of(value)}.")
        self._check_names(value, pointer, reader)
        made: dict[str, Any] = {"pointer": pointer}
        if self.has_ref and "ref" in value:
            ref = attempt(Text(REF_LENGTH, 1), value["ref"], f"{pointer}/ref", reader)
            made |= {"ref": ref, "id": reader.give(ref, self.kind, pointer)} if ref else {}
        for name, each in self.fields.items():
            there = name in value and value[name] is not None
            made[name] = attempt(each.shape, value[name], f"{pointer}/{name}", reader) if there else each.default
        _check_order(made, pointer, reader)
        return made

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return f"an {self.kind}" if self.kind[0] in "aeiou" else f"a {self.kind}"

    def _check_names(self, value: Mapping[str, Any], pointer: str, reader: Reader) -> None:
        for name in value.keys() - self.fields.keys() - ({"ref"} if self.has_ref else set()):
            reader.complain(f"{pointer}/{name}", f"{self.name} has no such field.")
        for name in sorted(self.needed):
            if value.get(name) is None:
                reader.complain(pointer, f'{self.name} needs the field "{name}".')

    def schema(self) -> Schema:
        """Return it as JSON Schema."""
        own: Schema = {"ref": {"$ref": "#/$defs/ref"}} if self.has_ref else {}
        return {
            "type": "object",
            "properties": own | {name: _described(each) for name, each in self.fields.items()},
            "required": sorted(self.needed),
            "additionalProperties": False,
        }


def attempt(shape: Shape, value: Any, pointer: str, reader: Reader) -> Any:
    """Return what a value was read as; note what is wrong with it and return None otherwise."""
    try:
        return shape.read(value, pointer, reader)
    except Wrong as wrong:
        reader.complain(pointer, str(wrong))
        return None


def kind_of(value: object) -> str:
    """Return what JSON calls a value."""
    names: dict[type, str] = {
        type(None): "null",
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
    }
    return names.get(type(value), "an object")


def _described(field_: Field) -> Schema:
    found = field_.shape.schema() if field_.needed else _or_null(field_.shape.schema())
    found |= {"description": field_.what} if field_.what else {}
    return found | ({"default": field_.default} if isinstance(field_.default, bool | int | str) else {})


def _or_null(schema: Schema) -> Schema:
    """Let null stand for a field that is left out."""
    if "enum" in schema:
        return schema | {"enum": [*schema["enum"], None]}
    if "type" in schema:
        return schema | {"type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _from_today(days: Any, pointer: str, reader: Reader) -> date:
    return reader.today + timedelta(days=int(Number(-MOST_DAYS, MOST_DAYS).read(days, pointer, reader)))


def _iso(kind: type[date], value: Any) -> Any:
    if not isinstance(value, str):
        return None
    try:
        return kind.fromisoformat(value)
    except ValueError:
        return None


def _check_order(made: Mapping[str, Any], pointer: str, reader: Reader) -> None:
    first, last = made.get("starts"), made.get("ends")
    if first and last and last < first:
        reader.complain(f"{pointer}/ends", "the last day must not be before the first.")
