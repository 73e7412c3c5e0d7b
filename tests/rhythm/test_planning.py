"""The next supervision is planned by either side in one tap, and everybody who should know of it does."""

from datetime import time
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from placement_portal import clock
from placement_portal.changes.models import Away, Cover
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.hours.models import Entry
from placement_portal.ledger.models import LedgerEvent
from placement_portal.mail import jobs
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import RuleSet
from placement_portal.programmes.rules import CategoryGroup
from placement_portal.rhythm import service
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.rules import PaceKind
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus
from placement_portal.transaction import Moved
from placement_portal.web import constraints
from placement_portal.web.formats import day as in_short
from tests import world
from tests.conftest import Client, Statements
from tests.hours.conftest import SignedIn, Town
from tests.house.browser import Browser, Page

CONFIRMED = SupervisionStatus.CONFIRMED


def work(town: Town, *days: int) -> None:
    """Let the student see a client on so many days from today."""
    with town.given():
        placement = db.session.get_one(Placement, town.cast.placement.id)
        for each in days:
            world.entry(placement, world.in_days(each), whom=placement.slots[0])


def held(town: Town, days: int, **more: Any) -> None:
    with town.given():
        placement = db.session.get_one(Placement, town.cast.placement.id)
        world.session(placement, world.in_days(days), town.cast.supervisor, status=CONFIRMED, **more)


def plans(town: Town) -> list[PlannedSupervision]:
    with town.given():
        return list(db.session.scalars(sa.select(PlannedSupervision).order_by(PlannedSupervision.id)))


def here(town: Town) -> str:
    return f"/placements/{town.cast.placement.id}/supervision"


