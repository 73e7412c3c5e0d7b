"""Rows out, as CSV or XLSX that no spreadsheet program will run.

In CSV, text that begins like a formula gets a single quote in front, because Excel runs it otherwise, quoted or not;
`reading` takes it off again. Numbers, negative ones too, stay numbers. In XLSX each cell says that it is text.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final, TypeAlias

from placement_portal.sheets.cells import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value: TypeAlias = Cell | Decimal
Dates: TypeAlias = "dict[type, Format]"

BATCH: Final = 500
LONGEST_TEXT: Final = 32_767
EXACT: Final = 10**15
NARROW: Final = 10
WIDE: Final = 60
SHEET_NAME: Final = 31
DATE_FORMATS: Final = {dt.datetime: "dd/mm/yyyy hh:mm", dt.date: "dd/mm/yyyy", dt.time: "hh:mm"}

_FORMULA: Final = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_NOT_IN_A_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet to write; `rows` is read once, so it may be a query that is still running."""

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Value]]


def write_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return UTF-8 with a byte order mark, lines ending in CRLF; raise `ValueError` for a time with a zone."""
    return b"".join(stream_csv(headers, rows))


def stream_csv(headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """Yield the same bytes as `write_csv` in pieces of 500 rows; raise `ValueError` for a time with a zone."""
    yield codecs.BOM_UTF8 + _csv_lines([headers])
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        yield _csv_lines(batch)


def write_xlsx(tables: Iterable[Table]) -> bytes:
    """Return one workbook with a sheet for each table, its headings bold and frozen; raise `ValueError` as for CSV."""
    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    import xlsxwriter  # only when a sheet is written: a web worker that never does stays small

    with xlsxwriter.Workbook(out, options) as book:
        bold = book.add_format({"bold": True})
        dates = {kind: book.add_format({"num_format": shape}) for kind, shape in DATE_FORMATS.items()}
        for table in tables:
            _write_table(book.add_worksheet(_sheet_name(table.name, book.sheetnames)), table, bold, dates)
    return out.getvalue()


def _csv_lines(rows: Iterable[Sequence[Value]]) -> bytes:
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\r\n").writerows([_csv_cell(value) for value in row] for row in rows)
    return lines.getvalue().encode()


def _csv_cell(value: Value) -> str | int | float | Decimal:
    plain = _plain(value)
    if isinstance(plain, str):
        return f"'{plain}" if _FORMULA.match(plain) else plain
    if isinstance(plain, dt.datetime):
        return plain.isoformat(" ", "minutes")
    if isinstance(plain, dt.time):
        return plain.isoformat("minutes")
    return plain.isoformat() if isinstance(plain, dt.date) else plain


def _plain(value: Value) -> str | int | float | Decimal | dt.date | dt.time:
    """Return what both kinds of file can hold: nothing is empty text, a truth is yes or no, a time is local."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (dt.datetime, dt.time)) and value.tzinfo:
        raise ValueError("A sheet shows local times: convert before writing.")
    return value


def _write_table(sheet: Worksheet, table: Table, bold: Format, dates: Dates) -> None:
    """Write rows as they come, then set widths, which are stored apart from the rows."""
    widths = [_width(header) for header in table.headers]
    for at, header in enumerate(table.headers):
        sheet.write_string(0, at, header, bold)
    for number, row in enumerate(table.rows, start=1):
        for at, value in enumerate(row):
            _write_cell(sheet, (number, at), _plain(value), dates)
            widths[at] = max(widths[at], _width(value))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.freeze_panes(1, 0)


def _write_cell(sheet: Worksheet, place: tuple[int, int], value: Value, dates: Dates) -> None:
    if isinstance(value, (dt.date, dt.time)):
        sheet.write_datetime(*place, value, dates[type(value)])
    elif isinstance(value, str) or (isinstance(value, int) and abs(value) > EXACT):  # Excel keeps 15 digits
        sheet.write_string(*place, str(value)[:LONGEST_TEXT])
    else:
        sheet.write_number(*place, value)


def _width(value: Value) -> int:
    return min(max(len(str(value)) + 2, NARROW), WIDE)


def _sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return the name as Excel allows it, numbered when another sheet has it."""
    allowed = _NOT_IN_A_SHEET_NAME.sub("-", name).strip("'")[:SHEET_NAME] or "Sheet"
    used = {other.casefold() for other in taken}
    names = [allowed, *(f"{allowed[: SHEET_NAME - 3]} {number}" for number in range(2, 100))]
    return next(free for free in names if free.casefold() not in used)
