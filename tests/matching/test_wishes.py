"""Ranking on a phone without dragging or scripts, what binds a student, and who reads it."""

from collections.abc import Mapping
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.matching.models import Allocation, Round, Wish
from placement_portal.matching.rules import RoundStatus, TravelMode
from placement_portal.offers.models import Offer
from placement_portal.programmes.models import Stage, StudentRecord
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser
from tests.matching.conftest import Matching

NOTHING: Mapping[str, str] = {}


@pytest.fixture
def student(matching: Matching, sign_in: SignIn) -> Browser:
    """Return the browser of the third student, on the page of the round."""
    browser = sign_in(matching.third)
    browser.get(choices(matching))
    return browser


def choices(matching: Matching) -> str:
    return f"{matching.url}/my-choices"


def press(browser: Browser, act: str, offer: Offer | None = None, fields: Mapping[str, str] = NOTHING) -> None:
    """Press a button of the one form of the page."""
    assert browser.page
    form = browser.page.form("/my-choices")
    data = {name: values[0] for name, values in form.fields().items()}
    browser.post(form.action, {**data, **fields, "act": f"{act}:{offer.id}" if offer else act}, follow=True)


def listed(browser: Browser) -> list[str]:
    assert browser.page
    places = browser.page.find("choices-list")
    return ["".join(each.itertext()) for place in places for each in place.iter("h3")]


def test_offers_are_added_moved_numbered_and_taken_out(
    matching: Matching, student: Browser, looking: Given, given: Given
) -> None:
    assert "Nothing yet. Add offers from below, the best first." in student.page.text  # type: ignore[union-attr]
    for each in (matching.school, matching.centre, matching.hospice):
        press(student, "add", each)
    assert listed(student) == ["1. Willow Bank School", "2. Riverside Centre", "3. Lantern Hospice"]
    press(student, "up", matching.hospice)
    press(student, "down", matching.school, {f"minutes-{matching.school.id}": "45"})
    assert listed(student) == ["1. Lantern Hospice", "2. Willow Bank School", "3. Riverside Centre"]
    press(student, "", None, {f"number-{matching.centre.id}": "1"})
    assert listed(student) == ["1. Riverside Centre", "2. Lantern Hospice", "3. Willow Bank School"]
    press(student, "remove", matching.hospice)
    press(student, "add:nonsense")
    with looking():
        kept = db.session.scalars(sa.select(Wish)).one()
        assert kept.ranking == [str(matching.centre.id), str(matching.school.id)]
        assert kept.minutes == {str(matching.school.site_id): 45}
    with given():
        db.session.get_one(Offer, matching.school.id).withdrawn_at = clock.now()
        db.session.get_one(Offer, matching.hospice.id).starts = world.in_days(-9)
    page = student.get(choices(matching))
    assert "Withdrawn by the provider" in page.text
    assert "No more offers" in page.text


def test_minutes_are_forgotten_when_they_are_emptied_and_wrong_ones_refused(
    matching: Matching, student: Browser, looking: Given
) -> None:
    press(student, "add", matching.centre)
    minutes = f"minutes-{matching.centre.id}"
    page = student.submit("/my-choices", {minutes: "half an hour", f"number-{matching.centre.id}": "99"})
    assert page.status == 422
    assert page.errors == [
        "Enter a number from 1 to 20.",
        "Enter minutes from 0 to 300, or leave it empty.",
    ]
    student.get(choices(matching))
    student.submit("/my-choices", {minutes: "20"})
    student.submit("/my-choices", {minutes: "", f"number-{matching.centre.id}": ""})
    with looking():
        assert db.session.scalars(sa.select(Wish)).one().minutes == {}


def test_a_conflict_of_interest_is_a_yes_and_no_more(matching: Matching, student: Browser, looking: Given) -> None:
    press(student, "add", matching.centre)
    press(student, "conflict", matching.centre)
    assert "You have a conflict of interest here" in student.page.text  # type: ignore[union-attr]
    assert listed(student) == []
    with looking():
        assert db.session.scalars(sa.select(Wish)).one().conflicts == [str(matching.centre.site_id)]
    press(student, "conflict", matching.centre)
    press(student, "no-conflict", matching.centre)
    with looking():
        assert db.session.scalars(sa.select(Wish)).one().conflicts == []


def test_what_binds_a_student_is_said_and_changed(matching: Matching, student: Browser, looking: Given) -> None:
    student.click("Say on which days you can come")
    page = student.submit(
        "/my-constraints",
        weekdays=["0", "4"],
        travel="public_transport",
        area="  Wexmarsh ",
        interests=["end_of_life", "attachment"],
        contrast="y",
        needs=" A quiet room ",
    )
    assert "Monday and Friday" in page.text
    assert "By public transport" in page.text
    with looking():
        kept = db.session.scalars(sa.select(Wish)).one()
        assert (kept.weekdays, kept.travel, kept.area) == ([0, 4], TravelMode.PUBLIC_TRANSPORT, "Wexmarsh")
        assert (kept.interests, kept.contrast, kept.needs) == (["end_of_life", "attachment"], True, "A quiet room")
    student.click("Change what binds you")
    student.submit("/my-constraints", travel="", needs="")
    with looking():
        kept = db.session.scalars(sa.select(Wish)).one()
        assert (kept.travel, kept.needs, kept.version) == (None, "", 2)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no day": ({"weekdays": None}, "Choose at least one day."),
    "a long area": ({"area": "x" * 81}, "This can be at most 80 characters long."),
    "long needs": ({"needs": "x" * 501}, "Write at most 500 characters."),
    "too much": ({"interests": ["adults", "primary", "autism", "families"]}, "Choose up to three."),
    "by balloon": ({"travel": "balloon"}, "Choose how you travel."),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_constraints_are_refused_beside_the_field(matching: Matching, student: Browser, wrong: str) -> None:
    fields, said = WRONG[wrong]
    student.click("Say on which days you can come")
    page = student.submit("/my-constraints", {"weekdays": ["1"], **fields})
    assert (page.status, page.errors) == (422, [said])


