"""A party is written to when it is its turn, then once a week and never twice, whoever runs the job how often."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from time_machine import Traveller

from placement_portal import clock, schedule
from placement_portal.agreements import jobs
from placement_portal.agreements.models import AgreementNotice
from placement_portal.agreements.rules import PartyRole
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.placements.service import pausing
from tests.agreements.conftest import Desk

SUBJECT = "An agreement waits for your signature"


@pytest.fixture
def travel() -> Iterator[Traveller]:
    with time_machine.travel("2026-11-25 09:00+00:00", tick=False) as now:
        yield now


def letters(desk: Desk, part: str) -> int:
    return sum(each.subject == SUBJECT for each in desk.mail(part))


def test_a_party_is_reminded_once_a_week(travel: Traveller, desk: Desk, app: Flask) -> None:
    made = desk.ready()
    assert [letters(desk, part) for part in ("student", "supervisor", "tutor")] == [1, 1, 1]
    desk.sign(made, "student")
    for days, expected in [(1, 1), (5, 1), (1, 2), (1, 2), (6, 3), (30, 4), (0, 4)]:
        travel.shift(timedelta(days=days))
        schedule.run_once(app)
        schedule.run_once(app)
        assert letters(desk, "supervisor") == letters(desk, "tutor") == expected
    assert letters(desk, "student") == 1
    desk.sign(made, "supervisor")
    desk.sign(made, "tutor")
    travel.shift(timedelta(days=30))
    schedule.run_once(app)
    assert letters(desk, "supervisor") == 4


def test_workers_at_the_same_instant_send_one(travel: Traveller, desk: Desk, app: Flask) -> None:
    desk.ready()
    travel.shift(timedelta(days=8))

    def run(_: int) -> int:
        with app.app_context():
            try:
                return jobs.remind(app.extensions["portal.settings"])
            finally:
                db.session.remove()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 3
    assert [letters(desk, part) for part in ("student", "supervisor", "tutor")] == [2, 2, 2]


def test_a_job_that_stops_in_the_middle_sends_nothing_and_the_next_sends_all(
    travel: Traveller, desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ready()
    travel.shift(timedelta(days=8))

    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("placement_portal.agreements.service.noticing.emails.please_sign", fail)
        with app.app_context(), pytest.raises(KeyboardInterrupt):
            jobs.remind(app.extensions["portal.settings"])
    assert letters(desk, "student") == 1
    with app.app_context():
        assert jobs.remind(app.extensions["portal.settings"]) == 3
    assert letters(desk, "student") == 2


@pytest.mark.parametrize("status, sent", [("ended_early", 1), ("active", 2)])
def test_an_end_is_silent(travel: Traveller, desk: Desk, app: Flask, status: str, sent: int) -> None:
    desk.ready()
    with desk.given():
        db.session.execute(sa.update(Placement).values(status=status))
    travel.shift(timedelta(days=8))
    schedule.run_once(app)
    assert letters(desk, "student") == sent


def test_a_pause_is_silent_until_two_weeks_before_the_return(travel: Traveller, desk: Desk, app: Flask) -> None:
    desk.ready()
    with desk.given():
        pausing.pause(desk.placement(), clock.today(), clock.today() + timedelta(days=39))
    for days, expected in [(8, 1), (17, 1), (1, 2), (7, 3)]:
        travel.shift(timedelta(days=days))
        schedule.run_once(app)
        assert letters(desk, "student") == expected


def test_opening_it_again_in_the_same_week_sends_no_second_letter(desk: Desk) -> None:
    from placement_portal.agreements import service

    made = desk.ready()
    with desk.given():
        agreement = desk.agreement(made)
        service.reopen(agreement, by=desk.person("tutor"))
        service.make_ready(agreement, now=clock.now(), by=desk.person("tutor"))
    assert letters(desk, "student") == 1


def test_a_batch_that_is_full_is_followed_by_another(
    travel: Traveller, desk: Desk, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ready()
    travel.shift(timedelta(days=8))
    monkeypatch.setattr("placement_portal.agreements.service.noticing.BATCH", 1)
    monkeypatch.setattr(jobs, "BATCH", 1)
    with app.app_context():
        assert jobs.remind(app.extensions["portal.settings"]) == 3


def test_a_notice_is_kept_by_party_and_week(travel: Traveller, desk: Desk) -> None:
    desk.ready()
    with desk.given():
        kept = db.session.execute(sa.select(AgreementNotice.role, AgreementNotice.week)).all()
    assert {(row.role, row.week) for row in kept} == {(role, 202648) for role in PartyRole}
