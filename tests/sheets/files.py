"""Files as universities send them, made on the spot."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter
from hypothesis import settings

unhurried = settings(deadline=None)  # a busy machine is no fault
Grid = Iterable[Sequence[object]]


def workbook(sheets: Mapping[str, Grid], *, hidden: str | None = None) -> bytes:
    """Return an ordinary workbook; text beginning with = is a formula, as when a person types it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, grid in sheets.items():
            page = book.add_worksheet(name)
            if name == hidden:
                page.hide()
            for number, row in enumerate(grid):
                page.write_row(number, 0, row)
    return out.getvalue()


def archive(parts: Mapping[str, str]) -> bytes:
    """Return a zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    """Return the workbook with one part changed, as another program might have written it."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        parts = {name: whole.read(name).decode() for name in whole.namelist()}
    assert old in parts[part]
    return archive({**parts, part: parts[part].replace(old, new)})
