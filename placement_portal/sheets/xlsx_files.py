"""Excel workbooks: refused when they are locked, damaged or larger than they look, then read page by page."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from placement_portal.sheets.cells import squeeze
from placement_portal.sheets.headed import MAX_COLUMNS, headed
from placement_portal.sheets.shapes import LOCKED, NOT_A_SHEET, OTHER_SHEET, Sheet, Unreadable

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MAX_UNZIPPED: Final = 50 * 1024 * 1024
LAST_EXCEL_ROW: Final = 1_048_576
DOCTYPES: Final = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
ENCRYPTED: Final = 0x1

DAMAGED: Final = "“{file}” cannot be opened: open it in Excel, save it again as .xlsx and choose that file."
TOO_LARGE: Final = "“{file}” is too large: split it into smaller files."


def sheets_of(data: bytes, file: str, wanted: Callable[[str], bool]) -> list[Sheet]:
    """Return the visible, wanted sheets of a workbook that have anything in them; raise `Unreadable`."""
    try:
        _check_archive(data, file)
        from openpyxl import load_workbook  # only when a workbook is read: most web workers never do

        with contextlib.closing(
            load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        ) as book:
            shown = [page for page in book.worksheets if page.sheet_state == "visible" and wanted(page.title)]
            return [sheet for page in shown for sheet in headed(squeeze(page.title), _grid(page))]
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
