"""Checks from a spreadsheet: what each row comes to, in words; then the good rows, once."""

import io
from collections.abc import Sequence

import pytest
from flask import Flask

from placement_portal import sheets
from placement_portal.clearance import jobs
from placement_portal.clearance.models import ClearanceItem, ClearanceUpload
from placement_portal.clearance.rules import CheckLevel, ClearanceStatus, LateReason, Workforce
from placement_portal.clearance.service import importing
from placement_portal.database import db
from placement_portal.organisations.rules import MembershipRole
from tests import world
from tests.clearance.conftest import Offices
from tests.conftest import Given, SignIn
from tests.house.browser import Browser, Page

HEADINGS = (
    "E-mail",
    "Check",
    "Seen on",
    "Issued on",
    "Sort of check",
    "Covers work with",
    "Last four digits",
    "Done on",
)
DBS = "Enhanced DBS check with the children's barred list"


def url(offices: Offices) -> str:
    return f"/organisations/{offices.cast.university.id}/clearance/import"


def choose(
    browser: Browser, offices: Offices, rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS
) -> Page:
    """Send a CSV file and look at what it would do."""
    content = sheets.write_csv(headings, [tuple(map(str, row)) for row in rows])
    browser.get(url(offices))
    return browser.submit(None, file=(io.BytesIO(content), "checks.csv"))


def good(offices: Offices, who: str = "student", days: int = -20, four: str = "0815") -> tuple[object, ...]:
    seen, issued = (f"{world.in_days(each):%d/%m/%Y}" for each in (days, days - 30))
    return (f"{who}@example.org", DBS, seen, issued, "Enhanced, with barred list", "Children", four, "")


def test_good_rows_are_recorded_once(offices: Offices, sign_in: SignIn, looking: Given) -> None:
    officer = sign_in(offices.officer)
    assert "Bring in checks" in officer.get(url(offices)).text
    training = ("other_student@example.org", "safeguarding_training", *good(offices, days=-1)[2:3], "", "", "", "")
    rows = [good(offices, four="815"), (*training, f"{world.in_days(-9):%d/%m/%Y}")]
    page = choose(officer, offices, rows)
    assert "2 checks would be recorded; none is here already; every row can be used." in page.text
    page = officer.submit()
    assert "2 checks are recorded." in page.text
    with looking():
        made = db.session.query(ClearanceItem).order_by(ClearanceItem.id).all()
        assert [(each.code, each.status, each.late_reason) for each in made] == [
            ("dbs_children", ClearanceStatus.VERIFIED, LateReason.BEFORE_PORTAL),
            ("safeguarding_training", ClearanceStatus.VERIFIED, None),
        ]
        assert (made[0].last_four, made[0].level, made[0].workforces) == (
            "0815",
            CheckLevel.ENHANCED_BARRED,
            [Workforce.CHILDREN],
        )
        assert db.session.query(ClearanceUpload).count() == 0
    page = choose(officer, offices, rows)
    assert "Nothing would be recorded; 2 are here already" in page.text


WRONG = {
    "nobody": ({0: "who@example.org"}, "Nobody with this address is a student or supervisor"),
    "a stranger": ({0: "foreign_student@example.org"}, "Nobody with this address is a student or supervisor"),
    "no check": ({1: "Swimming"}, "You ask for no check with this name"),
    "no day": ({2: ""}, "Seen on: This is missing."),
    "no date": ({3: "soon"}, "Issued on: "),
    "a strange level": ({4: "Very high"}, "Sort of check: "),
    "letters": ({6: "12AB"}, "Enter exactly four digits"),
    "the future": ({2: "1/1/2090"}, "This date is in the future."),
    "no level": ({4: ""}, "Choose which sort of check it is."),
    "adults": ({5: "Adults"}, "covers work with children."),
    "own": ({0: "officer"}, "Nobody decides on their own check."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_a_row_is_said(offices: Offices, sign_in: SignIn, given: Given, wrong: str) -> None:
    cells, sentence = WRONG[wrong]
    with given():
        world.member(offices.officer, offices.cast.university, MembershipRole.SUPERVISOR)
        own = world.address_of(db.session.get_one(type(offices.officer), offices.officer.id))
    row = list(good(offices))
    for place, value in cells.items():
        row[place] = own if value == "officer" else value
    page = choose(sign_in(offices.officer), offices, [row])
    assert "Nothing would be recorded" in page.text
    assert sentence in page.text


def test_good_rows_go_in_without_the_others_when_that_is_ticked(
    offices: Offices, sign_in: SignIn, given: Given, looking: Given
) -> None:
    officer = sign_in(offices.officer)
    rows = [good(offices), good(offices), ("who@example.org", DBS, *good(offices)[2:])]
    page = choose(officer, offices, rows)
    assert "2 rows cannot be used" in page.text
    assert "The same check of the same person stands in an earlier row." in page.text
    page = officer.submit()
    assert page.errors == ["Some rows cannot be used. Correct the file and send it again, or tick this box."]
    page = officer.submit(None, good_rows="y", seen="something else")
    assert page.errors == ["What the file would do has changed since you looked. Look again, then import."]
    page = officer.submit(None, good_rows="y")
    assert "1 check is recorded." in page.text
    choose(officer, offices, rows[:1])
    with looking():
        upload_id = db.session.query(ClearanceUpload).one().id
    page = officer.post(f"/clearance/imports/{upload_id}")
    assert page.errors == ["Nothing would be recorded, so there is nothing to import."]
    assert sign_in(offices.provider_officer).get(f"/clearance/imports/{upload_id}").status == 404


def test_files_that_cannot_be_used_are_answered_in_words(offices: Offices, sign_in: SignIn) -> None:
    officer = sign_in(offices.officer)
    officer.get(url(offices))
    assert officer.submit().errors == ["Choose a file."]
    officer.get(url(offices))
    assert officer.submit(None, file=(io.BytesIO(b""), "empty.csv")).errors[0].startswith("This file has nothing in it")
    page = choose(officer, offices, [("a",)], ["E-mail"])
    assert "The column Check is missing: add it." in page.text
    page = choose(officer, offices, [good(offices)] * 501)
    assert "There are more than 500 rows" in page.text
    officer.get(url(offices))
    page = officer.submit(None, file=(io.BytesIO(b"PK\x03\x04 broken"), "broken.xlsx"))
    assert "The file cannot be used" in page.text


def test_the_template_is_read_as_it_is_written(offices: Offices, sign_in: SignIn) -> None:
    officer = sign_in(offices.officer)
    page = officer.get(f"{url(offices)}/template")
    assert page.response.mimetype == "text/csv"
    headings = sheets.read(page.response.data + b"a,b\r\n", "checks.csv").sheets[0].headers
    assert set(HEADINGS) <= set(headings)


def test_a_file_is_forgotten_after_an_hour(offices: Offices, app: Flask, given: Given, looking: Given) -> None:
    with given():
        first = importing.keep(offices.cast.university, "a.csv", b"a", by=offices.officer)
        again = importing.keep(offices.cast.university, "b.csv", b"b", by=offices.officer)
        assert first.id != again.id
    with given():
        kept = db.session.query(ClearanceUpload).one()
        kept.expires_at = kept.expires_at - importing.KEPT
    with app.app_context():
        jobs.forget_uploads(app.extensions["portal.settings"])
    with looking():
        assert db.session.query(ClearanceUpload).count() == 0
