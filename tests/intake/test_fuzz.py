"""Whatever stands in the cells, there is a page with sentences, and what is good comes in."""

import datetime as dt
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.intake import service
from placement_portal.intake.models import ImportDraft
from placement_portal.intake.rules import ImportKind
from placement_portal.intake.service.columns import COLUMNS
from placement_portal.organisations.models import Organisation
from placement_portal.sheets import Table, write_csv, write_xlsx
from tests.world import Cast

WORDS = st.sampled_from(
    [
        *("student@example.org", "Supervisor@Example.org", "tutor@example.org", "new@x.org", "S1", "P1", "T1"),
        *(
            "MA Music Therapy",
            "Autumn start",
            "Year 1",
            "Fenland Music Service",
            "Willow Bank School",
            "Riverside Centre",
        ),
        *(
            "Active",
            "Studying",
            "Supervisor",
            "Tutor",
            "Special school",
            "1/9/2026",
            "2027-06-01",
            "2",
            "12:30",
            "ß" * 60,
        ),
        *("ß" * 60, "=1+1", "#REF!", ";;", "@", "a@b", "0", "-1", "9" * 30, "x" * 300, "1e400", "nan", "31/02/2026"),
    ]
)
LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
CELLS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    WORDS,
    WORDS,
    LETTERS,
    st.integers(-(10**12), 10**12),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.dates(dt.date(1900, 3, 1), dt.date(2200, 1, 1)),
    st.times().map(lambda time: time.replace(microsecond=0)),
)


@st.composite
def sheets(draw: st.DrawFn) -> list[Table]:
    """Draw sheets of every kind, with our headings and any cells."""
    tables = []
    for kind in draw(st.lists(st.sampled_from(list(ImportKind)), min_size=1, unique=True)):
        headings = [column.heading for column in COLUMNS[kind]]
        row = st.lists(CELLS, min_size=len(headings), max_size=len(headings))
        tables.append(Table(kind.value, headings, draw(st.lists(row, min_size=1, max_size=4))))
    return tables


def bring_in(organisation_id: Any, person_id: Any, files: list[tuple[str, bytes]]) -> None:
    """Plan an import and, when it does something, do it; the database must take every row that was found good."""
    by = db.session.get_one(Person, person_id)
    draft = service.keep(db.session.get_one(Organisation, organisation_id), files, default=None, by=by)
    draft = db.session.scalars(sa.select(ImportDraft).where(ImportDraft.id == draft.id)).one()
    plan = service.make(draft, by=by, lock=True)
    assert all(each.sentence for each in plan.problems)
    if plan.does_something:
        service.apply(draft, plan, by=by)
        db.session.flush()
    rows = {kind: sum(of.values()) for kind, of in plan.counts.items()}
    assert rows == plan.rows.seen


@pytest.mark.parametrize("who", ["lead", "provider_coordinator"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(tables=sheets(), as_csv=st.booleans())
def test_any_cells(app: Flask, cast: Cast, who: str, tables: list[Table], as_csv: bool) -> None:
    organisation = cast.university if who == "lead" else cast.provider
    csv = [(f"{table.name}.csv", write_csv(table.headers, list(table.rows))) for table in tables]
    files = csv if as_csv else [("all.xlsx", write_xlsx(tables))]
    with app.app_context():
        bring_in(organisation.id, cast.people[who].id, files)
        transaction.roll_back()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    content=st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")))
)
def test_any_bytes(app: Flask, cast: Cast, content: bytes) -> None:
    with app.app_context():
        bring_in(cast.university.id, cast.lead.id, [("students.csv", content)])
        transaction.roll_back()