def parts_of(days: int) -> dict[str, Any]:
    day = world.in_days(days)
    return {"day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}


def plan(town: Town, browser: Browser, days: int, **more: Any) -> Page:
    browser.get(f"{here(town)}/plan")
    asked = {"day": world.in_days(days).isoformat(), "start": "15:00", "minutes": "45"}
    return browser.submit("/plan", **{**asked, **more})


def test_too_long_without_is_said_to_all_three_and_planned_in_one_tap(
    town: Town, signed_in: SignedIn, client: Client
) -> None:
    held(town, -22, start=time(14, 30))
    work(town, *range(-24, 0, 3))
    student, supervisor, tutor = signed_in("student"), signed_in("supervisor"), signed_in("tutor")
    said = "No supervision for 22 days."
    for each in (student, supervisor, tutor):
        assert said in each.get("/").text
        assert said in each.get("/supervision").text
        assert "weeks" in each.get(here(town)).text
    assert said not in signed_in("lead").get("/").text
    next_day = in_short(world.in_days(6))
    page = supervisor.get("/")
    assert f"Plan {next_day}, 14:30" in page.text, "on the weekday and at the time of the last one"
    page = supervisor.submit("/supervision/plan")
    assert f"Next: {next_day}, 14:30, 1 h 00, with Maya Okafor" in page.text
    (kept,) = plans(town)
    student.get("/")
    assert f"Next: {next_day}" in student.page.text  # type: ignore[union-attr]
    with town.given():
        letter = db.session.scalars(sa.select(OutboxMessage)).one()
        assert letter.person_id == town.cast.student.id
        mail = jobs.compose(letter, Settings(mail_from="portal@example.org"))
    (file,) = mail.iter_attachments()
    assert (file.get_content_type(), file.get_param("method")) == ("text/calendar", "PUBLISH")
    assert f"DTSTART;TZID=Europe/London:{kept.day:%Y%m%d}T143000" in file.get_content()
    assert "SUMMARY:Supervision" in student.get(f"/supervision/planned/{kept.id}/calendar.ics").html
    for browser, words in ((student, "Supervision with Maya Okafor"), (supervisor, ": supervision")):
        page = browser.get(f"/calendar?on={kept.day}")
        assert words in page.text
        assert "14:30 to 15:30" in page.text
    assert "upervision with" not in signed_in("provider_coordinator").get(f"/calendar?on={kept.day}").text
    assert f"Your next supervision: {next_day}, 14:30" in student.get("/today").text
    supervisor.get("/calendar/link")
    page = supervisor.submit("/calendar/link")
    link = next(each.get("value", "") for each in page.tree.iter("input") if each.get("id") == "address")
    assert "SUMMARY:Supervision" in client().client.get(link.removeprefix("http://localhost")).text


def test_it_is_moved_and_called_off_and_the_other_side_is_told(town: Town, signed_in: SignedIn) -> None:
    student, supervisor = signed_in("student"), signed_in("supervisor")
    page = plan(town, student, 7)
    assert "The other side is told" in page.text
    assert page.text.count("Next: ") == 1
    page = plan(town, student, 7)
    assert page.errors == ["A session is planned on this day already."]
    (kept,) = plans(town)
    at = f"/supervision/planned/{kept.id}"
    supervisor.get(at)
    stale = signed_in("tutor")
    stale.get(at)
    page = supervisor.submit(at, **parts_of(8))
    assert "It is moved" in page.text
    assert stale.submit(at, start="16:00").status == 409
    supervisor.get(at)
    supervisor.submit(at)
    assert len(plans(town)) == 1, "nothing changed, nobody is told"
    supervisor.get(at)
    assert supervisor.submit(at, minutes="0").errors == ["A session has from 1 to 720 minutes."]
    student.get(here(town))
    page = student.submit("/call-off")
    assert "It is called off" in page.text
    assert student.post(f"{at}/call-off").status == 404
    with town.given():
        again, student_ = db.session.get_one(PlannedSupervision, kept.id), db.session.merge(town.cast.student)
        with pytest.raises(Moved):
            service.call_off(again, by=student_, now=clock.now())
    with town.given():
        letters = db.session.execute(
            sa.select(OutboxMessage.person_id, OutboxMessage.subject, OutboxMessage.calendar_method).order_by(
                OutboxMessage.id
            )
        ).all()
        actions = list(db.session.scalars(sa.select(LedgerEvent.action).order_by(LedgerEvent.seq)))
    assert [(each.person_id, each.calendar_method) for each in letters] == [
        (town.cast.supervisor.id, "PUBLISH"),
        (town.cast.student.id, "PUBLISH"),
        (town.cast.supervisor.id, "CANCEL"),
    ]
    assert [each for each in actions if each.startswith("supervision")] == [
        "supervision_planned",
        "supervision_planned",
        "supervision_plan_cancelled",
    ]


def test_what_was_planned_and_not_written_down_is_asked_for(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    plan(town, student, 3)
    with town.given():
        (kept,) = db.session.scalars(sa.select(PlannedSupervision))
        kept.day = world.in_days(-1)
    page = student.get("/")
    assert f"Planned for {in_short(world.in_days(-1))} and not written down." in page.text
    week = student.get(f"/week?starting={world.in_days(-1)}")
    assert "Supervision with Maya Okafor" in week.text
    page = student.get(f"{here(town)}/new")
    assert page.form("/supervision/new").fields()["start"] == ["15:00"]
    assert page.form("/supervision/new").fields()["minutes"] == ["45"]
    asked = signed_in("supervisor").get(f"{here(town)}/new")
    assert asked.form("/supervision/new").fields()["start"] == ["15:00"]
    page = student.submit("/supervision/new", act="send")
    assert "and not written down" not in student.get("/").text
    week = student.get(f"/week?starting={world.in_days(-1)}")
    assert "Supervision, Individual" in week.text
    assert "Recorded: 0 h 45" in week.text
    assert "Planned" not in week.text


def test_the_week_shows_what_counts_of_a_group(town: Town, signed_in: SignedIn) -> None:
    with town.given():
        for each in db.session.scalars(sa.select(RuleSet)):
            each.in_force = False
        db.session.flush()
        world.rule_set(db.session.merge(town.cast.stage), number=9).group_percent = 50
    held(town, -1, present=3)
    page = signed_in("student").get(f"/week?starting={world.in_days(-1)}")
    assert "0 h 30 of 1 h 00 count" in page.text
    assert "Recorded: 1 h 00" in page.text
    assert "Counts: 0 h 30" in page.text


def test_how_often_is_said_by_who_supervises_and_moves_the_word(town: Town, signed_in: SignedIn) -> None:
    held(town, -9)
    work(town, *range(-12, 0))
    supervisor, tutor = signed_in("supervisor"), signed_in("tutor")
    page = supervisor.get(here(town))
    assert "No rhythm is agreed yet" in page.text
    assert "In rhythm" in page.text
    page = supervisor.click("change how often there is supervision")
    tutor.get(f"{here(town)}/how-often")
    page = supervisor.submit("/how-often", kind="client_hours")
    assert page.errors == ["Enter from 1 to 100 hours."]
    page = supervisor.submit("/how-often", kind="weekly", word_after="1")
    assert page.errors == ["Enter from 2 to 99 days, or nothing."]
    page = supervisor.submit("/how-often", kind="weekly", word_after="9")
    assert "Every week" in page.text
    assert "After 9 days without" in page.text
    assert "No supervision for 9 days." in page.text
    assert tutor.submit("/how-often", kind="fortnightly").status == 409
    tutor.get(f"{here(town)}/how-often")
    page = tutor.submit("/how-often", kind="client_hours", hours="30", word_after="")
    assert "After every 30 hours with clients" in page.text
    assert "After 15 days without" in page.text
    with town.given():
        world.rule_set(town.cast.stage, world.longest_gap(6, CategoryGroup.SUPERVISION), number=9)
    assert "After 7 days without" in tutor.get(here(town)).text, "the rule of the programme says so"
    with town.given():
        kept = db.session.get_one(AgreedPace, town.cast.placement.id)
        kept.kind, kept.hours = PaceKind.FORTNIGHTLY, None
    assert f"Plan {in_short(world.in_days(5))}" in tutor.get(here(town)).text


def test_who_is_away_is_said_with_who_stands_in(town: Town, signed_in: SignedIn) -> None:
    held(town, -6)
    work(town, *range(-12, 0))
    with town.given():
        cast = town.cast
        away = Away(
            person_id=cast.supervisor.id, provider_id=cast.provider.id, starts=world.in_days(-1), ends=world.in_days(9)
        )
        away.by_id, away.at = cast.provider_coordinator.id, clock.now()
        db.session.add(away)
        db.session.flush()
        db.session.add(Cover(away_id=away.id, placement_id=cast.placement.id))
    student = signed_in("student")
    page = student.get(here(town))
    assert "Maya Okafor is away until" in page.text
    assert "Nobody stands in yet" in page.text
    with town.given():
        standin = world.supervising(town.cast.provider, world.person("Ines Quarry"))
        made = world.assign(standin, db.session.get_one(Placement, town.cast.placement.id))
        db.session.scalars(sa.select(Cover)).one().assignment_id = made.id
    page = student.get(here(town))
    assert "Ines Quarry stands in." in page.text
    student.submit("/supervision/plan")
    assert plans(town)[0].supervisor_id == standin.id
    with town.given():
        for each in db.session.scalars(sa.select(Assignment).where(Assignment.placement_id == town.cast.placement.id)):
            each.starts, each.ends = world.in_days(-80), world.in_days(-1)
    page = student.get(f"{here(town)}/plan")
    assert "Nobody supervises this placement today." in page.text


@pytest.mark.parametrize("status", [PlacementStatus.PAUSED, PlacementStatus.CLOSED])
def test_what_does_not_run_is_silent(town: Town, signed_in: SignedIn, status: PlacementStatus) -> None:
    held(town, -40)
    work(town, *range(-45, 0, 3))
    student = signed_in("student")
    assert "No supervision for" in student.get(here(town)).text
    with town.given():
        placement = db.session.get_one(Placement, town.cast.placement.id)
        placement.status = status
        world.absence(placement, world.in_days(-3), world.in_days(9), from_time=time(12, 0))
        world.site_term(placement.sites[0].site, world.in_days(-80), world.in_days(-60))
        world.site_term(placement.sites[0].site, world.in_days(-30), world.in_days(100))
        world.closure(placement.sites[0].site, world.in_days(1))
    page = student.get(here(town))
    assert "No supervision for" not in page.text
    assert "Not running" in page.text
    assert student.get(f"{here(town)}/plan").status == (200 if status is PlacementStatus.PAUSED else 403)


def test_an_address_of_an_entry_that_became_a_session_leads_to_it(town: Town, signed_in: SignedIn) -> None:
    held(town, -3)
    with town.given():
        key = db.session.scalars(sa.select(SupervisionPart.id)).one()
        entry = world.entry(db.session.get_one(Placement, town.cast.placement.id), world.in_days(-2))
        entry_id = entry.id
        assert db.session.get(Entry, key) is None
    page = signed_in("student").get(f"/entries/{key}", follow=False)
    assert (page.status, page.location) == (303, f"/supervision/{key}")
    assert signed_in("other_student").get(f"/entries/{key}").status == 404
    assert signed_in("student").get(f"/entries/{entry_id}").status == 200


@pytest.mark.parametrize(
    "model, values, name",
    [
        (PlannedSupervision, {"minutes": 0}, "ck_planned_supervision_minutes"),
        (AgreedPace, {"hours": 3}, "ck_supervision_pace_hours"),
        (AgreedPace, {"word_after": 1}, "ck_supervision_pace_word_after"),
    ],
)
def test_what_the_database_refuses_is_said_in_words(town: Town, model: Any, values: dict[str, Any], name: str) -> None:
    with town.given():
        cast = town.cast
        planned = PlannedSupervision(
            placement_id=cast.placement.id,
            supervisor_id=cast.supervisor.id,
            day=world.in_days(3),
            start=time(9),
            minutes=60,
            planned_by_id=cast.student.id,
            planned_at=clock.now(),
        )
        pace = AgreedPace(
            placement_id=cast.placement.id, kind=PaceKind.WEEKLY, set_by_id=cast.tutor.id, set_at=clock.now()
        )
        db.session.add_all([planned, pace])
        db.session.flush()
        with pytest.raises(IntegrityError) as refused, db.session.begin_nested():
            db.session.execute(sa.update(model).values(**values))
        assert constraints.name(refused.value) == name
        assert constraints.sentence(refused.value) != constraints.UNKNOWN


def test_pages_take_few_statements_however_much_is_planned(
    town: Town, signed_in: SignedIn, statements: Statements
) -> None:
    supervisor, counts = signed_in("supervisor"), []
    for more in (1, 6):
        with town.given():
            for n in range(more):
                placed = world.placement(world.student(world.person(), town.cast.stage), town.cast.site)
                world.assign(town.cast.supervisor, placed)
                world.session(placed, world.in_days(-20 - n), town.cast.supervisor, status=CONFIRMED)
                world.entry(placed, world.in_days(-n))
        for page in ("/supervision", here(town), "/"):
            with statements() as seen:
                assert supervisor.get(page).status == 200
            counts.append(len(seen))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 8
