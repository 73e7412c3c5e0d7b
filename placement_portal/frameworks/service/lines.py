"""Domains and competencies as rows of a sheet: the columns, reading them with every mistake named, writing them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from placement_portal import sheets
from placement_portal.frameworks.models import CODE_LENGTH, DESCRIPTION_LENGTH, ITEM_LENGTH, WORDS_LENGTH
from placement_portal.frameworks.queries import known_of
from placement_portal.frameworks.rules import (
    MOST_COMPETENCIES,
    CompetencyFacts,
    Content,
    DomainFacts,
    Item,
    LevelFacts,
    LevelKind,
    Wrong,
    problems,
)
from placement_portal.sheets import Cell, CellError, Row, Sheet

CODE, UNDER, NAME, WHAT, ONCE, HEADINGS = "Code", "Under", "Name", "What it means", "Signed off once", "Headings"
ALIASES: Final = {
    CODE: ("Number", "Id", "Ref"),
    UNDER: ("Parent", "Domain"),
    NAME: ("Competency", "Title", "Item"),
    WHAT: ("Description", "Meaning"),
    ONCE: ("Once", "Sign off once"),
    HEADINGS: ("Standards", "Regulator headings"),
}
NO_COLUMN: Final = "The column “{}” is missing: add it."
TOO_MANY: Final = f"The file has {{}} competencies. A framework has at most {MOST_COMPETENCIES}: nobody can rate more."
NO_HEADING: Final = "There is no heading {} on the list of this framework: use {}, or add it to the list first."


@dataclass(slots=True)
class Lines:
    """What a sheet says, and what is wrong with it."""

    domains: list[DomainFacts] = field(default_factory=list)
    competencies: list[CompetencyFacts] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)


def headings_for(content: Content) -> list[str]:
    """Return the columns of the sheet of a framework: its years and levels have one each."""
    years = [_year(number) for number in range(1, content.years + 1)]
    return [CODE, UNDER, NAME, WHAT, ONCE, HEADINGS, *years, *(each.name for each in _judged(content))]


def rows_of(content: Content) -> Iterable[Sequence[Cell]]:
    """Yield a framework as rows, each domain before its competencies."""
    names = {each.code: each.name for each in content.levels}
    years, levels = [str(year) for year in range(1, content.years + 1)], _judged(content)
    for domain in content.domains:
        yield [domain.code, None, domain.name, domain.description, *_empty(2 + len(years) + len(levels))]
        for each in content.competencies:
            if each.under == domain.code:
                told: list[Cell] = [each.code, each.under, each.name, each.description, each.once]
                expected = (names.get(each.expected.get(year, "")) for year in years)
                words = (each.descriptors.get(level.code) for level in levels)
                yield [*told, "; ".join(each.headings), *expected, *words]


def _empty(cells: int) -> list[Cell]:
    return [None] * cells


def read_lines(sheet: Sheet, base: Content) -> Lines:
    """Read a sheet against the years, scale, headings and lines of a framework."""
    columns = headings_for(base)
    sheet = sheet.renamed({each: ALIASES.get(each, ()) for each in columns})
    absent = [NO_COLUMN.format(each) for each in (CODE, UNDER, NAME) if each not in sheet.headers]
    if absent:
        return Lines(wrong=[Wrong(0, "", sentence) for sentence in absent])
    reader = _Reader(base)
    read = [reader.line(row) for row in sheet.rows]
    lines = reader.lines
    lines.not_read = [sheet.written[each] for each in sheet.headers if each not in columns]
    items = [each for each in read if each]
    lines.wrong += problems(items, known_of(base))
    if len(lines.competencies) > MOST_COMPETENCIES:
        lines.wrong.append(Wrong(0, "", TOO_MANY.format(f"{len(lines.competencies):,}")))
    lines.wrong.sort()
    return lines


class _Reader:
    """Reads one row after another, and notes what is wrong with each."""

    def __init__(self, base: Content) -> None:
        self.lines, self.base = Lines(), base
        self.headings = {sheets.key(each.code): each.code for each in base.headings}
        judged = _judged(base)
        named = {each.name: each.code for each in judged}
        self.level = sheets.optional(sheets.choice({**named, **{each.code: each.code for each in judged}}))
        self.years = {_year(number): str(number) for number in range(1, base.years + 1)}
        self.words = {each.name: each.code for each in judged}

    def line(self, row: Row) -> Item | None:
        """Read one row; None when it cannot be placed among the others."""
        before = len(self.lines.wrong)
        code = self._cell(row, CODE, _short)
        under = self._cell(row, UNDER, sheets.optional(_short)) or ""
        name = self._cell(row, NAME, lambda cell: sheets.text(cell, ITEM_LENGTH))
        what = self._cell(row, WHAT, sheets.optional(lambda cell: sheets.text(cell, DESCRIPTION_LENGTH))) or ""
        more = self._competency(row) if under else {}
        if len(self.lines.wrong) == before:
            if under:
                self.lines.competencies.append(CompetencyFacts(code, under, name, what, **more))
            else:
                self.lines.domains.append(DomainFacts(code, name, what))
        return Item(row.number, code, under) if code else None

    def _competency(self, row: Row) -> dict[str, Any]:
        expected = {year: self._cell(row, column, self.level) for column, year in self.years.items()}
        words = sheets.optional(lambda cell: sheets.text(cell, WORDS_LENGTH))
        descriptors = {code: self._cell(row, column, words) for column, code in self.words.items()}
        return {
            "once": self._cell(row, ONCE, sheets.optional(sheets.yes_no)) or False,
            "headings": self._cell(row, HEADINGS, self._headings) or (),
            "expected": {year: level for year, level in expected.items() if level},
            "descriptors": {code: text for code, text in descriptors.items() if text},
        }

    def _headings(self, cell: Cell) -> tuple[str, ...]:
        typed = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell or "")
        found = []
        for each in typed.replace(",", ";").split(";"):
            if sheets.key(each) and sheets.key(each) not in self.headings:
                raise CellError(NO_HEADING.format(f"“{each.strip()[:CODE_LENGTH]}”", self._offered()))
            if sheets.key(each):
                found.append(self.headings[sheets.key(each)])
        return tuple(dict.fromkeys(found))

    def _offered(self) -> str:
        codes = [each.code for each in self.base.headings]
        return f"{codes[0]} to {codes[-1]}" if codes else "none, because the list is empty"

    def _cell(self, row: Row, column: str, read: Callable[[Cell], Any]) -> Any:
        try:
            return read(row.cells.get(column))
        except CellError as error:
            self.lines.wrong.append(Wrong(row.number, column, str(error)))
            return None


def _short(cell: Cell) -> str:
    """Read a code; a spreadsheet makes a number of 1 and of 1.1, so numbers are read as they look."""
    return sheets.text(str(cell) if isinstance(cell, int | float) else cell, CODE_LENGTH)


def _judged(content: Content) -> list[LevelFacts]:
    return [each for each in content.levels if each.kind is LevelKind.JUDGED]


def _year(number: int) -> str:
    return f"Year {number}"
