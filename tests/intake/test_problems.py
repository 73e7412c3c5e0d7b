"""Every bad row is named with sheet, row, column and a sentence; nothing of it comes in, and nothing breaks."""

import io
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from placement_portal.placements.models import Placement
from placement_portal.programmes.rules import ProgrammeRoleKind
from tests import world
from tests.conftest import Given, SignIn
from tests.intake.files import HEADINGS, STUDENTS, book, load, numbers, problems, send, workbook
from tests.world import Cast, in_days

COURSE = ("MA Music Therapy", "Autumn start", "Year 1")
US = "Fenland Music Service"
NEW = (None, "New", "new@example.org", *COURSE)
PLACED = (None, "student@example.org", "Year 1", US, "Willow Bank School", "1/9/2026", "1/6/2027", 2)
WILLOW = (None, US, "Willow Bank School", "Special school")
LONG = "ΐ" * 60 + "@" + "a" * 60 + "." + "b" * 50 + ".org"
ASSIGNED = (None, "student@example.org", None, None, "supervisor@example.org", "Supervisor", None, None)


def put(row: tuple[Any, ...], **changes: Any) -> tuple[Any, ...]:
    """Return a row with other cells: `put(NEW, c2="x")`."""
    cells = list(row) + [None] * 9
    for place, value in changes.items():
        cells[int(place[1:])] = value
    return tuple(cells)