def test_two_windows_do_not_overwrite_each_other(matching: Matching, sign_in: SignIn) -> None:
    one, two = sign_in(matching.third), sign_in(matching.third)
    for each in (one, two):
        each.get(choices(matching))
    press(one, "add", matching.centre)
    press(two, "add", matching.school)
    assert two.page
    assert two.page.status == 409
    two.get(f"{matching.url}/my-constraints")
    one.get(f"{matching.url}/my-constraints")
    one.submit("/my-constraints", weekdays=["1"])
    assert two.submit("/my-constraints", weekdays=["2"]).status == 409


def test_a_closed_round_shows_the_list_and_takes_no_change(matching: Matching, student: Browser, given: Given) -> None:
    press(student, "add", matching.centre)
    with given():
        db.session.get_one(Round, matching.round.id).status = RoundStatus.CLOSED
    page = student.get(choices(matching))
    assert "The ranking is closed." in page.text
    assert listed(student) == ["1. Riverside Centre"]
    assert student.post(choices(matching)).status == 403
    assert "The ranking is closed." in student.get("/matching").text
    with given():
        db.session.get_one(Round, matching.round.id).status = RoundStatus.PLANNED
    assert student.get(choices(matching)).status == 404


def test_a_last_day_that_passed_warns(matching: Matching, student: Browser, given: Given) -> None:
    with given():
        found = db.session.get_one(Round, matching.round.id)
        found.opens, found.closes = world.in_days(-9), world.in_days(-2)
    assert "what you change now may come too late" in student.get(choices(matching)).text


def test_a_published_match_is_seen_by_its_student(matching: Matching, student: Browser, given: Given) -> None:
    with given():
        record = db.session.get_one(StudentRecord, matching.third_record.id)
        placement = world.placement(record, matching.cast.site)
        stage = matching.round.stages[0].stage_id
        ids = {"round_id": matching.round.id, "student_id": record.id, "stage_id": stage, "placement_id": placement.id}
        decided = {"by_id": matching.cast.lead.id, "at": clock.now(), "published_at": clock.now()}
        db.session.add(Allocation(**ids, **decided, offer_id=matching.centre.id))
    assert "See your placement" in student.get(choices(matching)).links
    assert "You have a placement:" in student.get("/matching").text


def test_a_student_in_two_programmes_ranks_in_each(
    matching: Matching, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        theirs = world.course(matching.cast.other_university, "MSc Drama Therapy")
        record = world.student(matching.third, theirs)
        world.matching_round(theirs, name="Drama placements")
        mine = world.offer(matching.cast.site, matching.cast.other_university)
    browser = sign_in(matching.third)
    page = browser.get("/matching")
    assert {"Drama placements", "Year 2 from September"} <= set(page.links)
    browser.click("Drama placements")
    assert "Lantern Hospice" not in browser.page.text  # type: ignore[union-attr]
    press(browser, "add", mine)
    with looking():
        assert db.session.scalars(sa.select(Wish.student_id)).one() == record.id
    assert "Add offers from below" in browser.get(choices(matching)).text


def test_nobody_else_sees_a_list(matching: Matching, student: Browser, sign_in: SignIn) -> None:
    press(student, "add", matching.centre)
    assert sign_in(matching.cast.foreign_student).get(choices(matching)).status == 404
    assert "Nothing yet." in sign_in(matching.cast.student).get(choices(matching)).text
    assert sign_in(matching.cast.lead).get(choices(matching)).status == 404


def test_the_list_of_offers_is_paged_and_its_statements_do_not_grow(
    matching: Matching, student: Browser, given: Given, statements: Statements
) -> None:
    counts = []
    for _ in range(2):
        with given():
            stage = db.session.get_one(Stage, matching.round.stages[0].stage_id)
            for _ in range(10):
                dates: dict[str, Any] = {"starts": stage.starts, "ends": stage.ends, "years": [2]}
                world.offer(matching.cast.site, matching.cast.university, **dates, bring="A guitar", capacity=1)
        with statements() as seen:
            page = student.get(choices(matching))
        counts.append(len(seen))
        assert len(page.response.data) < 60_000
    assert counts[0] == counts[1] <= 8
    page = student.click("More offers")
    assert "From the start" in page.links
    press(student, "add", matching.hospice)
    assert "From the start" in student.page.links  # type: ignore[union-attr]
