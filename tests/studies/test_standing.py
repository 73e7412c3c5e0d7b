"""Where a student stands: moved through the front door, placements settled, everyone told, nothing asked."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Placement, PlacementMove
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import CohortMode, StudentStatus
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import RuleState
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from placement_portal.web.constraints import sentence
from tests import world
from tests.conftest import Given, SignIn, Statements
from tests.house.browser import Browser, Page
from tests.world import Cast

PLANS = "The supervisor goes on until Easter"


def day(name: str, days: int) -> dict[str, str]:
    when = world.in_days(days)
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def opened(browser: Browser, cast: Cast, act: str = "") -> Page:
    return browser.get(f"/students/{cast.record.id}/{'move?act=' + act if act else 'record'}")


def done(browser: Browser, cast: Cast, act: str, press: str, days: int = 0, **fields: Any) -> Page:
    """Open the page of an act, answer for every client, and press its button."""
    form = opened(browser, cast, act).form()
    plans = {name: PLANS for name in form.names if name.startswith("plan_")}
    return browser.submit(None, {**day("day", days), **plans, **fields}, press=press)


def record_of(cast: Cast) -> StudentRecord:
    return db.session.get_one(StudentRecord, cast.record.id)


def moves_of(cast: Cast) -> list[tuple[StudentAction, StudentStatus, StudentStatus, date]]:
    rows = db.session.scalars(
        sa.select(StudentMove).where(StudentMove.student_id == cast.record.id).order_by(StudentMove.at)
    )
    return [(each.action, each.before, each.status, each.day) for each in rows]


def letters() -> dict[str, list[str]]:
    """Return the subjects of what waits in the outbox, by address."""
    found: dict[str, list[str]] = {}
    for each in db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)):
        found.setdefault(each.address, []).append(each.subject)
    return found


class TestInterruptingAndReturning:
    def test_running_placements_pause_and_nobody_is_asked_why(
        self, cast: Cast, sign_in: SignIn, looking: Given
    ) -> None:
        browser = sign_in(cast.university_coordinator)
        page = opened(browser, cast, "interrupt")
        assert page.heading == "Interrupt"
        assert "Nobody is asked for a reason" in page.text
        assert "reason" not in " ".join(page.form().names)
        page = done(browser, cast, "interrupt", "Interrupt", -3, **day("returns_on", 60))
        assert "is moved, and everyone concerned is told" in page.text
        assert "Interrupted since" in page.text
        assert "back on" in page.text
        with looking():
            assert record_of(cast).status is StudentStatus.INTERRUPTED
            placement = db.session.get_one(Placement, cast.placement.id)
            assert placement.status is PlacementStatus.PAUSED
            kept = db.session.scalars(sa.select(PlacementMove)).one()
            assert [each["plan"] for each in kept.clients] == [PLANS, PLANS]
            told = letters()
            assert told["student@example.org"] == ["Your record on the course changed"]
            assert told["supervisor@example.org"] == [f"A placement is paused: {world.NAMES['student']}"]
            assert told["provider_coordinator@example.org"] == told["supervisor@example.org"]
            assert told["tutor@example.org"] == told["lead@example.org"]
            assert "university_coordinator@example.org" not in told
            assert "former_supervisor@example.org" not in told
            total = db.session.get_one(StudentProgress, (cast.record.id, cast.stage.id))
            assert total.state is RuleState.NOT_ACTIVE

    def test_a_client_without_an_answer_is_asked_about_and_what_was_typed_stays(
        self, cast: Cast, sign_in: SignIn, looking: Given
    ) -> None:
        browser = sign_in(cast.lead)
        form = opened(browser, cast, "interrupt").form()
        first, second = sorted(name for name in form.names if name.startswith("plan_"))
        page = browser.submit(None, {first: PLANS, second: "  "})
        assert page.status == 422
        assert len(page.errors) == 1
        assert PLANS in page.html
        with looking():
            assert record_of(cast).status is StudentStatus.ACTIVE

    def test_the_student_returns_and_the_weeks_away_never_count(
        self, cast: Cast, sign_in: SignIn, looking: Given, given: Given
    ) -> None:
        with given():
            world.entry(
                db.session.merge(cast.placement), world.in_days(-61), status=EntryStatus.VERIFIED, whom=cast.slot
            )
        browser = sign_in(cast.lead)
        done(browser, cast, "interrupt", "Interrupt", -60)
        page = done(browser, cast, "return", "Return", -1)
        assert "Studying since" in page.text
        with looking():
            assert [each[0] for each in moves_of(cast)] == [StudentAction.INTERRUPT, StudentAction.RETURN]
            total = db.session.get_one(StudentProgress, (cast.record.id, cast.stage.id))
            paused = [week for week, state, _ in total.weeks if state == "paused"]
            assert len(paused) >= 8

    def test_days_are_today_or_earlier_and_never_before_the_last(self, cast: Cast, sign_in: SignIn) -> None:
        browser = sign_in(cast.lead)
        page = done(browser, cast, "interrupt", "Interrupt", 3)
        assert page.errors == ["Enter today or an earlier day: nothing changes by itself later."]
        page = done(browser, cast, "interrupt", "Interrupt", -5, **day("returns_on", -5))
        assert page.errors == ["The return must be after the day from which it holds."]
        done(browser, cast, "interrupt", "Interrupt", -5)
        page = done(browser, cast, "return", "Return", -6)
        assert page.status == 422
        assert "Enter that day or a later one." in page.errors[0]

    def test_a_return_that_is_due_is_said_to_staff_alone(self, cast: Cast, sign_in: SignIn, given: Given) -> None:
        browser = sign_in(cast.lead)
        done(browser, cast, "interrupt", "Interrupt", -30, **day("returns_on", -2))
        assert "The return was meant for" in opened(browser, cast).text
        assert "The return was meant for" not in opened(sign_in(cast.student), cast).text


class TestWithdrawing:
    @pytest.fixture
    def withdrawn(self, cast: Cast, sign_in: SignIn, given: Given) -> Browser:
        with given():
            placement = db.session.merge(cast.placement)
            world.entry(placement, world.in_days(-4), status=EntryStatus.SUBMITTED, whom=cast.slot)
            proposed = world.placement(
                db.session.merge(cast.record), db.session.merge(cast.site), status=PlacementStatus.PROPOSED
            )
            world.assign(cast.supervisor, proposed)
            world.placement(
                db.session.merge(cast.record), db.session.merge(cast.site), status=PlacementStatus.WORK_ENDED
            )
        browser = sign_in(cast.lead)
        done(browser, cast, "withdraw", "Withdraw", -2)
        return browser

    def test_placements_end_entries_stay_and_everyone_is_told(
        self, withdrawn: Browser, cast: Cast, looking: Given
    ) -> None:
        with looking():
            record = record_of(cast)
            assert (record.status, record.withdrawn_on) == (StudentStatus.WITHDRAWN, world.in_days(-2))
            states = sorted(each.status for each in db.session.query(Placement).filter_by(student_id=cast.record.id))
            assert states == [PlacementStatus.WITHDRAWN, PlacementStatus.WITHDRAWN, PlacementStatus.WORK_ENDED]
            assert db.session.get_one(Placement, cast.placement.id).ends == world.in_days(-2)
            assert db.session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1
            told = letters()
            assert told["supervisor@example.org"] == [f"A placement ended: {world.NAMES['student']}"] * 2
            assert told["provider_coordinator@example.org"] == told["supervisor@example.org"]
            assert told["tutor@example.org"] == [f"{world.NAMES['student']}: withdrawn"]
            to_provider = db.session.scalars(
                sa.select(OutboxMessage.text).where(OutboxMessage.address == "supervisor@example.org")
            ).all()
            assert not any("withdr" in text.lower() for text in to_provider)
            assert PLANS not in " ".join(to_provider)
            events = set(db.session.scalars(sa.select(LedgerEvent.action)))
            assert {"student_moved", "placement_moved"} <= events

    def test_the_gate_closes_and_the_student_reads_for_twelve_months(
        self, withdrawn: Browser, cast: Cast, sign_in: SignIn, given: Given
    ) -> None:
        browser = sign_in(cast.student)
        page = browser.get("/")
        assert "Log" not in page.links
        assert "Hours" in page.links
        assert "You can read and download your record until" in opened(browser, cast).text
        assert browser.get(f"/placements/{cast.placement.id}").status == 200
        assert browser.get("/hours").status == 200
        assert cast.site.name not in browser.get("/log").text
        with given():
            record_of(cast).withdrawn_on = world.in_days(-366)
        assert opened(browser, cast).status == 404
        assert browser.get(f"/placements/{cast.placement.id}").status == 404
        assert cast.site.name not in browser.get("/hours").text

    def test_what_waits_is_still_decided(self, withdrawn: Browser, cast: Cast, sign_in: SignIn) -> None:
        assert world.NAMES["student"] in sign_in(cast.supervisor).get("/waiting-for-you").text

    def test_the_provider_does_not_read_where_the_student_stands(
        self, withdrawn: Browser, cast: Cast, sign_in: SignIn
    ) -> None:
        page = sign_in(cast.provider_coordinator).get(f"/students/{cast.record.id}")
        assert page.status == 200
        assert "Status" not in page.text

    def test_it_can_be_taken_up_again(self, withdrawn: Browser, cast: Cast, looking: Given) -> None:
        assert "This is not possible now" in opened(withdrawn, cast, "withdraw").text
        page = done(withdrawn, cast, "reinstate", "Take up the course again")
        assert "Studying since" in page.text
        with looking():
            assert record_of(cast).withdrawn_on is None


class TestRepeating:
    def test_into_a_later_cohort_whose_stage_begins_at_nothing(
        self, cast: Cast, sign_in: SignIn, looking: Given, given: Given
    ) -> None:
        with given():
            version = db.session.get_one(ProgrammeVersion, cast.version.id)
            later = world.cohort(version, "A year later", CohortMode.PART_TIME)
            later.start_year += 1
            stage = world.stage(later)
            world.rule_set(stage)
            stage_id = stage.id
            record_of(cast).mode = CohortMode.PART_TIME
        browser = sign_in(cast.lead)
        page = opened(browser, cast, "repeat")
        assert "Year 1, A year later" in page.text
        page = done(browser, cast, "repeat", "Repeat a stage", stage=str(stage_id))
        assert "Repeating since" in page.text
        with looking():
            record = record_of(cast)
            assert (record.stage_id, record.status, record.mode) == (stage_id, StudentStatus.REPEATING, None)
            assert record.cohort.name == "A year later"
            letter = db.session.scalars(sa.select(OutboxMessage.text)).first() or ""
            assert "repeating, Year 1, A year later" in letter
            assert db.session.get_one(StudentProgress, (cast.record.id, stage_id)).countable == 0
        assert "Go on as usual" in page.links
        assert "Studying since" in done(browser, cast, "go_on", "Go on as usual").text

    def test_only_once_in_a_cohort_and_only_in_the_programme(
        self, cast: Cast, sign_in: SignIn, given: Given, looking: Given
    ) -> None:
        with given():
            later = world.cohort(db.session.get_one(ProgrammeVersion, cast.version.id), "A year later")
            later.start_year += 1
            stage = world.stage(later)
            world.student(db.session.merge(cast.student), stage)
            stage_id = stage.id
        browser = sign_in(cast.lead)
        page = done(browser, cast, "repeat", "Repeat a stage", stage=str(stage_id))
        assert page.errors == ["There is a record of theirs in A year later already."]
        page = browser.submit(stage=str(cast.foreign_record.stage_id))
        assert page.errors == ["Choose a stage."]
        page = browser.submit(stage=str(cast.stage.id))
        assert "Repeating since" in page.text

    def test_who_repeats_and_interrupts_repeats_again(self, cast: Cast, sign_in: SignIn) -> None:
        browser = sign_in(cast.lead)
        done(browser, cast, "repeat", "Repeat a stage", -4, stage=str(cast.stage.id))
        done(browser, cast, "interrupt", "Interrupt", -3)
        assert "Repeating since" in done(browser, cast, "return", "Return", -1).text


def test_completing_leaves_placements_alone(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    assert "1 placement keeps its state" in opened(browser, cast, "complete").text
    assert "Completed since" in done(browser, cast, "complete", "Complete the course").text
    with looking():
        assert db.session.get_one(Placement, cast.placement.id).status is PlacementStatus.ACTIVE


def test_an_act_that_is_not_possible_or_unknown_does_nothing(cast: Cast, sign_in: SignIn, looking: Given) -> None:
    browser = sign_in(cast.lead)
    assert "This is not possible now" in opened(browser, cast, "return").text
    page = browser.post(f"/students/{cast.record.id}/move?act=return", day("day", 0), version="1")
    assert page.status == 409
    assert opened(browser, cast, "nonsense").heading == "Interrupt"
    with looking():
        assert moves_of(cast) == []


def test_a_stale_form_is_shown_both(cast: Cast, sign_in: SignIn) -> None:
    browser, other = sign_in(cast.lead), sign_in(cast.university_coordinator)
    opened(other, cast, "complete")
    done(browser, cast, "complete", "Complete the course")
    page = other.submit(press="Complete the course")
    assert page.status == 409


class TestMode:
    def test_it_may_differ_from_the_cohort_and_is_kept_with_its_day(
        self, cast: Cast, sign_in: SignIn, looking: Given
    ) -> None:
        browser = sign_in(cast.lead)
        browser.get(f"/students/{cast.record.id}/mode")
        page = browser.submit(None, {"mode": "part_time", **day("day", -10)})
        assert "Part time, unlike the cohort" in page.text
        with looking():
            assert record_of(cast).mode is CohortMode.PART_TIME
            assert moves_of(cast)[0][3] == world.in_days(-10)
        browser.get(f"/students/{cast.record.id}/mode")
        assert "unlike the cohort" not in browser.submit(mode="full_time").text
        with looking():
            assert record_of(cast).mode is None
        browser.get(f"/students/{cast.record.id}/mode")
        browser.submit(mode="full_time")
        with looking():
            assert len(moves_of(cast)) == 2

    def test_a_day_to_come_is_refused(self, cast: Cast, sign_in: SignIn) -> None:
        browser = sign_in(cast.lead)
        browser.get(f"/students/{cast.record.id}/mode")
        page = browser.submit(None, {"mode": "part_time", **day("day", 10)})
        assert page.errors == ["Enter today or an earlier day: nothing changes by itself later."]

    def test_in_a_mode_of_ones_own_the_pace_follows_the_placement(
        self, cast: Cast, sign_in: SignIn, given: Given, looking: Given
    ) -> None:
        """A part-time student goes on when the year of the full-time cohort is over."""
        with given():
            stage = db.session.get_one(Stage, cast.stage.id)
            stage.terms[0].ends = stage.ends = world.in_days(-30)
            db.session.get_one(Placement, cast.placement.id).starts = world.in_days(-160)
        browser = sign_in(cast.lead)
        browser.get(f"/students/{cast.record.id}/mode")
        browser.submit(mode="part_time")
        with looking():
            weeks = db.session.get_one(StudentProgress, (cast.record.id, cast.stage.id)).weeks
            closed = [week for week, state, _ in weeks if state == "closed"]
            assert closed == []


def test_the_opening_balance_is_one_press_away(cast: Cast, sign_in: SignIn, given: Given) -> None:
    with given():
        world.opening_balance(db.session.merge(cast.record))
    browser = sign_in(cast.lead)
    assert "10 h" in opened(browser, cast).text
    browser.click("Change the opening balance")
    assert browser.submit().heading.endswith("the course")


def test_who_sees_the_record(cast: Cast, sign_in: SignIn) -> None:
    assert "What can be done" in opened(sign_in(cast.lead), cast).text
    for part in ("student", "tutor"):
        page = opened(sign_in(cast.people[part]), cast)
        assert page.status == 200
        assert "What can be done" not in page.text
        assert "Nothing has changed since" in page.text


@pytest.mark.parametrize("part", ["student", "lead", "tutor"])
def test_the_statements_of_a_record_do_not_grow(
    cast: Cast, sign_in: SignIn, statements: Statements, given: Given, part: str
) -> None:
    browser = sign_in(cast.people[part])
    opened(browser, cast)
    with statements() as before:
        opened(browser, cast)
    with given():
        record = record_of(cast)
        for n in range(5):
            world.adjustment(record, cast.tutor)
            values = {"student_id": record.id, "stage_id": record.stage_id, "stage_before_id": record.stage_id}
            status = {"before": StudentStatus.ACTIVE, "status": StudentStatus.INTERRUPTED}
            rest = {"action": StudentAction.INTERRUPT, "day": world.in_days(-n), "by_id": cast.lead.id}
            db.session.add(StudentMove(**values, **status, **rest, at=record.person.created_at))
    with statements() as after:
        opened(browser, cast)
    assert len(before) == len(after) <= 8, after


class TestTheDatabase:
    def broken(self, app: Flask, row: Any) -> str:
        with app.app_context():
            db.session.add(row)
            with pytest.raises(IntegrityError) as error:
                db.session.flush()
            db.session.rollback()
            return sentence(error.value)

    def test_nobody_withdraws_without_a_day(self, cast: Cast, app: Flask) -> None:
        ids = {"person_id": cast.lead.id, "cohort_id": cast.cohort.id, "stage_id": cast.stage.id}
        row = StudentRecord(**ids, status=StudentStatus.WITHDRAWN)
        assert self.broken(app, row).startswith("Somebody who withdrew has the day")

    def test_a_return_comes_after(self, cast: Cast, app: Flask) -> None:
        ids = {"student_id": cast.record.id, "stage_id": cast.stage.id, "stage_before_id": cast.stage.id}
        status = {"before": StudentStatus.ACTIVE, "status": StudentStatus.INTERRUPTED}
        today = world.in_days(0)
        who = {"by_id": cast.lead.id, "at": cast.lead.created_at, "day": today, "returns_on": today}
        row = StudentMove(**ids, **status, **who, action=StudentAction.INTERRUPT)
        assert self.broken(app, row) == "The return must be after the day from which the interruption holds."
