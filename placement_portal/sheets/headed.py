"""A grid of values as rows under headings, wherever it came from."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from placement_portal.sheets.cells import Cell, CellError, date, key, squeeze
from placement_portal.sheets.shapes import Row, Sheet, Unreadable

MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 200
TOP: Final = 5

TOO_MANY_ROWS: Final = "“{name}” has more than 10,000 rows: split it into smaller files."
TOO_MANY_COLUMNS: Final = "“{name}” has more than 200 columns in row {row}: delete those that are not needed."
NO_HEADINGS: Final = "“{name}” has no headings: row {row} should name the columns, but it holds “{value}”."
NO_HEADING: Final = "“{name}” has an entry in column {column}, row {row}, but that column has no heading."
SAME_HEADING: Final = "“{name}” has two columns called “{heading}”: rename or delete one."

_EXCEL_CONTROL: Final = re.compile("_x000[9AD]_")
_NUMBER: Final = re.compile(r"[-+£$€]?[\d.,]+%?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that is not empty, without its trailing blanks."""

    number: int
    cells: list[Cell]


def headed(name: str, grid: Iterable[Sequence[object]]) -> Iterator[Sheet]:
    """Yield the one sheet of this grid, or none when it is empty; raise `Unreadable`."""
    if lines := _lines(name, grid):
        top = _headings_at(lines)
        headings = _headings(name, lines[top])
        headers = [heading for heading in headings if heading]
        rows = [_row(name, headings, line) for line in lines[top + 1 :]]
        yield Sheet(name, headers, rows, written={header: header for header in headers})


def _lines(name: str, grid: Iterable[Sequence[object]]) -> list[_Line]:
    lines: list[_Line] = []
    for number, values in enumerate(grid, start=1):
        if cells := _cells(values):
            lines.append(_Line(number, cells))
        if len(cells) > MAX_COLUMNS:
            raise Unreadable(TOO_MANY_COLUMNS, name=name, row=number)
        if len(lines) > MAX_ROWS + 1:
            raise Unreadable(TOO_MANY_ROWS, name=name)
    return lines


def _cells(values: Sequence[object]) -> list[Cell]:
    if values.count(None) == len(values):  # Excel can keep a million formatted, empty rows: pass them quickly
        return []
    cells = [_tidy(value) for value in values]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _tidy(value: object) -> Cell:
    if isinstance(value, str):
        return squeeze(_EXCEL_CONTROL.sub(" ", value)) or None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, dt.timedelta):
        hours, minutes = divmod(round(value.total_seconds() / 60), 60)
        return f"{hours}:{minutes:02}"
    assert value is None or isinstance(value, (int, float, dt.date, dt.time))
    return value


def _headings_at(lines: Sequence[_Line]) -> int:
    """Find the headings: the first of the top rows with two entries, because a title above them has one."""
    wide = (at for at, line in enumerate(lines[:TOP]) if len(line.cells) - line.cells.count(None) > 1)
    return next(wide, 0)


def _headings(name: str, line: _Line) -> list[str | None]:
    headings: list[str | None] = []
    seen: set[str] = set()
    for cell in line.cells:
        heading = None if cell is None else _heading(name, line.number, cell)
        if heading and key(heading) in seen:
            raise Unreadable(SAME_HEADING, name=name, heading=heading)
        seen.add(key(heading or ""))
        headings.append(heading)
    return headings


def _heading(name: str, row: int, cell: Cell) -> str:
    if not isinstance(cell, str) or "@" in cell or _NUMBER.fullmatch(cell) or _is_date(cell):
        raise Unreadable(NO_HEADINGS, name=name, row=row, value=cell)
    return cell


def _is_date(cell: str) -> bool:
    try:
        date(cell)
    except CellError:
        return False
    return True


def _row(name: str, headings: Sequence[str | None], line: _Line) -> Row:
    cells: dict[str, Cell] = {heading: None for heading in headings if heading}
    for at, cell in enumerate(line.cells):
        heading = headings[at] if at < len(headings) else None
        if heading:
            cells[heading] = cell
        elif cell is not None:
            from openpyxl.utils import get_column_letter  # as above

            raise Unreadable(NO_HEADING, name=name, column=get_column_letter(at + 1), row=line.number)
    return Row(line.number, cells)
