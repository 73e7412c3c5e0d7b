"""What is written opens in Excel as it was, starts nothing, and comes back through the reader unchanged."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from placement_portal.sheets import Cell, Table, Value, read, stream_csv, write_csv, write_xlsx
from placement_portal.sheets.cells import squeeze
from tests.sheets.files import unhurried

STARTS = ["=1+1", "+44", "-Jones", "@home", "\t=1", "\r=1", "\n=1", "＝1", "'=1"]
WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20).filter(lambda words: "_x" not in words)
DAYS = st.dates(dt.date(1900, 3, 1), dt.date(2100, 12, 31))
MINUTES = st.builds(dt.datetime.combine, DAYS, st.builds(dt.time, st.integers(0, 23), st.integers(0, 59)))
NUMBERS = st.integers(-(10**15), 10**15)
VALUES = st.one_of(WORDS, st.sampled_from(STARTS), DAYS, MINUTES, NUMBERS, st.none())
ROWS = st.lists(st.tuples(VALUES, VALUES), max_size=8)
HEADERS = ["Name", "Town"]


def as_read(value: Cell) -> Cell:
    """Return what a reader should find: text without its spare white space, midnight as a day."""
    if isinstance(value, str):
        return squeeze(value) or None
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


def as_csv_shows(value: Cell) -> Cell:
    if isinstance(value, dt.datetime):
        return value.isoformat(" ", "minutes")
    return as_read(value) if value is None or isinstance(value, str) else str(value)


def come_back(data: bytes) -> list[list[Cell]]:
    return [list(row.cells.values()) for row in read(data, "out").sheets[0].rows]


def filled(rows: list[tuple[Cell, Cell]]) -> list[list[Cell]]:
    return [list(row) for row in rows if row != (None, None)]


@unhurried
@given(ROWS)
def test_a_csv_file_comes_back_as_it_was(rows: list[tuple[Cell, Cell]]) -> None:
    data = write_csv(HEADERS, rows)
    assert come_back(data) == filled([(as_csv_shows(one), as_csv_shows(other)) for one, other in rows])


@unhurried
@given(ROWS)
def test_a_workbook_comes_back_as_it_was(rows: list[tuple[Cell, Cell]]) -> None:
    data = write_xlsx([Table("Out", HEADERS, rows)])
    assert come_back(data) == filled([(as_read(one), as_read(other)) for one, other in rows])


@unhurried
@given(ROWS)
def test_no_text_in_a_csv_file_begins_like_a_formula(rows: list[tuple[Cell, Cell]]) -> None:
    for line, row in zip(raw(write_csv(HEADERS, rows))[1:], rows, strict=True):
        for cell, value in zip(line, row, strict=True):
            assert not (isinstance(value, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")))


def raw(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", STARTS)
def test_formulas_are_quoted_in_csv_also_in_headings_and_read_back(start: str) -> None:
    data = write_csv(["Name", start], [["Ann", start]])
    assert raw(data) == [["Name", f"'{start}"], ["Ann", f"'{start}"]]


def test_csv_is_what_excel_opens() -> None:
    row: list[Value] = ["Siân, Þóra", -1, Decimal("0.50"), True, False, None, dt.date(2026, 9, 1), dt.time(9, 30)]
    data = write_csv(list("abcdefgh"), [row])
    assert data == '\ufeffa,b,c,d,e,f,g,h\r\n"Siân, Þóra",-1,0.50,yes,no,,2026-09-01,09:30\r\n'.encode()


def test_a_long_export_is_made_as_it_is_sent() -> None:
    asked = 0

    def rows() -> Iterator[list[Value]]:
        nonlocal asked
        for asked in range(1, 1_202):
            yield [asked]

    pieces = stream_csv(["n"], rows())
    assert next(pieces) == b"\xef\xbb\xbfn\r\n"
    assert asked == 0
    assert next(pieces).startswith(b"1\r\n2\r\n")
    assert asked == 500
    assert [len(piece.splitlines()) for piece in pieces] == [500, 201]


@pytest.mark.parametrize("value", [dt.datetime(2026, 9, 1, tzinfo=dt.UTC), dt.time(9, 30, tzinfo=dt.UTC)])
def test_a_time_with_a_zone_is_the_callers_mistake(value: Value) -> None:
    with pytest.raises(ValueError, match="A sheet shows local times"):
        write_csv(["At"], [[value]])
    with pytest.raises(ValueError, match="A sheet shows local times"):
        write_xlsx([Table("Out", ["At"], [[value]])])


def test_a_workbook_has_bold_frozen_headings_wide_columns_and_real_dates() -> None:
    row: list[Value] = [
        "https://example.org/ is text",
        dt.date(2026, 9, 1),
        dt.datetime.fromisoformat("2026-09-01 09:30"),
        dt.time(9, 30),
    ]
    page = load_workbook(io.BytesIO(write_xlsx([Table("Out", ["Text", "Day", "At", "Time"], [row])])))["Out"]
    assert page.freeze_panes == "A2"
    assert [cell.font.b for cell in page[1]] == [True] * 4
    assert [cell.number_format for cell in page[2]] == ["General", "dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm"]
    assert page["A2"].hyperlink is None
    assert 28 < page.column_dimensions["A"].width < 32
    assert 10 <= page.column_dimensions["B"].width < 14


@pytest.mark.parametrize("start", STARTS)
def test_text_like_a_formula_is_text_in_a_workbook(start: str) -> None:
    page = load_workbook(io.BytesIO(write_xlsx([Table("Out", ["Name"], [[start]])])))["Out"]
    assert page["A2"].data_type in {"s", "inlineStr"}


def test_a_workbook_holds_what_excel_can_hold() -> None:
    row: list[Value] = ["x" * 40_000, 10**16, Decimal("0.5"), True, "_x0041_"]
    assert come_back(write_xlsx([Table("Out", list("abcde"), [row])]))[0][1:4] == [str(10**16), 0.5, "yes"]


def test_sheets_get_names_that_excel_allows() -> None:
    names = ["2026/27: full-time", "'", "Students", "students", "x" * 40, "x" * 40]
    book = read(write_xlsx(Table(name, ["Name", "Town"], [["a", "b"]]) for name in names), "out.xlsx")
    assert [sheet.name for sheet in book.sheets] == [
        *("2026-27- full-time", "Sheet", "Students", "students 2", "x" * 31, "x" * 28 + " 2"),
    ]


def test_several_sheets_are_filled_from_running_queries() -> None:
    rows = [["Ann", "Bala"], ["Bo", "Corwen"]]
    book = read(write_xlsx(Table(name, HEADERS, iter(rows)) for name in ("A", "B")), "out.xlsx")
    assert [len(sheet.rows) for sheet in book.sheets] == [2, 2]
