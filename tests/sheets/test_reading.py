"""What universities send is read; what is no sheet is refused with one sentence."""

import datetime as dt
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.sheets import Cell, Sheet, Unreadable, read, reading, xlsx_files
from tests.sheets.files import archive, edited, unhurried, workbook

SHEET = "xl/worksheets/sheet1.xml"
PEOPLE = "Name;E-mail;Start\r\nSiân Ŵyn-O'Neill;Sian@Uni.ac.uk;12/09/2026\r\nÞóra;thora@uni.ac.uk;2026-09-12\r\n"
HALF_PAST = dt.datetime.fromisoformat("2026-09-12 09:30")
MIDNIGHT = dt.datetime.fromisoformat("2026-09-12 00:00")
WESTERN = "Name,Town\nSiân O’Neill,Bärn\n"
STUDENTS = {"name": ["Full name"], "email": ["E-mail address", "Mail"], "start": []}


def only(data: bytes, filename: str = "students.csv") -> Sheet:
    (sheet,) = read(data, filename).sheets
    return sheet


def grid(sheet: Sheet) -> list[list[Cell]]:
    return [list(row.cells.values()) for row in sheet.rows]


def refusal(data: bytes, filename: str = "students.csv") -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, filename)
    return str(refused.value)


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_any_encoding_separator_and_line_ending(encoding: str, separator: str, ending: str) -> None:
    sheet = only(PEOPLE.replace(";", separator).replace("\r\n", ending).encode(encoding))
    assert sheet.name == "students"
    assert sheet.headers == ["Name", "E-mail", "Start"]
    assert [row.number for row in sheet.rows] == [2, 3]
    assert grid(sheet) == [
        ["Siân Ŵyn-O'Neill", "Sian@Uni.ac.uk", "12/09/2026"],
        ["Þóra", "thora@uni.ac.uk", "2026-09-12"],
    ]


def test_utf_16_with_the_larger_byte_first_and_a_mark() -> None:
    assert only(("\ufeff" + PEOPLE).encode("utf-16-be")).headers == ["Name", "E-mail", "Start"]


def test_windows_1252() -> None:
    assert grid(only(WESTERN.encode("cp1252"))) == [["Siân O’Neill", "Bärn"]]


def test_a_stated_separator_is_believed() -> None:
    assert only(b"sep=;\r\nName, town;Post\r\nx, y;z\r\n").headers == ["Name, town", "Post"]


@pytest.mark.parametrize(
    "content, headers",
    [
        ("Name;Post\nJones, Siân;a\nWynn, Ann;b\n", ["Name", "Post"]),
        ("Name\tPost\nJones, Siân\ta\n", ["Name", "Post"]),
        ("Name;Home;Post\nJones;1 High St, Town;a\nWynn;2 Low St, Town, Shire;\n", ["Name", "Home", "Post"]),
        ("Students of 2026, full-time\nName;Home;Post\nJones;x;a\nWynn;y;z\n", ["Name", "Home", "Post"]),
        ("Name,Post\na\tb\tc,d\ne\tf\tg,h\n", ["Name", "Post"]),
        ("Family, given;Home;Post\nJones, Siân;Bala;a\n", ["Family, given", "Home", "Post"]),
        ("Name\nSiân\n王芳\n", ["Name"]),
        ('"Name","Post"\n"Jones, Siân","a ""b"""\n', ["Name", "Post"]),
    ],
)
def test_the_separator_is_found(content: str, headers: list[str]) -> None:
    assert only(content.encode()).headers == headers


def test_white_space_invisible_characters_and_accents_are_tidied() -> None:
    sheet = only("\u200bName , Town\nSia\u0302n\u00a0  Jones,\u3000Bala \n王芳,-\n".encode())
    assert sheet.headers == ["Name", "Town"]
    assert grid(sheet) == [["Siân Jones", "Bala"], ["王芳", "-"]]


def test_blank_rows_and_columns_are_passed_over_and_rows_keep_their_numbers() -> None:
    sheet = only(b"\nName,,Town,,\n,,,,\nAnn,,Bala,,\n\n  ,\nBo\n,,\n")
    assert sheet.headers == ["Name", "Town"]
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (4, {"Name": "Ann", "Town": "Bala"}),
        (7, {"Name": "Bo", "Town": None}),
    ]


def test_a_title_above_the_headings_is_passed_over() -> None:
    sheet = only(b"Cohort 2026\n\nName,Town\nAnn,Bala\n")
    assert sheet.headers == ["Name", "Town"]
    assert sheet.rows[0].number == 4


def test_a_cell_may_hold_several_lines() -> None:
    sheet = only(b'Name,Note\nAnn,"one\r\ntwo"\nBo,x\n')
    assert grid(sheet) == [["Ann", "one two"], ["Bo", "x"]]
    assert sheet.rows[1].number == 3


def test_the_name_comes_from_the_last_part_of_a_path() -> None:
    assert only(b"a,b\n1,2\n", r"C:\cohorts\our students.csv").name == "our students"


