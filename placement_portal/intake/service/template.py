"""The template: a sheet of headings for each kind, and one that explains every column with an example."""

from typing import Final

from placement_portal import sheets
from placement_portal.intake.rules import KINDS_OF, ImportKind
from placement_portal.intake.service.columns import COLUMNS, Column
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import OrganisationKind
from placement_portal.sheets import Table
from placement_portal.web.labels import label

HOW: Final = "How to fill this in"
HEADINGS: Final = ("On this sheet", "Column", "Needed", "What to write", "Example")
OTHERWISE: Final = frozenset({"first", "last"})
"""Columns that are read but not offered."""


def workbook(organisation: Organisation) -> bytes:
    """Return the template as a workbook."""
    kinds = KINDS_OF[organisation.kind]
    explained = [
        (label(kind).text, column.heading, _needed(column, organisation.kind), column.explain, column.example)
        for kind in kinds
        for column in _offered(kind)
    ]
    empty = [Table(label(kind).text, [column.heading for column in _offered(kind)], []) for kind in kinds]
    return sheets.write_xlsx([*empty, Table(HOW, HEADINGS, explained)])


def headings(kind: ImportKind) -> bytes:
    """Return the headings of one kind as CSV."""
    return sheets.write_csv([column.heading for column in _offered(kind)], [])


def _offered(kind: ImportKind) -> list[Column]:
    return [column for column in COLUMNS[kind] if column.name not in OTHERWISE]


def _needed(column: Column, importer: OrganisationKind) -> str:
    by_universities = column.name == "provider" and importer is OrganisationKind.UNIVERSITY
    return "Yes" if column.needed or column.name == "name" or by_universities else ""
