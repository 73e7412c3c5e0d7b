"""What is read from a file: rows under headings; or the sentence that says why it could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from placement_portal.sheets.cells import Cell, key

NOT_A_SHEET: Final = "“{file}” is not a sheet: choose a CSV or Excel (.xlsx) file."
OTHER_SHEET: Final = "“{file}” is neither CSV nor .xlsx: open it, save it as .xlsx and choose that file."
LOCKED: Final = "“{file}” is locked with a password: save a copy without one and choose that file."
SAME_MEANING: Final = "“{name}” has two columns for the same thing, “{first}” and “{second}”: delete one."

Columns: TypeAlias = Mapping[str, Iterable[str]]
"""The columns a reader wants, each with other headings people give it."""


class Unreadable(ValueError):
    """A file that cannot be read; its text is one sentence for the person who chose it."""

    def __init__(self, sentence: str, **parts: object) -> None:
        super().__init__(sentence.format(**parts))


@dataclass(frozen=True, slots=True)
class Row:
    """One row as numbered in the sheet, its cells by heading; every heading has a cell."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under headings; `written` holds each heading as its writer wrote it."""

    name: str
    headers: list[str]
    rows: list[Row]
    written: dict[str, str]

    def renamed(self, columns: Columns) -> Sheet:
        """Return the sheet with known headings under their own names; raise `Unreadable` when two mean the same."""
        names = {key(alias): column for column, aliases in columns.items() for alias in (column, *aliases)}
        renamed = {header: names.get(key(header), header) for header in self.headers}
        written = self._written_as(renamed)
        rows = [Row(row.number, {renamed[header]: cell for header, cell in row.cells.items()}) for row in self.rows]
        return replace(self, headers=list(written), rows=rows, written=written)

    def _written_as(self, renamed: Mapping[str, str]) -> dict[str, str]:
        written: dict[str, str] = {}
        for header, column in renamed.items():
            first = written.setdefault(column, self.written[header])
            if first != self.written[header]:
                raise Unreadable(SAME_MEANING, name=self.name, first=first, second=self.written[header])
        return written


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets of one file that have anything in them, in their order."""

    sheets: list[Sheet]
