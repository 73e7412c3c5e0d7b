"""The text of an agreement: paragraphs, headings and lists, with named blanks that the placement's facts fill."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

BLANKS: Final[Mapping[str, str]] = {
    "student": "the student's name",
    "university": "the university",
    "programme": "the programme",
    "year": "the year of study",
    "provider": "the provider",
    "settings": "the settings, the main one first",
    "first_day": "the first day",
    "last_day": "the last day",
    "days_a_week": "how often, such as “2 days a week”",
    "supervisors": "who supervises",
    "tutor": "the university tutor",
    "absence": "whom the student rings when they cannot come",
}
"""The blanks that a text may have, and what fills each."""

UNKNOWN: Final = "(not known yet)"
_BLANK: Final = re.compile(r"\{([^{}\n]{0,40})\}")
_ITEM: Final = "- "
_HEADING: Final = "# "


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `filled` when they came into a blank."""

    text: str
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or a list; `lines` holds the one line of the former, the items of the latter."""

    kind: Literal["heading", "paragraph", "list"]
    lines: list[list[Piece]]


def unknown_blanks(text: str) -> list[str]:
    """Return the names in braces that are no blanks, each once, in their order."""
    return list(dict.fromkeys(name for name in _BLANK.findall(text) if name not in BLANKS))


def blocks(text: str, values: Mapping[str, str]) -> list[Block]:
    """Return a text as it is shown, every blank filled with its value."""
    return list(_blocks(text.splitlines(), values))


def _blocks(lines: list[str], values: Mapping[str, str]) -> Iterator[Block]:
    paragraph: list[str] = []
    items: list[list[Piece]] = []
    for line in [*(each.strip() for each in lines), ""]:
        if items and not line.startswith(_ITEM):
            yield Block("list", items)
            items = []
        if paragraph and (not line or line.startswith((_ITEM, _HEADING))):
            yield Block("paragraph", [_filled(" ".join(paragraph), values)])
            paragraph = []
        if line.startswith(_HEADING):
            yield Block("heading", [_filled(line.removeprefix(_HEADING).strip(), values)])
        elif line.startswith(_ITEM):
            items.append(_filled(line.removeprefix(_ITEM).strip(), values))
        elif line:
            paragraph.append(line)


def _filled(text: str, values: Mapping[str, str]) -> list[Piece]:
    pieces, end = [], 0
    for found in _BLANK.finditer(text):
        if found[1] in BLANKS:
            pieces += [Piece(text[end : found.start()]), Piece(values.get(found[1]) or UNKNOWN, filled=True)]
            end = found.end()
    return [piece for piece in [*pieces, Piece(text[end:])] if piece.text]
