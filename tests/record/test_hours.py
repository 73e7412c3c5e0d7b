"""My hours and the hours of a placement: totals that open, lines that say why, filters, pages, download, print."""

import csv
import io
import re
from datetime import time, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal import clock
from placement_portal.accounts.models import Address
from placement_portal.database import db, new_id
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, SessionOutcome, week_number
from placement_portal.ledger.models import LedgerEvent
from placement_portal.placements.models import Placement
from placement_portal.programmes.rules import CategoryGroup
from tests import world
from tests.conftest import Client, Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser, text_of


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def seed(town: Town, number: int, **different: Any) -> None:
    """Write many entries at once, one a day and older and older."""
    cast = town.cast
    with town.given():
        kind = world.category(cast.version, "DIR-I").id
        rows = [_row(town, kind, each, different) for each in range(number)]
        db.session.execute(sa.insert(Entry), rows)
        db.session.execute(sa.update(Placement).values(starts=world.in_days(-2000)))


def _row(town: Town, kind: Any, number: int, different: dict[str, Any]) -> dict[str, Any]:
    day = world.in_days(-number)
    kept = {
        "id": new_id(),
        "placement_id": town.cast.placement.id,
        "author_id": town.cast.student.id,
        "site_id": town.cast.site.id,
        "category_id": kind,
        "slot_id": town.cast.slot.id,
        "day": day,
        "week": week_number(day),
        "start": time(10, 0),
        "planned_minutes": 45,
        "minutes": 45,
        "outcome": SessionOutcome.TOOK_PLACE,
        "note": "",
        "status": EntryStatus.VERIFIED,
        "number": 1,
        "flags": [],
        "reason": "",
        "changing": False,
        "version": 1,
    }
    return kept | different


def one(town: Town, **different: Any) -> Entry:
    with town.given():
        return world.entry(town.cast.placement, different.pop("day", world.in_days(-3)), **different)


def table(browser: Browser, caption: str) -> list[list[str]]:
    """Return the words of a table, row by row."""
    assert browser.page
    found = next(each for each in browser.page.tree.iter("table") if text_of(next(each.iter("caption"))) == caption)
    body = next(found.iter("tbody"))
    return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in body.iter("tr")]


def test_every_line_says_whether_it_counts_and_why_not(town: Town, student: Browser) -> None:
    one(town, status=EntryStatus.VERIFIED)
    one(town, status=EntryStatus.DRAFT)
    one(town, status=EntryStatus.QUERIED)
    one(town, status=EntryStatus.DECLINED)
    one(town, status=EntryStatus.SUBMITTED)
    one(town, status=EntryStatus.VERIFIED, code="TRV")
    one(town, status=EntryStatus.VERIFIED, outcome=SessionOutcome.CLOSED)
    one(town, status=EntryStatus.VERIFIED, reversed_at=clock.now())
    student.get("/hours")
    status = " ".join(row[3] for row in table(student, "Hours"))
    assert all(
        why in status
        for why in [
            "It counts.",
            "It is a draft: submit it.",
            "It was sent back to you: change it, or accept what was offered.",
            "It was declined.",
            "It is waiting for your supervisor.",
            "This kind of time is recorded but not counted.",
            "The session did not take place.",
            "It was verified, and taken back later by the university.",
        ]
    )


def test_the_four_totals_open_to_their_entries(town: Town, student: Browser) -> None:
    one(town, status=EntryStatus.VERIFIED, minutes=60)
    one(town, status=EntryStatus.SUBMITTED, minutes=30)
    one(town, status=EntryStatus.DRAFT, minutes=10)
    one(town, status=EntryStatus.VERIFIED, minutes=5, code="TRV")
    with town.given():
        world.opening_balance(town.cast.record, CategoryGroup.DIRECT, minutes=600)
    student.get("/hours")
    whole, direct, none = table(student, "Totals")
    assert whole == ["Together with 10 h 00 credited", "1 h 45", "1 h 35", "1 h 05", "11 h 00", "0 h 45"]
    assert direct[1:] == ["1 h 40", "1 h 30", "1 h 00", "11 h 00", "0 h 40"]
    assert none == ["Recorded only", "0 h 05", "0 h 05", "0 h 05", "0 h 00", "0 h 05"]
    assert student.page
    links = re.findall(r'href="(/hours\?[^"]*sum=[^"]*)"', student.page.html)
    for link in links:
        shown = student.get(link.replace("&amp;", "&"))
        minutes = sum(_minutes(row[2]) for row in table(student, "Hours"))
        assert shown.status == 200
        assert minutes == EXPECTED[link.replace("&amp;", "&")]
    assert len(links) == 15  # one of them twice: in the table and, for phones, in words


