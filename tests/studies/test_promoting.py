"""Promotion: what speaks against it in words, people decide, one wins, all of it can be taken back."""

from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.hours.rules import EntryStatus
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import RuleSet, Stage, StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.progress import service as progress
from placement_portal.progress.rules import RuleState
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from placement_portal.studies.rules import Doubt, PromotionDoubt, doubts, may_be_ticked
from placement_portal.web.labels import label
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import Cast


@dataclass(frozen=True)
class Facts:
    status: StudentStatus = StudentStatus.ACTIVE
    open_placements: int = 0
    waiting: int = 0
    sent_back: int = 0
    results: tuple[tuple[str, RuleState], ...] = ()


@pytest.fixture
def second(cast: Cast, given: Given) -> Stage:
    """Give the cohort a second stage, take the rules away and end every placement, so that everybody is ready."""
    with given():
        stage = world.stage(db.session.merge(cast.cohort), 2, starts=world.in_days(201), ends=world.in_days(500))
        db.session.execute(sa.update(RuleSet).values(in_force=False))
        db.session.execute(sa.update(Placement).values(status=PlacementStatus.ASSESSED))
        progress.recount_all()
        return stage


def opened(browser: Browser, cast: Cast) -> Page:
    return browser.get(f"/cohorts/{cast.cohort.id}/promote")


def ticks(page: Page) -> list[Any]:
    return [each for each in page.tree.iter("input") if each.get("name") == "students"]


def records(cast: Cast) -> dict[str, StudentRecord]:
    found = db.session.scalars(sa.select(StudentRecord).where(StudentRecord.cohort_id == cast.cohort.id))
    return {each.person.name: each for each in found}


@pytest.mark.parametrize("kind", PromotionDoubt)
def test_every_doubt_has_words(kind: PromotionDoubt) -> None:
    for number in (1, 2):
        said = Doubt(kind, number, ("Time with clients",)).sentence
        assert said[0].isupper() or said[0].isdigit()
        assert said.endswith(".")
        assert "{" not in said
    assert label(kind).text


@pytest.mark.parametrize("status", StudentStatus)
def test_who_left_cannot_be_ticked(status: StudentStatus) -> None:
    left = {StudentStatus.WITHDRAWN, StudentStatus.COMPLETED}
    assert may_be_ticked(doubts(Facts(status))) == (status not in left)


def test_everything_that_is_open_is_said() -> None:
    states = tuple((state.value, state) for state in RuleState)
    found = doubts(Facts(open_placements=1, waiting=2, sent_back=1, results=states))
    assert [each.sentence for each in found] == [
        "A placement has not ended.",
        "2 lines wait for a decision.",
        "1 line came back to the student.",
        "Not done: on_course, behind, needs_a_plan, not_possible, not_active.",
    ]
    assert doubts(Facts()) == []


def test_who_is_ready_is_ticked_and_who_is_not_has_a_reason_in_words(
    cast: Cast, second: Stage, sign_in: SignIn, given: Given
) -> None:
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        for status in (StudentStatus.INTERRUPTED, StudentStatus.REPEATING, StudentStatus.WITHDRAWN):
            world.student(world.person(f"One {status.value}"), stage, status=status)
        placement = db.session.get_one(Placement, cast.other_placement.id)
        placement.status = PlacementStatus.ACTIVE
        world.entry(placement, world.in_days(-3), status=EntryStatus.SUBMITTED)
        world.rule_set(stage, world.minimum(1), world.longest_gap(14), number=2)
        progress.recount_all()
    page = opened(sign_in(cast.lead), cast)
    assert page.heading == "Who goes from Year 1 into Year 2?"
    for words in (
        "Interrupted: stays interrupted",
        "Repeats this stage.",
        "Withdrew from the course.",
        "A placement has not ended. 1 line waits for a decision.",
        "Not done: Time with clients",
        "Nobody has everything done.",
    ):
        assert words in page.text
    offered = [each.get("value") for each in ticks(page)]
    assert len(offered) == 4
    assert "students" not in page.form("promote").fields()


