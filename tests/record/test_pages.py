"""The week, an entry, a placement and a student, as each kind of person sees them."""

from datetime import time

import pytest

from placement_portal import clock
from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus, SessionOutcome
from placement_portal.placements.models import PlacementMove
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from tests import world
from tests.hours.conftest import SignedIn, Town, last_week
from tests.house.browser import Browser


@pytest.fixture
def student(signed_in: SignedIn) -> Browser:
    return signed_in("student")


def test_a_week_shows_what_is_logged_suggested_missing_and_closed(town: Town, student: Browser) -> None:
    with town.given():
        world.entry(town.cast.placement, last_week(0), whom=town.cast.slot)
        for site in (town.cast.site, town.cast.other_site):
            world.closure(site, last_week(2), name="INSET day")
    page = student.get(f"/week?starting={last_week(3)}")
    assert "1 draft in this week is not sent yet." in page.text
    assert "1 session that is not logged" in page.text
    assert "INSET day" in page.text
    assert page.text.count("Nothing logged") == 2
    assert "Recorded: 0 h 45" in page.text


def test_a_week_before_and_after_is_one_tap_away(town: Town, student: Browser) -> None:
    student.get("/week")
    assert student.page
    assert "Week after" not in student.page.links
    student.click("Week before")
    assert "Week after" in student.page.links


def test_what_is_not_begun_cannot_be_confirmed(town: Town, student: Browser) -> None:
    with town.given():
        late = world.timetable_row(
            town.cast.placement,
            world.in_days(0).weekday(),
            time(23, 59),
            world.category(town.cast.version, "PREP"),
        )
    page = student.get("/week")
    assert "Not yet" in page.text
    assert str(late.id) not in page.html


def test_a_declined_entry_says_why_in_the_week(town: Town, student: Browser) -> None:
    with town.given():
        world.entry(town.cast.placement, last_week(0), status=EntryStatus.DECLINED, reason="Not yours.")
    page = student.get(f"/week?starting={last_week(0)}")
    assert "Not yours." in page.text
    assert "It was declined." in page.text


def test_a_session_that_did_not_take_place_says_so(town: Town, student: Browser) -> None:
    with town.given():
        outcome = SessionOutcome.CANCELLED_BY_SETTING
        world.entry(town.cast.placement, last_week(0), outcome=outcome, flags=["overlap"])
    assert "Cancelled by the setting" in student.get(f"/week?starting={last_week(0)}").text


def test_an_entry_that_nobody_can_decide_says_so(town: Town, student: Browser) -> None:
    with town.given():
        made = world.entry(town.cast.placement, last_week(0), status=EntryStatus.SUBMITTED, flags=["long_day"])
    page = student.get(f"/entries/{made.id}")
    assert "Nobody was assigned as supervisor on that day." in page.text
    assert "More than 12 hours that day" in page.text


@pytest.mark.parametrize("part, told", [("tutor", True), ("provider_coordinator", False), ("examiner", False)])
def test_reasons_are_for_those_concerned(town: Town, signed_in: SignedIn, part: str, told: bool) -> None:
    with town.given():
        made = world.entry(
            town.cast.placement,
            last_week(0),
            status=EntryStatus.QUERIED,
            reason="Which group?",
            decided_by_id=town.cast.supervisor.id,
        )
    page = signed_in(part).get(f"/entries/{made.id}")
    assert "Sent back" in page.text
    assert ("Which group?" in page.text) is told


