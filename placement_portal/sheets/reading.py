"""What a university sends, as rows under headings: CSV and XLSX in, or one sentence saying why not."""

from collections.abc import Callable
from pathlib import PureWindowsPath
from typing import Final

from placement_portal.sheets import csv_files, xlsx_files
from placement_portal.sheets.shapes import LOCKED, Unreadable, Workbook

ZIP: Final = (b"PK\3\4", b"PK\5\6")
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_PART: Final = "EncryptedPackage".encode("utf-16-le")

EMPTY: Final = "“{file}” has nothing in it: choose a file with headings and at least one row."
OLD_EXCEL: Final = "“{file}” is in the old Excel format: open it in Excel, save it as .xlsx and choose that file."


def _every(_name: str) -> bool:
    return True


def read(data: bytes, filename: str, *, wanted: Callable[[str], bool] = _every) -> Workbook:
    """Read CSV or XLSX, told apart by content; hidden and unwanted sheets are left out; raises `Unreadable`."""
    file = PureWindowsPath(filename).name
    if data.startswith(OLE):
        raise Unreadable(LOCKED if LOCKED_PART in data else OLD_EXCEL, file=file)
    sheets = xlsx_files.sheets_of(data, file, wanted) if data.startswith(ZIP) else csv_files.sheets_of(data, file)
    if not sheets:
        raise Unreadable(EMPTY, file=file)
    return Workbook(sheets)