def test_those_who_are_ticked_go_and_are_told(cast: Cast, second: Stage, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    page = opened(browser, cast)
    assert len(page.form("promote").fields()["students"]) == 2
    page = browser.submit("promote", students=[str(cast.record.id)])
    assert "1 student is in Year 2 now and told." in page.text
    assert f"by {world.NAMES['lead']}" in page.text
    with looking():
        found = records(cast)
        assert found[world.NAMES["student"]].stage_id == second.id
        assert found[world.NAMES["other_student"]].stage_id == cast.stage.id
        moved = db.session.scalars(sa.select(StudentMove)).one()
        assert (moved.action, moved.day) == (StudentAction.PROMOTE, second.starts)
        letter = db.session.scalars(sa.select(OutboxMessage)).one()
        assert (letter.address, letter.subject) == ("student@example.org", "You are in Year 2")


def test_nobody_and_a_day_outside_both_stages_are_refused(cast: Cast, second: Stage, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    opened(browser, cast)
    page = browser.submit("promote", students=None)
    assert page.errors == ["Tick at least one student."]
    late = world.in_days(900)
    fields = {"day-day": str(late.day), "day-month": str(late.month), "day-year": str(late.year)}
    page = browser.submit("promote", {**fields, "students": [str(cast.record.id)]})
    assert page.errors == ["Enter a day between the first day of this stage and the last day of the next."]
    page = browser.submit("promote", students=[str(cast.foreign_record.id)])
    assert page.errors == ["Choose students from the list."]


def test_of_two_who_promote_at_once_one_wins_and_the_other_sees_who(
    cast: Cast, second: Stage, sign_in: SignIn, looking: Given
) -> None:
    one, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    opened(one, cast)
    opened(other, cast)
    assert "2 students are in Year 2 now and told." in one.submit("promote").text
    page = other.submit("promote")
    assert "2 students are in" not in page.text
    assert f"Moved already by {world.NAMES['lead']}: " in page.text
    with looking():
        assert len(db.session.scalars(sa.select(StudentMove)).all()) == 2
        assert len(db.session.scalars(sa.select(OutboxMessage)).all()) == 2


def test_the_same_form_twice_moves_once(cast: Cast, second: Stage, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    page = opened(browser, cast)
    browser.submit("promote")
    browser.page = page
    browser.submit("promote")
    with looking():
        assert len(db.session.scalars(sa.select(StudentMove)).all()) == 2


def test_it_is_taken_back_and_both_stay_on_record(
    cast: Cast, second: Stage, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        record.status = StudentStatus.REPEATING
    browser = sign_in(cast.lead)
    opened(browser, cast)
    ids = [str(cast.record.id), str(cast.other_record.id)]
    browser.submit("promote", students=ids)
    page = browser.submit("move-back", students=None)
    assert "Tick at least one student who was moved on." in page.text
    stale = browser.page
    page = browser.submit("move-back", students=ids)
    assert "2 students are in Year 1 again." in page.text
    with looking():
        found = records(cast)
        assert {each.stage_id for each in found.values()} == {cast.stage.id}
        assert found[world.NAMES["student"]].status is StudentStatus.REPEATING
        actions = [each.action for each in db.session.scalars(sa.select(StudentMove).order_by(StudentMove.at))]
        assert actions == [StudentAction.PROMOTE] * 2 + [StudentAction.MOVE_BACK] * 2
    browser.page = stale
    assert "Tick at least one" in browser.submit("move-back", students=ids).text


def test_who_went_on_in_another_way_is_not_moved_back(
    cast: Cast, second: Stage, sign_in: SignIn, given: Given, looking: Given
) -> None:
    """Whoever was withdrawn after the promotion stays where they are, and it is said by whom."""
    browser = sign_in(cast.lead)
    opened(browser, cast)
    browser.submit("promote")
    with given():
        record = db.session.get_one(StudentRecord, cast.record.id)
        record.status, record.withdrawn_on = StudentStatus.WITHDRAWN, world.in_days(0)
    page = browser.submit("move-back", students=[str(cast.record.id), str(cast.other_record.id)])
    assert "1 student is in Year 1 again." in page.text
    assert f"Moved already by {world.NAMES['lead']}" in page.text


def test_a_cohort_of_one_stage_goes_nowhere(cast: Cast, sign_in: SignIn) -> None:
    browser = sign_in(cast.lead)
    assert "There is no next stage" in opened(browser, cast).text
    assert browser.post(f"/cohorts/{cast.cohort.id}/move-back").status == 303


def test_of_three_stages_one_chooses(cast: Cast, second: Stage, sign_in: SignIn, given: Given) -> None:
    with given():
        world.stage(db.session.merge(cast.cohort), 3, starts=world.in_days(501), ends=world.in_days(800))
    browser = sign_in(cast.lead)
    opened(browser, cast)
    page = browser.click("Year 2")
    assert page.heading == "Who goes from Year 2 into Year 3?"
    assert "Nobody is in Year 2" in page.text
    assert "no next stage" in browser.get(f"/cohorts/{cast.cohort.id}/promote?stage={cast.record.id}").text


def test_the_statements_do_not_grow_with_the_cohort(
    cast: Cast, second: Stage, sign_in: SignIn, given: Given, statements: Statements
) -> None:
    browser = sign_in(cast.lead)
    opened(browser, cast)
    with statements() as before:
        opened(browser, cast)
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        for _ in range(40):
            world.student(world.person(account=False), stage)
    with statements() as after:
        page = opened(browser, cast)
    assert len(ticks(page)) == 42
    assert len(before) == len(after) <= 8, after
    with statements() as few:
        browser.submit("promote", students=[str(cast.record.id)])
    opened(browser, cast)
    with statements() as many:
        browser.submit("promote")
    with given():
        pass
    assert len(many) <= len(few) + 3, "one more recount for each hundred, and rows in bulk"


def test_a_cohort_of_five_hundred_goes_page_by_page_and_each_page_is_light(
    cast: Cast, second: Stage, sign_in: SignIn, given: Given, looking: Given
) -> None:
    with given():
        stage = db.session.get_one(Stage, cast.stage.id)
        made = [world.person(f"Student {number:03}", account=False) for number in range(500)]
        students = [world.student(each, stage) for each in made]
        for each in students[:120]:
            each.status = StudentStatus.REPEATING
    browser = sign_in(cast.lead)
    page = opened(browser, cast)
    assert "Look at these first: 120" in page.text
    assert "Ready: 382" in page.text
    assert len(page.response.data) < 60_000
    assert len(ticks(page)) == 50 + 150
    second_page = browser.click("More who are ready")
    assert "Student 270" in second_page.text
    assert len(second_page.response.data) < 60_000
    page = browser.submit("promote", students=[str(students[270].id)])
    assert "1 student is in Year 2 now" in page.text
    page = browser.click("More to look at")
    assert "Student 050" in page.text
    assert len(browser.click("From the start").response.data) < 60_000
    page = browser.get(f"{page.url}&ready=nobody")
    assert "Ready: 381" in page.text
