"""What universities really send: other encodings, separators, dates, headings and names."""

import datetime as dt
from io import BytesIO

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from placement_portal.accounts.models import Address, Person
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import OpeningBalance, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, StudentStatus
from tests import world
from tests.conftest import Given, SignIn
from tests.intake.files import PLACEMENTS, STUDENTS, lines, load, numbers, problems, send, workbook
from tests.world import Cast

COURSE = ("MA Music Therapy", "Autumn start", "Year 1")
US = "Fenland Music Service"


def people() -> dict[str, str]:
    """Return the names of those whose address begins with new, by address as written."""
    wanted = sa.select(Address.written, Person.name).join(Address.person).where(Address.folded.like("new%"))
    return {row.written: row.name for row in db.session.execute(wanted)}


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode(),
        lambda text: text.replace(",", ";").encode("utf-8-sig"),
        lambda text: text.replace(",", "\t").encode("utf-16"),
    ],
    ids=["bom", "plain", "semicolons", "tabs"],
)
def test_csv_in_many_encodings(cast: Cast, looking: Given, sign_in: SignIn, encode: object) -> None:
    assert callable(encode)
    names = ("Siân Ŵyn-O'Neill", "Þóra", "王芳")
    rows = [(f"  {name}  ", f"New.{n}@EXAMPLE.org ", "", "") for n, name in enumerate(names)]
    text = lines(("Full name", "University E-mail", "Year", "Tutor group"), *rows)
    browser = sign_in(cast.lead)
    page = send(browser, cast.university.id, ("students 2026.csv", encode(text)))
    assert (problems(page), numbers(page)) == ([], {"Students": [3, 0, 0, 0]})
    assert "students 2026: Tutor group" in page.text
    browser.submit("/imports", press="Import")
    with looking():
        assert people() == {f"New.{n}@example.org": name for n, name in enumerate(names)}