EXPECTED = {
    "/hours?sum=recorded": 105,
    "/hours?sum=submitted": 95,
    "/hours?sum=verified": 65,
    "/hours?sum=countable": 60,
    "/hours?sum=not_countable": 45,
    "/hours?sum=recorded&group=direct": 100,
    "/hours?sum=submitted&group=direct": 90,
    "/hours?sum=verified&group=direct": 60,
    "/hours?sum=countable&group=direct": 60,
    "/hours?sum=not_countable&group=direct": 40,
    "/hours?sum=recorded&group=none": 5,
    "/hours?sum=submitted&group=none": 5,
    "/hours?sum=verified&group=none": 5,
    "/hours?sum=not_countable&group=none": 5,
}


def _minutes(words: str) -> int:
    hours, minutes = words.split(" h ")
    return int(hours) * 60 + int(minutes)


def test_a_list_is_narrowed_and_searched(town: Town, student: Browser) -> None:
    day = world.in_days(-3)
    one(town, status=EntryStatus.VERIFIED, note="Waited 100% longer", day=day)
    one(town, status=EntryStatus.DRAFT, day=world.in_days(-50), code="PREP")
    student.get("/hours")
    student.submit("/hours", text="100%")
    assert len(table(student, "Hours")) == 1
    student.get("/hours")
    student.submit("/hours", status="draft")
    assert [row[3] for row in table(student, "Hours")] == ["Draft It is a draft: submit it."]
    student.get("/hours")
    student.submit("/hours", month=f"{day:%Y-%m}")
    assert len(table(student, "Hours")) == 1
    with town.given():
        kind = str(world.category(town.cast.version, "PREP").id)
    student.get("/hours")
    student.submit("/hours", category=kind)
    assert "Preparing" in table(student, "Hours")[0][1]
    student.get("/hours")
    assert "Nothing fits" in student.submit("/hours", text="nowhere").text


@pytest.mark.parametrize(
    "asked", ["month=13", "status=x", "category=x", "placement=x", "group=x", "sum=x", "after=x~y"]
)
def test_what_makes_no_sense_narrows_nothing(town: Town, student: Browser, asked: str) -> None:
    one(town)
    student.get(f"/hours?{asked}")
    assert len(table(student, "Hours")) == 1


def test_a_student_with_two_placements_narrows_to_one(town: Town, student: Browser) -> None:
    with town.given():
        second = world.placement(town.cast.record, town.cast.other_site)
        world.entry(second, world.in_days(-2))
    one(town)
    student.get("/hours")
    assert len(table(student, "Hours")) == 2
    student.submit("/hours", placement=str(second.id))
    assert "Riverside Centre" in table(student, "Hours")[0][1]
    student.get(f"/hours?placement={town.cast.other_placement.id}")
    assert len(table(student, "Hours")) == 2


def test_pages_follow_each_other_without_gaps(town: Town, student: Browser) -> None:
    seed(town, 60)
    student.get("/hours")
    seen = [row[0] for row in table(student, "Hours")]
    while student.page and "Older" in student.page.links:
        student.click("Older")
        seen += [row[0] for row in table(student, "Hours")]
    assert len(seen) == len(set(seen)) == 60
    student.click("Back to the newest")
    assert table(student, "Hours")[0][0] == seen[0]


def test_the_list_takes_few_statements_however_long_it_is(town: Town, student: Browser, statements: Statements) -> None:
    sql: list[list[str]] = []
    for number in (10, 990):
        seed(town, number)
        with statements() as seen:
            page = student.get("/hours")
        sql.append(seen)
        assert len(page.response.data) < 60_000
    assert len(sql[0]) == len(sql[1]) <= 6, "\n".join(each[:120] for each in sql[1])