BAD: list[tuple[dict[str, list[tuple[Any, ...]]], str]] = [
    ({"Students": [put(NEW, c1=None)]}, "Students | 2 | Name | This is missing."),
    ({"Students": [put(NEW, c2=None)]}, "Students | 2 | E-mail | This is missing."),
    (
        {"Students": [put(NEW, c2="new at example")]},
        "Students | 2 | E-mail | “new at example” is not an e-mail address",
    ),
    (
        {"Students": [put(NEW, c3="MA Nothing")]},
        "Students | 2 | Programme | There is no programme of yours called “MA N",
    ),
    ({"Students": [put(NEW, c3="MSc Art Therapy")]}, "only: MA Music Therapy."),
    (
        {"Students": [put(NEW, c4="Spring")]},
        "Students | 2 | Cohort | There is no cohort called “Spring”, only: Autumn start.",
    ),
    ({"Students": [put(NEW, c5="Year 9")]}, "Students | 2 | Stage | There is no stage of Autumn start called “Year 9”"),
    (
        {"Students": [put(NEW, c6="asleep")]},
        "Students | 2 | Status | Write one of these, not “asleep”: Studying, Interr",
    ),
    (
        {"Students": [put(NEW, c0="A"), put(NEW, c0="a", c2="b@x.org")]},
        "Students | 3 | Ref | This is in row 2 of Students",
    ),
    ({"Students": [NEW, NEW]}, "Students | 3 | E-mail | This is in row 2 of Students already."),
    (
        {"Students": [NEW, put(NEW, c1="Old")]},
        "Students | 3 | Name | This address is New in row 2 of Students: one address",
    ),
    ({"Students": [put(NEW, c0="x" * 61)]}, "Students | 2 | Ref | Use 60 characters or fewer: this has 61."),
    ({"Students": [put(NEW, c2=LONG)]}, "Students | 2 | E-mail | An e-mail address has at most 254 characters."),
    ({"Students": [put(NEW, c0="ß" * 40)]}, "Students | 2 | Ref | Use 60 characters or fewer."),
    ({"Students": [put(NEW, c1="x" * 201)]}, "Students | 2 | Name | Use 200 characters or fewer: this has 201."),
    ({"Supervisors": [(None, "M", "m@x.org", None)]}, "Supervisors | 2 | Provider | This is missing."),
    (
        {"Supervisors": [(None, "M", "m@x.org", "Northmoor Arts Trust")]},
        "Provider | There is no partner called “Northmoor",
    ),
    (
        {"Supervisors": [(None, "M", "m@x.org", US, "Tutor")]},
        "Works as | Write one of these, not “Tutor”: Supervisor, Cl",
    ),
    (
        {"Supervisors": [(None, "M", "m@x.org", US), (None, "M", "M@X.org", US)]},
        "Supervisors | 3 | E-mail | This is in row 2",
    ),
    (
        {"Settings": [put(WILLOW, c3="castle")]},
        "Settings | 2 | Kind | Write one of these, not “castle”: Special school",
    ),
    (
        {"Settings": [WILLOW, put(WILLOW, c2="willow bank  SCHOOL")]},
        "Settings | 3 | Name | This is in row 2 of Settings",
    ),
    (
        {"Settings": [put(WILLOW, c1="University of the Fens")]},
        "Provider | A university has no settings: name the provider.",
    ),
    ({"Placements": [put(PLACED, c5="1/9/2027")]}, "Placements | 2 | Ends | The last day is before the first."),
    (
        {"Placements": [put(PLACED, c5="31/2/2027")]},
        "Placements | 2 | Starts | “31/2/2027” is not a day in the calendar.",
    ),
    ({"Placements": [put(PLACED, c1="S9")]}, "Placements | 2 | Student | Nobody is known by “s9”"),
    (
        {"Placements": [put(PLACED, c1="foreign_student@example.org")]},
        "Student | This person is in none of your cohorts",
    ),
    ({"Placements": [put(PLACED, c2="Year 7")]}, "Placements | 2 | Stage | There is no stage of Autumn start"),
    ({"Placements": [put(PLACED, c4="Hogwarts")]}, "Settings | There is no setting “Hogwarts”: check it"),
    ({"Placements": [put(PLACED, c4="Moor Lane Hospice")]}, "Settings | There is no setting “Moor Lane Hospice”"),
    ({"Placements": [put(PLACED, c4=" ; ")]}, "Placements | 2 | Settings | This is missing."),
    ({"Placements": [put(PLACED, c4=";".join("abcdefghijk"))]}, "Settings | Name 10 or fewer."),
    ({"Placements": [put(PLACED, c7="none")]}, "Days a week | Write days a week such as 2 or 2.5, not “none”."),
    ({"Placements": [put(PLACED, c7=8)]}, "Days a week | Write more than 0 and at most 7 days a week."),
    ({"Placements": [put(PLACED, c7=2.55)]}, "Days a week | Write days a week with one decimal place at most."),
    ({"Placements": [put(PLACED, c8="Paused")]}, "Status | Write one of these, not “Paused”: Proposed"),
    ({"Placements": [PLACED, PLACED]}, "Placements | 3 | Student | This is in row 2 of Placements already."),
    ({"Assignments": [put(ASSIGNED, c1=None)]}, "Assignments | 2 | Placement | Say which placement: its ref, or whose"),
    ({"Assignments": [put(ASSIGNED, c0="P9")]}, "Assignments | 2 | Placement | There is no placement with this ref"),
    (
        {"Assignments": [put(ASSIGNED, c2="Year 3")]},
        "Assignments | 2 | Student | There is no such placement of this student",
    ),
    (
        {"Assignments": [put(ASSIGNED, c4="nobody@x.org")]},
        "Assignments | 2 | Person | Nobody is known by “nobody@x.org”",
    ),
    (
        {"Assignments": [put(ASSIGNED, c4="student@example.org")]},
        "A student cannot supervise or tutor their own placement.",
    ),
    (
        {"Assignments": [put(ASSIGNED, c4="tutor@example.org")]},
        "Person | This person does not supervise for Fenland Music",
    ),
    ({"Assignments": [put(ASSIGNED, c5="Tutor")]}, "Person | This person is no tutor or lead of the programme"),
    ({"Assignments": [put(ASSIGNED, c5=None)]}, "Assignments | 2 | Capacity | This is missing."),
    ({"Assignments": [put(ASSIGNED, c6="1/9/2026", c7="1/8/2026")]}, "To | The last day is before the first."),
    ({"Assignments": [put(ASSIGNED, c7="1/8/1999")]}, "To | The last day is before the first."),
    ({"Assignments": [ASSIGNED, ASSIGNED]}, "Assignments | 3 | Person | This is in row 2 of Assignments already."),
]


@pytest.mark.parametrize("sheets, sentence", BAD, ids=[sentence[:60] for _, sentence in BAD])
def test_a_bad_row_is_named_and_left_out(
    cast: Cast, looking: Given, sign_in: SignIn, sheets: dict[str, list[tuple[Any, ...]]], sentence: str
) -> None:
    browser = sign_in(cast.university_coordinator)
    full = {name: [row[: len(HEADINGS[name])] for row in rows] for name, rows in sheets.items()}
    page = send(browser, cast.university.id, ("c.xlsx", book(**full)))
    assert page.status == 200
    assert len(problems(page)) == 1
    assert sentence in problems(page)[0]
    kind = next(iter(sheets))
    assert numbers(page)[kind][3] == 1