def test_a_heading_of_the_same_letters_as_a_zip_file_is_a_heading() -> None:
    assert only(b"PK,Name\n1,Ann\n").headers == ["PK", "Name"]


def test_headings_alone_are_a_sheet_without_rows() -> None:
    assert only(b"Name,Town\n").rows == []


# XLSX


def test_excel_cells_keep_their_kinds() -> None:
    rows: list[list[object]] = [
        ["Name", "Number", "Start", "Seen", "Share", "Yes", "Empty"],
        ["Siân", 20481234, dt.date(2026, 9, 12), HALF_PAST, 0.5, True, None],
        ["Þóra", 1, MIDNIGHT, dt.time(9, 30), -1, False],
    ]
    sheet = only(workbook({"Students": rows}), "cohort.xlsx")
    assert sheet.name == "Students"
    assert sheet.headers == rows[0]
    assert grid(sheet) == [
        ["Siân", 20481234, dt.date(2026, 9, 12), HALF_PAST, 0.5, True, None],
        ["Þóra", 1, dt.date(2026, 9, 12), dt.time(9, 30), -1, False, None],
    ]


def test_formulas_are_never_worked_out() -> None:
    data = workbook({"S": [["Name", "Sum"], ["Ann", "=1+1"]]})
    assert grid(only(edited(data, SHEET, "</f><v>0</v>", "</f><v>7</v>"))) == [["Ann", 7]]
    assert grid(only(edited(data, SHEET, "</f><v>0</v>", "</f>"))) == [["Ann", None]]


def test_a_length_of_time_is_text() -> None:
    data = edited(
        workbook({"S": [["Name", "Long"], ["Ann", dt.date(2026, 9, 12)]]}), "xl/styles.xml", "dd/mm/yyyy", "[h]:mm"
    )
    data = edited(data, SHEET, "<v>46277</v>", "<v>1.0625</v>")
    assert grid(only(data)) == [["Ann", "25:30"]]


def test_line_breaks_that_excel_writes_as_code_are_white_space() -> None:
    data = edited(
        workbook({"S": [["Name", "Note"], ["Ann", "one two"]]}), "xl/sharedStrings.xml", "one two", "one_x000D_\ntwo"
    )
    assert grid(only(data)) == [["Ann", "one two"]]


def test_a_wrong_size_is_not_believed() -> None:
    data = workbook({"S": [["Name", "Town"], ["Ann", "Bala"]]})
    assert grid(only(edited(data, SHEET, 'ref="A1:B2"', 'ref="A1"'))) == [["Ann", "Bala"]]


def test_a_far_away_row_of_nothing_is_passed_over() -> None:
    data = workbook({"S": [["Name", "Town"], ["Ann", "Bala"]]})
    far = '<row r="99999999999"><c r="A1"/></row></sheetData>'
    assert grid(only(edited(data, SHEET, "</sheetData>", far))) == [["Ann", "Bala"]]


def test_empty_hidden_and_unwanted_sheets_are_left_out() -> None:
    page = [["Name", "Town"], ["Ann", "Bala"]]
    data = workbook({"Students": page, "Lists": page, "Read me": page, "Sheet4": []}, hidden="Lists")
    assert [sheet.name for sheet in read(data, "a.xlsx").sheets] == ["Students", "Read me"]
    assert [sheet.name for sheet in read(data, "a.xlsx", wanted="Students".__eq__).sheets] == ["Students"]


# Headings by other names


def test_headings_are_renamed_and_their_writing_kept() -> None:
    sheet = only(b"FULL  NAME,e-mail ADDRESS *,Start,Extra\nAnn,a@b.uk,1/2/26,x\n").renamed(STUDENTS)
    assert sheet.headers == ["name", "email", "start", "Extra"]
    assert sheet.rows[0].cells == {"name": "Ann", "email": "a@b.uk", "start": "1/2/26", "Extra": "x"}
    assert sheet.written == {"name": "FULL NAME", "email": "e-mail ADDRESS *", "start": "Start", "Extra": "Extra"}


def test_two_headings_for_one_thing_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        only(b"Mail,E-mail\na@b.uk,c@d.uk\n").renamed({"email": ["Mail", "E-mail"]})
    assert str(refused.value) == "“students” has two columns for the same thing, “Mail” and “E-mail”: delete one."


