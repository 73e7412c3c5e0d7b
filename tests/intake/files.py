"""Files as people send them, made on the spot; and sending them."""

import io
from collections.abc import Sequence
from typing import Any

from placement_portal.sheets import Table, write_xlsx
from tests.house.browser import Browser, Page

Rows = Sequence[Sequence[Any]]
STUDENTS = ("Ref", "Name", "E-mail", "Programme", "Cohort", "Stage", "Status")
SUPERVISORS = ("Ref", "Name", "E-mail", "Provider", "Works as")
SETTINGS = ("Ref", "Provider", "Name", "Kind", "Place", "Safeguarding role", "Safeguarding contact")
PLACEMENTS = ("Ref", "Student", "Stage", "Provider", "Settings", "Starts", "Ends", "Days a week", "Status")
ASSIGNMENTS = ("Placement", "Student", "Stage", "Provider", "Person", "Capacity", "From", "To")
HEADINGS = {
    "Students": STUDENTS,
    "Supervisors": SUPERVISORS,
    "Settings": SETTINGS,
    "Placements": PLACEMENTS,
    "Assignments": ASSIGNMENTS,
}


def book(**sheets: Rows) -> bytes:
    """Return a workbook with our headings: `book(Students=[…], Placements=[…])`."""
    return workbook(*((name, HEADINGS[name], rows) for name, rows in sheets.items()))


def workbook(*sheets: tuple[str, Sequence[str], Rows]) -> bytes:
    """Return a workbook with sheets of any name and headings."""
    return write_xlsx([Table(*sheet) for sheet in sheets])


def lines(*rows: Sequence[str], by: str = ",") -> str:
    """Return the text of a CSV file."""
    return "".join(by.join(row) + "\r\n" for row in rows)


def send(browser: Browser, organisation_id: object, *files: tuple[str, bytes], **fields: Any) -> Page:
    """Choose files on the page of an import and send them; return the page that says what they would do."""
    browser.get(f"/organisations/{organisation_id}/import")
    chosen = [(io.BytesIO(content), name) for name, content in files]
    return browser.submit("/import", files=chosen, **fields)


def load(browser: Browser, organisation_id: object, content: bytes, name: str = "cohort.xlsx", **fields: Any) -> Page:
    """Send a file and import it; return the page that says what was done."""
    page = send(browser, organisation_id, (name, content))
    assert page.heading == "What this file would do", page.text
    return browser.submit("/imports", press="Import", **fields)


def problems(page: Page) -> list[str]:
    """Return the table of problems, one line a row."""
    tables = [table for table in page.tree.iter("table") if "Problems" in "".join(table.itertext())]
    rows = [row for table in tables for row in list(table.iter("tr"))[1:]]
    return [" | ".join("".join(cell.itertext()).strip() for cell in row) for row in rows]


def numbers(page: Page) -> dict[str, list[int]]:
    """Return new, changed, kept and left out by kind."""
    table = next(page.tree.iter("table"))
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in list(table.iter("tr"))[1:]]
    return {row[0]: [int(cell) for cell in row[1:]] for row in rows}
