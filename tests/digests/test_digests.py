"""One letter a day at most to each person: nothing before seven, never twice, nothing when nothing needs them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from hypothesis import given as given_any
from hypothesis import strategies as st

from placement_portal import clock, schedule
from placement_portal.accounts.models import Person
from placement_portal.clearance.models import ClearanceItem
from placement_portal.clearance.rules import ClearanceStatus, ReturnReason
from placement_portal.clearance.rules.facts import ItemFacts
from placement_portal.clearance.service import deciding, items
from placement_portal.clearance.service.items import About
from placement_portal.database import db
from placement_portal.digests import jobs, rules
from placement_portal.digests.models import Digest
from placement_portal.digests.rules import DigestPart, Needs, Said
from placement_portal.hours.rules import EntryStatus
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements.models import Placement
from placement_portal.placements.service import pausing
from tests import world
from tests.clearance.conftest import Offices, type_of
from tests.conftest import Given, SignIn
from tests.gate.test_journeys import form, lapsed, sign
from tests.register.test_register import all_in_place

TODAY = world.in_days(0)


@pytest.fixture
def morning():  # type: ignore[no-untyped-def]
    """Travel to half past six in London of today."""
    early = datetime.combine(TODAY, time(6, 30), tzinfo=clock.local(clock.now()).tzinfo)
    with time_machine.travel(early, tick=False) as now:
        yield now


def letters(someone: Person) -> list[str]:
    """Return the texts of the daily letters to somebody, the oldest first."""
    wanted = sa.select(OutboxMessage.text).where(
        OutboxMessage.person_id == someone.id, OutboxMessage.subject == "What needs you today"
    )
    return list(db.session.scalars(wanted.order_by(OutboxMessage.id)))


def test_everybody_is_written_to_once_a_day_with_what_needs_them(
    morning: time_machine.Traveller, offices: Offices, given: Given, looking: Given, app: Flask
) -> None:
    cast = offices.cast
    with given():
        kcsie = type_of(cast.university, "kcsie")
        facts = ItemFacts(made_on=world.in_days(-1), edition="This year's")
        item = items.submit(kcsie, About(person_id=cast.student.id), facts, cast.university.id, by=cast.student)
        deciding.send_back(item, ReturnReason.OUT_OF_DATE, by=offices.officer)
        items.submit(kcsie, About(person_id=cast.other_student.id), facts, cast.university.id, by=cast.other_student)
        ours = db.session.get_one(Placement, cast.placement.id)
        world.entry(ours, world.in_days(-3), status=EntryStatus.QUERIED, whom=cast.slot)
        world.entry(
            ours, world.in_days(-2), status=EntryStatus.SUBMITTED, whom=cast.slot, supervisor_id=cast.supervisor.id
        )
    schedule.run_once(app)
    with looking():
        assert db.session.query(Digest).count() == 0
    morning.shift(timedelta(hours=1))
    for _ in range(3):
        schedule.run_once(app)
    with looking():
        (student,) = letters(cast.student)
        assert "One of your checks came back." in student
        assert "One entry of your hours came back." in student
        assert "checks are yours to send." in student
        assert "Part one" not in student
        (officer,) = letters(offices.officer)
        assert "One check waits for an officer." in officer
        (supervisor,) = letters(cast.supervisor)
        assert "One thing waits for your decision or signature." in supervisor
        (host,) = letters(cast.provider_coordinator)
        assert "3 students have begun, or begin within two weeks, and may not come on site yet." in host
        assert letters(cast.examiner) == letters(cast.tutor) == []
        assert db.session.query(Digest).filter_by(person_id=cast.tutor.id, sent=False, said="").count() == 1
    morning.shift(timedelta(days=1))
    schedule.run_once(app)
    with looking():
        assert [len(letters(each)) for each in (cast.student, offices.officer)] == [1, 1]
    with given():
        other = About(person_id=cast.student.id)
        items.submit(kcsie, other, facts, cast.university.id, by=cast.student)
    morning.shift(timedelta(days=1))
    schedule.run_once(app)
    with looking():
        assert "2 checks wait for an officer." in letters(offices.officer)[-1]
        assert "came back" not in letters(cast.student)[-1].replace("of your hours came back", "")
    morning.shift(timedelta(days=6))
    schedule.run_once(app)
    with looking():
        assert [len(letters(each)) for each in (cast.student, cast.supervisor)] == [2, 2]
    morning.shift(timedelta(days=40))
    schedule.run_once(app)
    with looking():
        assert set(db.session.scalars(sa.select(Digest.day))) == {clock.today()}


def test_last_days_exceptions_and_stops_are_counted_and_stand_on_the_home(
    morning: time_machine.Traveller, offices: Offices, sign_in: SignIn, given: Given, looking: Given, app: Flask
) -> None:
    cast = offices.cast
    lapsed(given, offices, 5)
    morning.shift(timedelta(hours=1))
    schedule.run_once(app)
    with looking():
        (supervisor,) = letters(cast.supervisor)
        assert "A check ends on one placement: say what happens for each client, the first on" in supervisor
        assert "One student whom you supervise may not see clients now, or only accompanied." in supervisor
    with given():
        db.session.execute(
            sa.update(ClearanceItem).where(ClearanceItem.code == "indemnity").values(ends_on=world.in_days(-3))
        )
    guard = sign_in(offices.safeguarding_lead)
    guard.get(f"/placements/{cast.placement.id}/exceptions/new")
    guard.submit(None, form())
    assert "Signed." in sign(guard)
    for who, begun in ((cast.lead, "Sign the exception for"), (offices.officer, "One check waits to be verified at")):
        if who is offices.officer:
            with given():
                facts = ItemFacts(made_on=world.in_days(-1), edition="This year's")
                kcsie = type_of(cast.university, "kcsie")
                items.submit(kcsie, About(person_id=cast.other_student.id), facts, cast.university.id, by=cast.student)
        assert begun in sign_in(who).get("/").text
    assert "Sign the exception for" not in guard.get("/").text
    morning.shift(timedelta(days=1))
    schedule.run_once(app)
    with looking():
        assert "One exception waits for your signature, or for your no." in letters(cast.lead)[-1]
        assert "exception" not in " ".join(letters(offices.safeguarding_lead))


def test_who_pauses_hears_nothing_of_the_course_until_two_weeks_before(
    morning: time_machine.Traveller, offices: Offices, given: Given, looking: Given, app: Flask
) -> None:
    with given():
        ours = db.session.get_one(Placement, offices.cast.placement.id)
        pausing.pause(ours, TODAY, TODAY + timedelta(days=39))
        all_in_place(offices)
    morning.shift(timedelta(hours=1))
    schedule.run_once(app)
    with looking():
        assert letters(offices.cast.student) == []
        assert letters(offices.cast.other_student)
    morning.shift(timedelta(days=27))
    schedule.run_once(app)
    with looking():
        assert "One of your checks has ended." in letters(offices.cast.student)[-1]
        host = letters(offices.safeguarding_lead)[-1]
        assert "students have begun" in host


def test_workers_at_the_same_instant_write_one_letter(
    morning: time_machine.Traveller, offices: Offices, looking: Given, app: Flask
) -> None:
    morning.shift(timedelta(hours=1))

    def run(_: int) -> int:
        with app.app_context():
            try:
                return jobs.send(app.extensions["portal.settings"])
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        queued = sum(pool.map(run, range(4)))
    with looking():
        wanted = sa.select(sa.func.count()).where(OutboxMessage.subject == "What needs you today")
        assert db.session.scalar(wanted) == queued > 0
        assert len(letters(offices.cast.student)) == 1


def test_what_ends_soon_says_when_and_what_is_stopped_comes_first(
    morning: time_machine.Traveller, offices: Offices, given: Given, looking: Given, app: Flask
) -> None:
    with given():
        all_in_place(offices)
        made = {ClearanceItem.made_on: world.in_days(-360)}
        db.session.execute(sa.update(ClearanceItem).where(ClearanceItem.code == "dbs_declaration").values(made))
        stopped = {ClearanceItem.status: ClearanceStatus.STOPPED, ClearanceItem.stopped_on: TODAY}
        db.session.execute(sa.update(ClearanceItem).where(ClearanceItem.code == "dbs_children").values(stopped))
    morning.shift(timedelta(hours=1))
    schedule.run_once(app)
    with looking():
        (student,) = letters(offices.cast.student)
        assert "One of your checks holds no longer." in student.split("\n\n")[1]
        assert "One of your checks ends soon, the first on" in student
        (host,) = letters(offices.safeguarding_lead)
        assert "One student has a check that ends within two weeks, the first on" in host


DAYS = st.dates(date(2026, 1, 1), date(2026, 2, 1))
SAID = st.builds(Said, DAYS, st.sampled_from(["", "a", "b"]), st.booleans())


@given_any(st.sampled_from(["", "a", "b"]), st.lists(SAID, unique_by=lambda each: each.day), DAYS)
def test_nothing_is_said_of_nothing_and_the_same_at_most_once_a_week(now: str, before: list[Said], today: date) -> None:
    earlier = sorted(each for each in before if each.day < today)
    due = rules.is_due(now, earlier, today)
    if not now:
        assert not due
    elif not earlier or earlier[-1].said != now:
        assert due
    elif any(each.sent and each.said == now and today - each.day < rules.AGAIN_AFTER for each in earlier):
        assert not due


def test_the_order_is_that_of_the_list_and_none_is_nothing() -> None:
    mixed = [Needs(part, 1) for part in reversed(DigestPart)]
    assert [each.part for each in rules.in_order([*mixed, Needs(DigestPart.CHECKS_END, 0)])] == list(DigestPart)
    assert rules.said([]) == ""
    assert rules.said(mixed[-1:]) != rules.said(mixed[-2:-1])