# Refusals


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "“students.csv” has nothing in it: choose a file with headings and at least one row."),
        (b" \n,,\n", "“students.csv” has nothing in it: choose a file with headings and at least one row."),
        (b"\x89PNG\r\n\x1a\n\0\0", "“students.csv” is not a sheet: choose a CSV or Excel (.xlsx) file."),
        (b"%PDF-1.7\n\x81\x01", "“students.csv” is not a sheet: choose a CSV or Excel (.xlsx) file."),
        (b"Name,\x81\n", "“students.csv” is not a sheet: choose a CSV or Excel (.xlsx) file."),
        (
            b" <html><table>",
            "“students.csv” is neither CSV nor .xlsx: open it, save it as .xlsx and choose that file.",
        ),
        (
            b'Name,Town\nAnn,"Bala\nBo,x\n',
            "“students.csv” has a quotation mark in row 2 that is not closed: correct it or save it as .xlsx.",
        ),
        (
            b"Name,Town\nAnn,Bala\nBo," + b"x" * 200_000,
            "“students.csv” has a quotation mark in row 3 that is not closed: correct it or save it as .xlsx.",
        ),
        (b"Name,Email,E-MAIL\n", "“students” has two columns called “E-MAIL”: rename or delete one."),
        (
            b"Ann,ann@uni.ac.uk\nBo,bo@uni.ac.uk\n",
            "“students” has no headings: row 1 should name the columns, but it holds “ann@uni.ac.uk”.",
        ),
        (b"Ann,12/9/2026\n", "“students” has no headings: row 1 should name the columns, but it holds “12/9/2026”."),
        (b"Ann,2048\n", "“students” has no headings: row 1 should name the columns, but it holds “2048”."),
        (
            b"Name,Town\nJones, Ann,Bala\n",
            "“students” has an entry in column C, row 2, but that column has no heading.",
        ),
        (
            b"Name,,Town\nJones,Ann,Bala\n",
            "“students” has an entry in column B, row 2, but that column has no heading.",
        ),
        (
            b"Name" + b",x" * 200,
            "“students” has more than 200 columns in row 1: delete those that are not needed.",
        ),
        (b"Name\n" + b"Ann\n" * 10_001, "“students” has more than 10,000 rows: split it into smaller files."),
        (
            reading.OLE + b"Workbook",
            "“students.csv” is in the old Excel format: open it in Excel, save it as .xlsx and choose that file.",
        ),
        (
            reading.OLE + reading.LOCKED_PART,
            "“students.csv” is locked with a password: save a copy without one and choose that file.",
        ),
        (
            b"PK\3\4 and then nothing",
            "“students.csv” cannot be opened: open it in Excel, save it again as .xlsx and choose that file.",
        ),
        (
            archive({"content.xml": "", "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "“students.csv” is neither CSV nor .xlsx: open it, save it as .xlsx and choose that file.",
        ),
        (archive({"word/document.xml": ""}), "“students.csv” is not a sheet: choose a CSV or Excel (.xlsx) file."),
        (workbook({"S": []}), "“students.csv” has nothing in it: choose a file with headings and at least one row."),
        (
            archive({"xl/bomb": "0" * (xlsx_files.MAX_UNZIPPED + 1)}),
            "“students.csv” is too large: split it into smaller files.",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, sentence: str) -> None:
    assert refusal(content) == sentence


def test_ten_thousand_rows_are_read() -> None:
    assert len(only(b"Name\n" + b"Ann\n" * 10_000).rows) == 10_000


def test_a_number_or_a_date_is_no_heading_in_excel() -> None:
    assert "holds “2026-09-12”" in refusal(workbook({"S": [["Name", dt.date(2026, 9, 12)]]}))


def test_a_part_that_declares_entities_is_refused() -> None:
    data = workbook({"S": [["Name", "Town"]]})
    assert "cannot be opened" in refusal(edited(data, SHEET, "<worksheet", "<!DOCTYPE worksheet><worksheet"))


def test_an_encrypted_archive_is_locked() -> None:
    data = bytearray(workbook({"S": [["Name", "Town"]]}))
    data[data.index(b"PK\x01\x02") + 8] |= xlsx_files.ENCRYPTED
    assert "locked with a password" in refusal(bytes(data))


@unhurried
@given(st.data())
def test_a_broken_workbook_is_read_or_refused_and_never_breaks_the_reader(draw: st.DataObject) -> None:
    data = bytearray(WHOLE)
    for _ in range(draw.draw(st.integers(1, 4))):
        data[draw.draw(st.integers(0, len(data) - 1))] = draw.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert read(bytes(data), "broken.xlsx").sheets


@unhurried
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(Unreadable):
        assert read(data, "any.csv").sheets


WHOLE = workbook({"S": [["Name", "Town"], ["Ann", "Bala"]]})


# Speed, by counting


def calls(act: Callable[[], object]) -> int:
    """Count the Python calls that an act makes, which unlike its time is the same on every machine."""
    count = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


def cohort(rows: int) -> list[list[object]]:
    return [["Name", "E-mail", "Start"], *([f"Siân {n}", f"s{n}@uni.ac.uk", dt.date(2026, 9, 1)] for n in range(rows))]


@pytest.mark.parametrize("make", [lambda rows: workbook({"S": cohort(rows)}), lambda rows: csv_of(cohort(rows))])
def test_the_work_grows_no_faster_than_the_rows(make: Callable[[int], bytes]) -> None:
    small, large = make(200), make(2_000)
    assert len(only(large).rows) == 2_000
    assert calls(lambda: only(large)) < 11 * calls(lambda: only(small))
    assert calls(lambda: only(large)) < 2_000 * 400


def csv_of(rows: list[list[object]]) -> bytes:
    return "\n".join(",".join(str(cell) for cell in row) for row in rows).encode()