def test_the_download_holds_everything_and_starts_no_formula(town: Town, student: Browser) -> None:
    one(town, status=EntryStatus.VERIFIED, note="=1+1", whom=town.cast.slot)
    one(town, code="PREP", note="")
    response = student.client.get("/hours/download.csv")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert rows[0][:4] == ["Day", "Start", "Planned minutes", "Minutes"]
    assert {row[-1] for row in rows[1:]} == {"'=1+1", ""}
    assert {row[9] for row in rows[1:]} == {"yes", "no"}


def test_the_download_is_in_the_ledger_and_a_kept_device_proves_itself_first(town: Town, client: Client) -> None:
    one(town)
    kept = client()
    kept.get("/sign-in")
    with town.given():
        address = db.session.scalar(sa.select(Address.written).where(Address.person_id == town.cast.student.id))
    kept.submit("/sign-in", address=address, password=world.PASSWORD, keep="y", follow=False)
    assert kept.get("/hours/download.csv").status == 200
    with town.given():
        assert "hours_downloaded" in db.session.scalars(sa.select(LedgerEvent.action)).all()
    with time_machine.travel(clock.now() + timedelta(minutes=6), tick=False):
        assert kept.get("/hours/download.csv", follow=True).heading == "Is it still you?"


def test_the_print_view_has_all_of_it(town: Town, student: Browser) -> None:
    seed(town, 30)
    page = student.get("/hours/print")
    assert len(table(student, "Hours")) == 30
    assert "verified 22 h 30" in page.text
    with town.given():
        world.opening_balance(town.cast.record)
    assert "with 10 h 00 credited" in student.get("/hours/print").text


def test_nobody_without_a_placement_has_hours(signed_in: SignedIn) -> None:
    page = signed_in("supervisor").get("/hours")
    assert "No hours yet" in page.text


READS = {"supervisor": True, "tutor": True, "lead": True, "student": True}
LEFT = {"former_supervisor_in_grace": False}  # the entry is of a day after they left
READS_NOT = LEFT | {"provider_coordinator": False, "university_coordinator": False, "examiner": False}


@pytest.mark.parametrize("part, notes", list((READS | READS_NOT).items()))
def test_notes_are_shown_to_their_readers_only(town: Town, signed_in: SignedIn, part: str, notes: bool) -> None:
    made = one(town, status=EntryStatus.SUBMITTED, note="I listened longer.")
    browser = signed_in(part)
    for address in (
        f"/placements/{town.cast.placement.id}/hours",
        f"/placements/{town.cast.placement.id}",
        f"/entries/{made.id}",
    ):
        assert ("I listened longer." in browser.get(address).text) is notes, address
    page = browser.get(f"/placements/{town.cast.placement.id}/hours?text=listened")
    assert ("text" in page.form("/hours").names) is notes
    assert len(table(browser, "Hours")) == 1


@pytest.mark.parametrize(
    "part", ["other_student", "foreign_student", "other_supervisor", "other_tutor", "administrator"]
)
def test_strangers_find_no_hours(town: Town, signed_in: SignedIn, part: str) -> None:
    browser = signed_in(part)
    assert browser.get(f"/placements/{town.cast.placement.id}/hours").status == 404
    assert browser.get(f"/placements/{town.cast.placement.id}").status == 404


def test_staff_read_why_as_those_who_cannot_mend_it(town: Town, signed_in: SignedIn) -> None:
    made = one(town, status=EntryStatus.QUERIED)
    one(town, status=EntryStatus.VERIFIED)
    tutor = signed_in("tutor")
    tutor.get(f"/placements/{town.cast.placement.id}/hours")
    assert {row[3].split("Sent back ")[-1] for row in table(tutor, "Hours")} == {
        "Verified It counts.",
        "It was sent back to the student.",
    }
    assert "It was sent back to the student." in tutor.get(f"/entries/{made.id}").text


def test_a_placement_without_hours_says_so(town: Town, signed_in: SignedIn) -> None:
    page = signed_in("tutor").get(f"/placements/{town.cast.placement.id}/hours")
    assert "No hours yet" in page.text