def test_all_or_nothing_unless_ticked(cast: Cast, looking: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    content = book(Students=[NEW, put(NEW, c1="Two", c2="wrong")[:7]])
    page = send(browser, cast.university.id, ("c.xlsx", content))
    refused = browser.submit("/imports", press="Import")
    assert refused.status == 422
    assert refused.errors == ["Some rows cannot be used. Correct the file and send it again, or tick this box."]
    with looking():
        assert not db.session.scalars(sa.select(Person).where(Person.name == "New")).all()
    done = browser.submit("/imports", press="Import", good_rows="y")
    assert numbers(done) == {"Students": [1, 0, 0, 1]}
    assert page.heading == "What this file would do"


def test_a_row_that_needs_a_bad_row_is_bad_too(cast: Cast, sign_in: SignIn) -> None:
    content = book(
        Students=[put(NEW, c0="S1", c2="wrong")[:7]],
        Placements=[put(PLACED, c0="P1", c1="S1")[:9]],
        Assignments=[put(ASSIGNED, c0="P1")[:8]],
    )
    page = send(sign_in(cast.lead), cast.university.id, ("c.xlsx", content))
    assert [each.partition(" | ")[0] for each in problems(page)] == ["Assignments", "Placements", "Students"]
    assert not [form for form in page.forms if "/imports" in form.action]


def test_many_problems_are_counted(cast: Cast, sign_in: SignIn) -> None:
    page = send(sign_in(cast.lead), cast.university.id, ("c.xlsx", book(Students=[put(NEW, c2=None)[:7]] * 130)))
    assert len(problems(page)) == 100
    assert "And 30 more." in page.text


def test_too_many_rows(cast: Cast, sign_in: SignIn) -> None:
    text = "Name,E-mail\r\n" + "N,n@x.org\r\n" * 8_001
    page = send(sign_in(cast.lead), cast.university.id, ("s.csv", text.encode()))
    assert problems(page) == ["File | – | – | There are more than 8,000 rows: send them in several parts."]


def formulas() -> bytes:
    """Return a sheet of formulas that no program ever worked out."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Students"
    sheet.append(list(STUDENTS))
    sheet.append(["=A1", "=B1&C1", "=C1", "=D1", "=E1", "=F1", None])
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("holiday.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4, "“holiday.jpg” is not a sheet"),
        ("x.xlsx", b"PK\3\4 and then nothing", "“x.xlsx” cannot be opened"),
        ("students.csv", b"Name,E-mail\r\n", "There is not one row below the headings."),
        ("students.csv", b"Name\r\nBo\r\n", "The column E-mail is missing: add it."),
        ("students.csv", b"E-mail,Stage\r\nn@x.org,1\r\n", "The column Name is missing: add it, or First name and"),
        ("students.csv", b"Name,Full name,E-mail\r\na,b,c@x.org\r\n", "two columns for the same thing"),
        ("students.csv", b'Name,E-mail\r\n"Bo,n@x.org\r\n', "a quotation mark in row"),
        ("list.csv", b"Colour,Shape\r\nred,round\r\n", "It is not clear what this sheet holds"),
        ("students.csv", b"Ann,ann@example.org\r\nBo,bo@example.org\r\n", "has no headings"),
        ("f.xlsx", formulas(), "There is not one row below the headings."),
        ("s.xlsx", workbook(("Students", ("Name", "E-mail"), [])), "There is not one row below the headings."),
    ],
)
def test_a_bad_file_is_a_sentence(cast: Cast, sign_in: SignIn, name: str, content: bytes, sentence: str) -> None:
    page = send(sign_in(cast.lead), cast.university.id, (name, content))
    assert page.status == 200
    assert any(sentence in each for each in problems(page)), problems(page)


def test_no_file_an_empty_one_and_too_many(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    assert send(browser, cast.university.id).errors == ["Choose a file."]
    page = send(browser, cast.university.id, ("a.csv", b""))
    assert page.errors == ["“a.csv” has nothing in it: choose a file with headings and at least one row."]
    assert page.status == 422
    assert send(browser, cast.university.id, *[("a.csv", b"x")] * 11).errors == ["Choose 10 files or fewer."]
    assert browser.submit("/import", stage=["nonsense"], files=[(io.BytesIO(b"x"), "a.csv")]).status == 422


def test_a_file_over_the_limit_gets_its_own_page(cast: Cast, sign_in: SignIn) -> None:
    body = {"data": b"x" * (5 * 1024 * 1024 + 1), "content_type": "multipart/form-data; boundary=x"}
    page = sign_in(cast.lead)._open("POST", f"/organisations/{cast.university.id}/import", follow=False, **body)
    assert (page.status, page.heading) == (413, "That file is too big")


def test_a_provider_cannot_bring_in_students(cast: Cast, sign_in: SignIn) -> None:
    page = send(sign_in(cast.provider_coordinator), cast.provider.id, ("c.xlsx", book(Students=[NEW])))
    sentence = "Students | – | – | A provider cannot bring in students: the university does. This sheet was not read."
    assert problems(page) == [sentence]


def test_several_placements_of_a_student_need_a_ref(cast: Cast, given: Given, sign_in: SignIn) -> None:
    with given():
        record = db.session.merge(cast.record)
        world.placement(record, db.session.merge(cast.site), starts=in_days(130), ends=in_days(150))
    browser = sign_in(cast.lead)
    page = send(browser, cast.university.id, ("c.xlsx", book(Placements=[PLACED], Assignments=[ASSIGNED])))
    assert len(problems(page)) == 2
    assert all(
        "There is more than one placement of this student there: give its ref." in each for each in problems(page)
    )


def test_two_cohorts_of_one_name_or_student(cast: Cast, given: Given, sign_in: SignIn) -> None:
    with given():
        other = world.programme(db.session.merge(cast.university), "MA Dance")
        world.programme_role(db.session.merge(cast.lead), other, ProgrammeRoleKind.LEAD)
        year = world.stage(world.cohort(world.version(other)))
        world.student(db.session.merge(cast.student), year)
    browser = sign_in(cast.lead)
    content = book(Students=[put(NEW, c3=None)[:7]], Placements=[PLACED])
    found = problems(send(browser, cast.university.id, ("c.xlsx", content)))
    assert "This person is in more than one cohort" in found[0]
    assert "More than one programme has a cohort of this name: name the programme." in found[1]


def test_someone_without_cohorts_is_told_to_set_one_up(given: Given, sign_in: SignIn) -> None:
    with given():
        us = world.university()
        lead = world.person()
        world.member(lead, us, MembershipRole.STAFF)
        world.programme_role(lead, world.programme(us), ProgrammeRoleKind.LEAD)
    page = send(sign_in(lead), us.id, ("c.xlsx", book(Students=[NEW])))
    assert "set one up first" in problems(page)[0]


def test_a_ref_that_stands_for_something_else(cast: Cast, given: Given, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    first = book(
        Students=[put(NEW, c0="A")[:7], put(NEW, c0="B", c1="Other", c2="other.new@x.org")[:7]],
        Settings=[put(WILLOW, c0="W")[:7], (None, US, "Oak", "Other")],
        Placements=[put(PLACED, c0="P", c1="A")[:9]],
    )
    load(browser, cast.university.id, first)
    with given():
        theirs = db.session.merge(cast.other_provider)
        world.partnership(db.session.merge(cast.university), theirs)
        world.site(theirs, "Willow Bank School")
    second = book(
        Students=[put(NEW, c0="A", c1="Other", c2="other.new@x.org")[:7]],
        Settings=[put(WILLOW, c0="W", c2="Oak")[:7], put(WILLOW, c0="W", c1="Northmoor Arts Trust")[:7]],
        Placements=[put(PLACED, c0="P", c1="B")[:9], put(PLACED, c3=None)[:9]],
    )
    assert problems(send(browser, cast.university.id, ("c.xlsx", second))) == [
        "Placements | 2 | Ref | This ref stands for a placement of another student, stage or provider.",
        "Placements | 3 | Settings | More than one provider has a setting called “Willow Bank School”: "
        "name the provider.",
        "Settings | 2 | Name | Another setting is called Oak, and this ref stands for Willow Bank School.",
        "Settings | 3 | Ref | This is in row 2 of Settings already.",
        "Students | 2 | E-mail | This address belongs to somebody else than this ref does.",
    ]
    mixed = [put(WILLOW, c0="W", c1="Northmoor Arts Trust")[:7]]
    found = problems(send(browser, cast.university.id, ("c.xlsx", book(Settings=mixed))))
    assert found == ["Settings | 2 | Ref | This ref stands for a setting of another provider."]
    both = put(PLACED, c3=None, c4="W; Moor Lane Hospice")[:9]
    found = problems(send(browser, cast.university.id, ("c.xlsx", book(Placements=[both]))))
    assert "These settings belong to several providers" in found[0]


def test_a_setting_that_is_no_longer_used_or_out_of_reach(cast: Cast, given: Given, sign_in: SignIn) -> None:
    with given():
        us = db.session.merge(cast.provider)
        world.site(us, "Shut School", retired=True)
        theirs = db.session.merge(cast.other_provider)
        ended = world.partnership(db.session.merge(cast.university), theirs)
    browser = sign_in(cast.lead)
    load(browser, cast.university.id, book(Settings=[("T", "Northmoor Arts Trust", "Mill", "Other")]))
    with given():
        db.session.delete(db.session.merge(ended))
    page = send(browser, cast.university.id, ("c.xlsx", book(Settings=[("T", US, "Mill", "Other")])))
    assert "This ref stands for a setting that is out of your reach." in problems(page)[0]
    page = send(browser, cast.university.id, ("c.xlsx", book(Placements=[put(PLACED, c4="Shut School")[:9]])))
    assert "Shut School is no longer used." in problems(page)[0]
    with given():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Placement)) == 3
