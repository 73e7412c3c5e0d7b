"""CSV as people save it: any encoding, any separator, with the quote that guards against formulas."""

import codecs
import contextlib
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import PureWindowsPath
from typing import Final

from placement_portal.sheets.headed import headed
from placement_portal.sheets.shapes import NOT_A_SHEET, OTHER_SHEET, Sheet, Unreadable

SAMPLE: Final = 20
BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SEPARATORS: Final = "\t;|,"  # the first wins a draw: "Jones, Siân" is common in files that use the others

UNCLOSED: Final = "“{file}” has a quotation mark in row {row} that is not closed: correct it or save it as .xlsx."

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STATED_SEPARATOR: Final = re.compile(r"sep=([,;|\t])\r?\n")
_GUARDED: Final = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")


def sheets_of(data: bytes, file: str) -> list[Sheet]:
    """Return the one sheet of a CSV file, or none when it is empty; raise `Unreadable`."""
    content = _decoded(data, file)
    if content.lstrip().startswith("<"):  # some systems export a web page and call it .xls
        raise Unreadable(OTHER_SHEET, file=file)
    if stated := _STATED_SEPARATOR.match(content):
        content = content[stated.end() :]
    separator = stated[1] if stated else _separator(content)
    records = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    return list(headed(PureWindowsPath(file).stem, _unguarded(records, file)))


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
