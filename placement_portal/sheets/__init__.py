"""CSV and XLSX in and out: no database, no Flask, no knowledge of what the rows mean."""

from placement_portal.sheets.cells import (
    Cell,
    CellError,
    choice,
    date,
    email,
    email_key,
    key,
    optional,
    text,
    whole_number,
    yes_no,
)
from placement_portal.sheets.reading import read
from placement_portal.sheets.shapes import Columns, Row, Sheet, Unreadable, Workbook
from placement_portal.sheets.writing import Table, Value, stream_csv, write_csv, write_xlsx

__all__ = [
    "Cell",
    "CellError",
    "Columns",
    "Row",
    "Sheet",
    "Table",
    "Unreadable",
    "Value",
    "Workbook",
    "choice",
    "date",
    "email",
    "email_key",
    "key",
    "optional",
    "read",
    "stream_csv",
    "text",
    "whole_number",
    "write_csv",
    "write_xlsx",
    "yes_no",
]