def test_a_draft_keeps_its_note_to_itself(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        made = world.entry(town.cast.placement, last_week(0), note="Not yet said.")
    assert "Not yet said." not in signed_in("tutor").get(f"/entries/{made.id}").text
    assert "Not yet said." not in signed_in("tutor").get(f"/placements/{town.cast.placement.id}/hours").text
    searched = f"/placements/{town.cast.placement.id}/hours?text=not+yet+said"
    assert "Nothing here" in signed_in("tutor").get(searched).text
    assert "Nothing here" not in signed_in("student").get(searched).text
    assert "Not yet said." in signed_in("student").get(f"/entries/{made.id}").text


PARTIES = ("student", "supervisor", "tutor", "lead", "university_coordinator", "provider_coordinator", "examiner")


@pytest.mark.parametrize("part", PARTIES)
def test_everything_about_a_placement_is_in_one_place(town: Town, signed_in: SignedIn, part: str) -> None:
    with town.given():
        world.entry(town.cast.placement, last_week(0), status=EntryStatus.VERIFIED)
        placement = db.session.merge(town.cast.placement)
        db.session.merge(town.cast.site).safeguarding_contact = "Ring the office"
        db.session.add(
            PlacementMove(
                placement=placement,
                action=PlacementAction.START,
                status=PlacementStatus.ACTIVE,
                day=placement.starts,
                by_id=town.cast.lead.id,
                at=clock.now(),
                clients=[{"code": "C1", "plan": "Goes on as before"}],
            )
        )
    page = signed_in(part).get(f"/placements/{town.cast.placement.id}")
    for words in ("Maya Okafor", "Willow Bank School", "Ring the office", "C1", "G1", "Tuesday", "0 h 45"):
        assert words in page.text
    reads = part in {"student", "supervisor", "tutor", "lead"}
    assert ("C1: Goes on as before" in page.text) is reads
    assert "Goes on" not in page.text or reads
    assert ("Change people" in page.text) is (part in {"lead", "university_coordinator", "provider_coordinator"})


@pytest.mark.parametrize("part", ["student", "tutor"])
def test_a_placement_shows_where_its_student_stands(town: Town, signed_in: SignedIn, part: str) -> None:
    student = signed_in("student")
    student.get(f"/week?starting={last_week(0)}")
    student.submit("/week/confirm", press="log them")
    student.submit("/week/submit")
    browser = signed_in(part)
    page = browser.get(f"/placements/{town.cast.placement.id}")
    assert "Time with clients" in page.text
    assert browser.get(page.links["Time with clients"]).status == 200
    assert "Time with clients" in browser.get(f"/students/{town.cast.record.id}").text


def test_an_empty_placement_says_what_is_missing(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        bare = world.placement(town.cast.record, town.cast.site)
    page = signed_in("lead").get(f"/placements/{bare.id}")
    for words in ("Nobody is assigned yet.", "Nothing is logged yet.", "None yet."):
        assert words in page.text


@pytest.mark.parametrize("part", ["student", "lead", "supervisor", "provider_coordinator"])
def test_a_student_record_shows_its_placements(town: Town, signed_in: SignedIn, part: str) -> None:
    page = signed_in(part).get(f"/students/{town.cast.record.id}")
    assert page.heading == "Siân Ŵyn-O'Neill"
    assert "Willow Bank School" in page.links
    assert ("New placement" in page.links) is (part == "lead")


def test_a_student_record_is_not_for_strangers(town: Town, signed_in: SignedIn) -> None:
    assert signed_in("other_student").get(f"/students/{town.cast.record.id}").status == 404
    page = signed_in("other_student").get(f"/students/{town.cast.other_record.id}")
    assert page.status == 200


def test_after_the_end_student_and_supervisor_still_read(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        made = world.entry(town.cast.placement, world.in_days(-60), status=EntryStatus.VERIFIED)
        placement = db.session.merge(town.cast.placement)
        placement.ends, placement.status = world.in_days(-50), PlacementStatus.CLOSED
        for each in placement.assignments:
            each.ends = world.in_days(-50)
    for part in ("student", "supervisor"):
        browser = signed_in(part)
        for address in (f"/entries/{made.id}", f"/placements/{town.cast.placement.id}/hours"):
            assert browser.get(address).status == 200
    student = signed_in("student")
    assert student.get(f"/entries/{made.id}/amend").status == 403
    assert "Willow Bank School" in student.get("/hours").text
