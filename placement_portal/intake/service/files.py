"""Files as rows of one kind each: which sheet holds what, which columns it has, what each cell says."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from placement_portal import sheets
from placement_portal.intake.models import ImportFile
from placement_portal.intake.rules import KINDS_OF, MOST_ROWS, ImportKind, Problem
from placement_portal.intake.service.columns import COLUMNS, NAMED, Column
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.sheets import CellError, Row, Sheet, Unreadable, Workbook
from placement_portal.web.labels import label

LETTERS: Final = re.compile(r"[^\W\d_]+")
NAME_MISSING: Final = "The column Name is missing: add it, or First name and Last name."
NOT_YOURS: Final = "A provider cannot bring in {}: the university does. This sheet was not read."
UNKNOWN: Final = (
    "It is not clear what this sheet holds: call it Students, Supervisors, Settings, Placements or Assignments."
)
NOTHING: Final = "There is not one row below the headings."
TOO_MANY: Final = f"There are more than {MOST_ROWS:,} rows: send them in several parts."


@dataclass(frozen=True, slots=True)
class Line:
    """One row whose cells could be read: values by column, and each column's heading as it was written."""

    kind: ImportKind
    sheet: str
    number: int
    values: Mapping[str, Any]
    headings: Mapping[str, str]

    def __getitem__(self, column: str) -> Any:
        """Return a value, None when the cell is empty or there is no such column."""
        return self.values.get(column)

    def problem(self, column: str, sentence: str) -> Problem:
        """Return what is wrong with a cell of this row."""
        return Problem(self.sheet, self.number, self.headings.get(column, ""), sentence)


@dataclass(slots=True)
class Rows:
    """Everything that files said: rows to use, what is wrong, what was not read, and how many rows were seen."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    seen: dict[ImportKind, int] = field(default_factory=dict)


def read(files: Iterable[ImportFile], importer: OrganisationKind) -> Rows:
    """Read every sheet of every file; what cannot be read is a problem, never an error."""
    rows = Rows()
    for file in files:
        try:
            book = _open(file)
        except Unreadable as unreadable:
            rows.problems.append(Problem(file.name, 0, "", str(unreadable)))
        else:
            for sheet in book.sheets:
                _read_sheet(sheet, importer, rows)
    if sum(rows.seen.values()) > MOST_ROWS:
        rows.lines, rows.problems = [], [Problem("", 0, "", TOO_MANY)]
    if not rows.seen and not rows.problems:
        rows.problems.append(Problem("", 0, "", NOTHING))
    rows.lines.sort(key=lambda line: list(ImportKind).index(line.kind))
    return rows


def kind_of(sheet: Sheet) -> ImportKind | None:
    """Return what a sheet holds: by its name, or else by the kind whose needed columns it has."""
    named = _kind_named(sheet.name)
    if named:
        return named
    fitting = [kind for kind in ImportKind if not _missing(sheet, kind)]
    return max(fitting, key=lambda kind: len(_columns_in(sheet, kind)), default=None)


def _open(file: ImportFile) -> Workbook:
    """Read the sheets that say by their name what they hold; all of them when none does."""
    titles: list[str] = []

    def wanted(title: str) -> bool:
        titles.append(title)
        return _kind_named(title) is not None

    try:
        return sheets.read(file.content, file.name, wanted=wanted)
    except Unreadable:
        if not titles or any(map(_kind_named, titles)):
            raise
    return sheets.read(file.content, file.name)


def _kind_named(title: str) -> ImportKind | None:
    found = (NAMED.get(word.casefold()) for word in LETTERS.findall(title))
    return next(filter(None, found), None)


def _names(kind: ImportKind) -> dict[str, Sequence[str]]:
    return {column.name: (column.heading, *column.aliases) for column in COLUMNS[kind]}


def _columns_in(sheet: Sheet, kind: ImportKind) -> list[Column]:
    known = {sheets.key(alias): column for column in COLUMNS[kind] for alias in _names(kind)[column.name]}
    return [known[sheets.key(header)] for header in sheet.headers if sheets.key(header) in known]


def _missing(sheet: Sheet, kind: ImportKind) -> list[str]:
    """Return what is wrong with the columns of a sheet, as sentences."""
    there = {column.name for column in _columns_in(sheet, kind)}
    missing = [column.heading for column in COLUMNS[kind] if column.needed and column.name not in there]
    sentences = [f"The column {heading} is missing: add it." for heading in missing]
    people = kind in (ImportKind.STUDENTS, ImportKind.SUPERVISORS)
    return [*sentences, NAME_MISSING] if people and not there & {"name", "first", "last"} else sentences


def _read_sheet(sheet: Sheet, importer: OrganisationKind, rows: Rows) -> None:
    kind = kind_of(sheet)
    if kind is None:
        rows.problems.append(Problem(sheet.name, 0, "", UNKNOWN))
        return
    if kind not in KINDS_OF[importer]:
        rows.problems.append(Problem(sheet.name, 0, "", NOT_YOURS.format(label(kind).text.lower())))
        return
    if sheet.rows:
        _read_rows(sheet, kind, rows)


def _read_rows(sheet: Sheet, kind: ImportKind, rows: Rows) -> None:
    missing = _missing(sheet, kind)
    rows.seen[kind] = rows.seen.get(kind, 0) + len(sheet.rows)
    if missing:
        rows.problems += [Problem(sheet.name, 0, "", sentence) for sentence in missing]
        return
    try:
        named = sheet.renamed(_names(kind))
    except Unreadable as unreadable:
        rows.problems.append(Problem(sheet.name, 0, "", str(unreadable)))
        return
    columns = {column.name: column for column in COLUMNS[kind]}
    rows.not_read += [f"{sheet.name}: {named.written[each]}" for each in named.headers if each not in columns]
    for row in named.rows:
        _read_row(named, row, kind, rows)


def _read_row(sheet: Sheet, row: Row, kind: ImportKind, rows: Rows) -> None:
    values: dict[str, Any] = {}
    wrong: list[Problem] = []
    for column in COLUMNS[kind]:
        cell = row.cells.get(column.name)
        try:
            values[column.name] = column.parse(cell) if cell is not None or column.needed else None
        except CellError as error:
            wrong.append(Problem(sheet.name, row.number, sheet.written.get(column.name, column.heading), str(error)))
    if "first" in values:
        wrong += _whole_name(sheet, row, values)
    rows.problems += wrong
    if not wrong:
        rows.lines.append(Line(kind, sheet.name, row.number, values, sheet.written))


def _whole_name(sheet: Sheet, row: Row, values: dict[str, Any]) -> list[Problem]:
    """Join first and last name where there is no whole one; say so when there is none at all."""
    parts = [values.get(part) for part in ("first", "last")]
    values["name"] = values.get("name") or " ".join(filter(None, parts))
    if values["name"] or not all(_is_empty(row, part) for part in ("name", "first", "last")):
        return []
    return [Problem(sheet.name, row.number, sheet.written.get("name", "First name"), "This is missing.")]


def _is_empty(row: Row, column: str) -> bool:
    return row.cells.get(column) is None