def test_windows_1252_first_and_last_names_and_no_clue_in_the_name(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    content = lines(("Forename", "Surname", "Email"), ("Zoë", "O’Neill", "new@example.org"), ("Cher", "", "new2@x.org"))
    browser = sign_in(cast.lead)
    page = load(browser, cast.university.id, content.encode("cp1252"), "export.csv")
    assert numbers(page) == {"Students": [2, 0, 0, 0]}
    with looking():
        assert people() == {"new@example.org": "Zoë O’Neill", "new2@x.org": "Cher"}


@pytest.mark.parametrize(
    "starts, ends",
    [
        ("21/09/2026", "18/06/2027"),
        ("2026-09-21", "2027-06-18"),
        (dt.date(2026, 9, 21), dt.date(2027, 6, 18)),
        ("21 September 2026", "Fri 18 Jun 2027"),
    ],
)
def test_dates_as_people_write_them(cast: Cast, looking: Given, sign_in: SignIn, starts: object, ends: object) -> None:
    row = (None, "foreign", None, None, "willow bank school", starts, ends, "2,5", "active")
    row = (None, "student@example.org", *row[2:])
    headings = ("Ref", "Student e-mail", "Year", "Host", "School", "Start date", "End date", "Days per week", "Status")
    browser = sign_in(cast.university_coordinator)
    page = load(browser, cast.university.id, workbook(("Placements", headings, [row])))
    assert numbers(page) == {"Placements": [0, 1, 0, 0]}
    with looking():
        kept = db.session.get_one(Placement, cast.placement.id)
        assert (kept.starts, kept.ends) == (dt.date(2026, 9, 21), dt.date(2027, 6, 18))
        assert str(kept.days_a_week) == "2.5"


def test_a_cohort_that_joins_in_the_middle_brings_its_hours(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    extra = ("Direct hours so far", "Direct sessions so far", "Supervision hours so far", "Training hours so far")
    rows: list[tuple[object, ...]] = [
        ("N1", "New", "new@example.org", *COURSE, "Interrupted", 12.5, 15, "10:30", dt.time(2, 15)),
        ("N2", "New Two", "new2@example.org", *COURSE, "repeating", None, None, None, None),
    ]
    browser = sign_in(cast.lead)
    content = workbook(("Students", (*STUDENTS, *extra), rows))
    assert numbers(load(browser, cast.university.id, content)) == {"Students": [2, 0, 0, 0]}
    with looking():
        balances = {each.group: (each.minutes, each.sessions) for each in db.session.scalars(sa.select(OpeningBalance))}
        assert balances == {
            CategoryGroup.DIRECT: (750, 15),
            CategoryGroup.SUPERVISION: (630, 0),
            CategoryGroup.LEARNING: (135, 0),
        }
        statuses = db.session.scalars(
            sa.select(StudentRecord.status).join(Person).where(Person.name.like("New%"))
        ).all()
        assert set(statuses) == {StudentStatus.INTERRUPTED, StudentStatus.REPEATING}
    page = send(browser, cast.university.id, ("again.xlsx", content))
    assert numbers(page) == {"Students": [0, 0, 2, 0]}
    rows[0] = (*rows[0][:7], "13", None, None, None)
    page = send(browser, cast.university.id, ("again.xlsx", workbook(("Students", (*STUDENTS, *extra), rows))))
    assert numbers(page) == {"Students": [0, 1, 1, 0]}
    assert "Direct so far: 13 hours 0 minutes, 15 sessions." in page.text
    browser.submit("/imports", press="Import")
    with looking():
        wanted = sa.select(OpeningBalance.minutes).where(OpeningBalance.group == CategoryGroup.DIRECT)
        assert db.session.scalars(wanted).all() == [780]


def test_a_file_may_say_its_cohort_once(cast: Cast, given: Given, looking: Given, sign_in: SignIn) -> None:
    with given():
        second = world.stage(cast.cohort, 2)
        world.stage(world.cohort(cast.version, "Spring start"))
    browser = sign_in(cast.lead)
    content = lines(("Name", "E-mail"), ("New", "new@example.org")).encode()
    page = send(browser, cast.university.id, ("a.csv", content))
    assert problems(page) == ["a | 2 | – | Name the cohort, or choose one for the whole file."]
    no_stage = lines(("Name", "E-mail", "Cohort"), ("New", "new@example.org", "Autumn start")).encode()
    page = send(browser, cast.university.id, ("a.csv", no_stage))
    assert problems(page) == ["a | 2 | – | Name the stage, or choose one for the whole file."]
    page = send(browser, cast.university.id, ("a.csv", content), stage=str(second.id))
    browser.submit("/imports", press="Import")
    with looking():
        record = db.session.scalars(sa.select(StudentRecord).join(Person).where(Person.name == "New")).one()
        assert record.stage_id == second.id
    by_number = lines(
        ("Name", "E-mail", "Cohort", "Stage"), ("Other", "new3@example.org", "autumn START", "2")
    ).encode()
    load(browser, cast.university.id, by_number, "a.csv")
    with looking():
        record = db.session.scalars(sa.select(StudentRecord).join(Person).where(Person.name == "Other")).one()
        assert record.stage_id == second.id


def test_sheets_of_other_names_are_told_by_their_headings(cast: Cast, sign_in: SignIn) -> None:
    row = (None, "student@example.org", None, None, "Willow Bank School", "1/9/2026", "1/2/2027", 1, None)
    content = workbook(("Sheet1", PLACEMENTS, [row]), ("Empty", ("Name",), []))
    page = send(sign_in(cast.lead), cast.university.id, ("x.xlsx", content))
    assert numbers(page) == {"Placements": [0, 1, 0, 0]}
    assert problems(page)[0].startswith("Empty | – | – | It is not clear what this sheet holds")
    content = workbook(
        ("Students", STUDENTS, [(None, "N", "n@example.org", *COURSE, None)]), ("Notes", ("a", "b"), [(1, 2)])
    )
    page = send(sign_in(cast.lead), cast.university.id, ("x.xlsx", content))
    assert (problems(page), numbers(page)) == ([], {"Students": [1, 0, 0, 0]})


def test_several_files_at_once(cast: Cast, sign_in: SignIn) -> None:
    students = lines(("Ref", "Name", "E-mail"), ("S1", "New", "new@example.org"))
    placements = lines(
        ("Student", "Settings", "Starts", "Ends", "Days a week"),
        ("s1", "Willow Bank School", "1/9/2026", "1/2/2027", "1"),
    )
    files = (("placements.csv", placements.encode()), ("students.csv", students.encode()))
    page = send(sign_in(cast.lead), cast.university.id, *files)
    assert numbers(page) == {"Students": [1, 0, 0, 0], "Placements": [1, 0, 0, 0]}


def test_the_template_comes_back_filled_in(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    browser.get(f"/organisations/{cast.university.id}/import")
    got = browser.click("Download the template (Excel)")
    filled = load_workbook(BytesIO(got.response.data))
    assert filled.sheetnames == [
        "Students",
        "Supervisors",
        "Settings",
        "Placements",
        "Assignments",
        "How to fill this in",
    ]
    filled["Students"].append(["S1", "New", "new@example.org", "MA Music Therapy", "Autumn start", "Year 1"])
    sent = BytesIO()
    filled.save(sent)
    page = send(browser, cast.university.id, ("t.xlsx", sent.getvalue()))
    assert (problems(page), numbers(page)) == ([], {"Students": [1, 0, 0, 0]})


def test_a_kind_of_its_own_as_csv(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.provider_coordinator)
    browser.get(f"/organisations/{cast.provider.id}/import")
    assert "Students (CSV)" not in browser.page.links  # type: ignore[union-attr]
    got = browser.click("Settings (CSV)")
    assert got.response.headers["Content-Disposition"] == 'attachment; filename="settings.csv"'
    assert got.response.text.lstrip("\ufeff").startswith("Ref,Provider,Name,Kind,Place")
    assert browser.get(f"/organisations/{cast.provider.id}/import/template?kind=students").response.data[:2] == b"PK"
