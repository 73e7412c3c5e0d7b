"""What a university sends, as rows under headings: CSV and XLSX in, or one sentence saying why not."""

from __future__ import annotations

import codecs
import contextlib
import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Final, TypeAlias

from placement_portal.sheets.cells import Cell, CellError, date, key, squeeze

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 200
MAX_UNZIPPED: Final = 50 * 1024 * 1024
LAST_EXCEL_ROW: Final = 1_048_576
TOP: Final = 5
SAMPLE: Final = 20

ZIP: Final = (b"PK\3\4", b"PK\5\6")
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_PART: Final = "EncryptedPackage".encode("utf-16-le")
DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SEPARATORS: Final = "\t;|,"  # the first wins a draw: "Jones, Siân" is common in files that use the others
ENCRYPTED: Final = 0x1

EMPTY: Final = "“{file}” has nothing in it: choose a file with headings and at least one row."
NOT_A_SHEET: Final = "“{file}” is not a sheet: choose a CSV or Excel (.xlsx) file."
OLD_EXCEL: Final = "“{file}” is in the old Excel format: open it in Excel, save it as .xlsx and choose that file."
OTHER_SHEET: Final = "“{file}” is neither CSV nor .xlsx: open it, save it as .xlsx and choose that file."
LOCKED: Final = "“{file}” is locked with a password: save a copy without one and choose that file."
DAMAGED: Final = "“{file}” cannot be opened: open it in Excel, save it again as .xlsx and choose that file."
TOO_LARGE: Final = "“{file}” is too large: split it into smaller files."
UNCLOSED: Final = "“{file}” has a quotation mark in row {row} that is not closed: correct it or save it as .xlsx."
TOO_MANY_ROWS: Final = "“{name}” has more than 10,000 rows: split it into smaller files."
TOO_MANY_COLUMNS: Final = "“{name}” has more than 200 columns in row {row}: delete those that are not needed."
NO_HEADINGS: Final = "“{name}” has no headings: row {row} should name the columns, but it holds “{value}”."
NO_HEADING: Final = "“{name}” has an entry in column {column}, row {row}, but that column has no heading."
SAME_HEADING: Final = "“{name}” has two columns called “{heading}”: rename or delete one."
SAME_MEANING: Final = "“{name}” has two columns for the same thing, “{first}” and “{second}”: delete one."

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STATED_SEPARATOR: Final = re.compile(r"sep=([,;|\t])\r?\n")
_EXCEL_CONTROL: Final = re.compile("_x000[9AD]_")
_GUARDED: Final = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_NUMBER: Final = re.compile(r"[-+£$€]?[\d.,]+%?", re.ASCII)

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


def _every(_name: str) -> bool:
    return True


def read(data: bytes, filename: str, *, wanted: Callable[[str], bool] = _every) -> Workbook:
    """Read CSV or XLSX, told apart by content; hidden and unwanted sheets are left out; raises `Unreadable`."""
    file = PureWindowsPath(filename).name
    if data.startswith(OLE):
        raise Unreadable(LOCKED if LOCKED_PART in data else OLD_EXCEL, file=file)
    sheets = _from_xlsx(data, file, wanted) if data.startswith(ZIP) else _from_csv(data, file)
    if not sheets:
        raise Unreadable(EMPTY, file=file)
    return Workbook(sheets)


# CSV


def _from_csv(data: bytes, file: str) -> list[Sheet]:
    content = _decoded(data, file)
    if content.lstrip().startswith("<"):  # some systems export a web page and call it .xls
        raise Unreadable(OTHER_SHEET, file=file)
    if stated := _STATED_SEPARATOR.match(content):
        content = content[stated.end() :]
    separator = stated[1] if stated else _separator(content)
    records = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    return list(_sheets(PureWindowsPath(file).stem, _unguarded(records, file)))


def _decoded(data: bytes, file: str) -> str:
    for mark, encoding in _encodings(data):
        with contextlib.suppress(UnicodeDecodeError):
            content = data.removeprefix(mark).decode(encoding)
            if not _CONTROL.search(content):
                return content
    raise Unreadable(NOT_A_SHEET, file=file)


def _encodings(data: bytes) -> list[tuple[bytes, str]]:
    """Return the encodings worth trying, each with the mark to remove: what the file says, else what fits."""
    if stated := [(mark, encoding) for mark, encoding in BOMS if data.startswith(mark)]:
        return stated
    if b"\0" in data:
        return [(b"", "utf-16-le" if data[1:2] == b"\0" else "utf-16-be")]
    return [(b"", "utf-8"), (b"", "cp1252")]


def _separator(content: str) -> str:
    return max(SEPARATORS, key=lambda separator: _fit(content, separator))


def _fit(content: str, separator: str) -> tuple[int, int]:
    """Count the first rows that this separator divides, into no more than the headings; then the borders of those."""
    records = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    with contextlib.suppress(csv.Error):
        borders = [len(record) - 1 for record in islice(filter(None, records), SAMPLE)]
        headings = next(filter(None, borders), 0)
        return sum(0 < found <= headings for found in borders), headings
    return 0, 0


def _unguarded(records: Iterator[list[str]], file: str) -> Iterator[list[str]]:
    """Yield the records without the quote that our own files put before text like a formula."""
    row = 0
    try:
        for row, record in enumerate(records, start=1):  # noqa: B007
            yield [cell[1:] if _GUARDED.match(cell) else cell for cell in record]
    except csv.Error as error:
        raise Unreadable(UNCLOSED, file=file, row=row + 1) from error


# XLSX


def _from_xlsx(data: bytes, file: str, wanted: Callable[[str], bool]) -> list[Sheet]:
    try:
        _check_archive(data, file)
        from openpyxl import load_workbook  # only when a workbook is read: most web workers never do

        with contextlib.closing(
            load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        ) as book:
            shown = [page for page in book.worksheets if page.sheet_state == "visible" and wanted(page.title)]
            return [sheet for page in shown for sheet in _sheets(squeeze(page.title), _grid(page))]
    except Unreadable:
        raise
    except Exception as error:  # a broken file can break its reader anywhere, in any way
        raise Unreadable(DAMAGED, file=file) from error


def _check_archive(data: bytes, file: str) -> None:
    """Refuse what is locked, no workbook, larger than it looks, or able to grow while it is parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise Unreadable(LOCKED, file=file)
        if sum(part.file_size for part in parts) > MAX_UNZIPPED:
            raise Unreadable(TOO_LARGE, file=file)
        if names & {"xl/workbook.bin", "content.xml"}:
            raise Unreadable(OTHER_SHEET, file=file)
        if not any(name.startswith("xl/") for name in names):
            raise Unreadable(NOT_A_SHEET, file=file)
        if any(_declares_entities(archive.read(part)) for part in parts):
            raise Unreadable(DAMAGED, file=file)


def _declares_entities(part: bytes) -> bool:
    return any(mark in part for mark in DOCTYPES)


def _grid(page: ReadOnlyWorksheet) -> Iterator[Sequence[object]]:
    """Yield the values; the size that a sheet claims is often wrong, so it is not asked."""
    page.reset_dimensions()
    return page.iter_rows(1, LAST_EXCEL_ROW, 1, MAX_COLUMNS + 1, values_only=True)  # type: ignore[misc]  # wrong stub


# Both


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that is not empty, without its trailing blanks."""

    number: int
    cells: list[Cell]


def _sheets(name: str, grid: Iterable[Sequence[object]]) -> Iterator[Sheet]:
    """Yield the one sheet of this grid, or none when it is empty."""
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
