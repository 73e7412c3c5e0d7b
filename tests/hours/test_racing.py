"""Two people at the same instant, and a form sent twice at once: one act holds, the other meets a clear answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from placement_portal.database import db
from placement_portal.hours.models import Entry, EntryDecision, EntryVersion
from placement_portal.hours.rules import EntryFlag, EntryStatus
from tests import world
from tests.hours.conftest import SignedIn, Town, last_week
from tests.house.browser import Browser, Page


def at_once(*acts: Callable[[], Page]) -> list[Page]:
    """Do several things in the same instant."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Page]) -> Page:
        barrier.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def waiting(town: Town, days: int = -10) -> Entry:
    with town.given():
        return world.entry(
            town.cast.placement,
            world.in_days(days),
            status=EntryStatus.SUBMITTED,
            whom=town.cast.slot,
            supervisor_id=town.cast.supervisor.id,
            number=1,
        )


def filled(browser: Browser, url: str, which: str, **typed: Any) -> Callable[[], Page]:
    """Open a form now, to be sent later."""
    form = browser.get(url).form(which)
    data = {name: many[0] for name, many in form.fields().items()} | typed
    return lambda: browser.post(url, data)


def test_of_two_decisions_in_one_instant_one_holds(town: Town, signed_in: SignedIn) -> None:
    entry = waiting(town)
    url = f"/entries/{entry.id}/decide"
    verify = filled(signed_in("supervisor"), url, "/decide", act="verify")
    send_back = filled(signed_in("former_supervisor_in_grace"), url, "/decide", act="query", reason="Why?")
    answers = at_once(verify, send_back)
    assert sorted(each.status for each in answers) == [303, 409]
    with town.given():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(EntryDecision)) == 1


def test_a_decision_and_a_withdrawal_in_one_instant_leave_one_of_them(town: Town, signed_in: SignedIn) -> None:
    entry = waiting(town)
    student = signed_in("student")
    student.get(f"/entries/{entry.id}")
    verify = filled(signed_in("supervisor"), f"/entries/{entry.id}/decide", "/decide", act="verify")
    answers = at_once(verify, lambda: student.post(f"/entries/{entry.id}/withdraw"))
    assert sorted(each.status for each in answers) == [303, 409]
    assert town.entry().status in {EntryStatus.VERIFIED, EntryStatus.DRAFT}


def test_one_form_sent_many_times_at_once_makes_one_entry(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    form = student.get("/log").form("/log")
    day = last_week(1)
    with town.given():
        kind = str(world.category(town.cast.version, "PREP").id)
    typed = {"day": day.isoformat(), "category": kind, "slot": "", "start": "10:00", "length": "45"}
    kept = {name: many[0] for name, many in form.fields().items() if name != "csrf_token"}
    data = kept | typed
    again = [Browser(student.app) for _ in range(4)]
    for each in again:
        each.sign_in("student@example.org", world.PASSWORD)
    answers = at_once(*(lambda browser=each: browser.post("/log", data) for each in again))
    assert len(town.entries()) == 1, [each.text for each in answers]
    assert {each.status for each in answers} == {303}
    assert again[0].post("/log", data).status == 303


def test_racing_drafts_lose_nothing(town: Town, signed_in: SignedIn) -> None:
    entry = waiting(town)
    with town.given():
        db.session.execute(sa.update(Entry).values(status=EntryStatus.DRAFT, number=0))
    first, second = signed_in("student"), signed_in("student")
    url = f"/entries/{entry.id}/edit"
    acts = [filled(first, url, "/edit", length="30"), filled(second, url, "/edit", length="60")]
    assert sorted(each.status for each in at_once(*acts)) == [303, 409]


def log(town: Town, browser: Browser, day: date, start: str, length: str) -> Page:
    """Log a session with C1 by the front door, and send it."""
    with town.given():
        kind = str(world.category(town.cast.version, "DIR-I").id)
    browser.get("/log")
    parts = {"day": "other", "day-day": str(day.day), "day-month": str(day.month), "day-year": str(day.year)}
    how = {"length": "other", "minutes": length} | parts
    return browser.submit("/log", category=kind, slot=str(town.cast.slot.id), start=start, fields=how, press="Send it")


@pytest.mark.parametrize(
    "now, day, start, other, overlaps",
    [
        ("2026-10-27 12:00", date(2026, 10, 25), "00:30", "02:00", False),  # two hours later, the clock shows 01:30
        ("2026-10-27 12:00", date(2026, 10, 25), "00:30", "01:15", True),
        ("2026-03-30 12:00", date(2026, 3, 29), "00:30", "03:15", True),  # two hours later, the clock shows 03:30
        ("2026-03-30 12:00", date(2026, 3, 29), "00:30", "03:30", False),
        ("2028-03-02 12:00", date(2028, 2, 29), "23:00", "23:45", True),  # on leap day, across midnight
    ],
)
def test_nights_on_which_the_clocks_change_and_leap_days_are_right(
    app: Any, given: Any, client: Any, now: str, day: date, start: str, other: str, overlaps: bool
) -> None:
    with time_machine.travel(f"{now}+00:00", tick=False):
        with given():
            town = Town(world.the_cast(), given)
        student = client()
        student.sign_in("student@example.org", world.PASSWORD)
        log(town, student, day, start, "120")
        log(town, student, day, other, "20")
    made = town.entries()
    assert {each.day for each in made} == {day}
    assert any(EntryFlag.OVERLAP in each.flagged for each in made) is overlaps


def test_a_session_across_midnight_meets_the_next_day(town: Town, signed_in: SignedIn) -> None:
    student = signed_in("student")
    log(town, student, last_week(0), "23:30", "120")
    log(town, student, last_week(1), "01:00", "30")
    assert [EntryFlag.OVERLAP in each.flagged for each in town.entries()] == [False, True]


def test_versions_are_never_changed(town: Town, signed_in: SignedIn) -> None:
    log(town, signed_in("student"), last_week(0), "10:00", "45")
    with town.given(), pytest.raises(sa.exc.DBAPIError, match="append-only"):
        db.session.execute(sa.update(EntryVersion).values(start=time(9, 0)))
