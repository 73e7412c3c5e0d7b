"""The schedule: one worker at a time, each period of a job once, and a job that fails stops no other."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import time_machine
from flask import Flask

from placement_portal import clock, schedule, transaction
from placement_portal.config import Settings
from placement_portal.database import db
from placement_portal.leases import service as leases
from placement_portal.leases.models import JobRun
from placement_portal.ledger.models import LedgerEvent
from placement_portal.schedule import Job


def fails(_settings: Settings) -> None:
    raise ZeroDivisionError("the drummer")


def counts(into: list[int]) -> Callable[[Settings], None]:
    return lambda _settings: into.append(1)


def test_a_daily_job_runs_once_a_day_whoever_ticks(app: Flask) -> None:
    ran: list[int] = []
    jobs = [Job("daily", counts(ran), schedule.every_day)]
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False) as now:
        assert schedule.run_once(app, jobs) == 1
        assert schedule.run_once(app, jobs) == 0
        now.shift(timedelta(days=1))
        assert schedule.run_once(app, jobs) == 1
    assert len(ran) == 2


def test_a_job_without_a_period_runs_at_every_tick(app: Flask) -> None:
    ran: list[int] = []
    jobs = [Job("often", counts(ran))]
    schedule.run_once(app, jobs)
    schedule.run_once(app, jobs)
    assert len(ran) == 2


def test_the_worker_ticks_every_so_often_and_sooner_when_somebody_waits(app: Flask) -> None:
    ran: list[int] = []
    waiting: list[bool] = []
    beat = schedule.beating(app, "one", [Job("often", counts(ran), waits=lambda _settings: bool(waiting))])
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC), tick=False) as now:
        assert [beat(), beat()] == [True, False]
        waiting.append(True)
        assert [beat(), beat()] == [True, True]
        waiting.clear()
        assert not beat()
        now.shift(timedelta(seconds=schedule.TICK_SECONDS))
        assert beat()
    assert len(ran) == 4


def test_a_job_that_fails_is_noted_and_the_next_one_runs(app: Flask) -> None:
    ran: list[int] = []
    assert schedule.run_once(app, [Job("bad", fails, schedule.every_day), Job("good", counts(ran))]) == 1
    with app.app_context():
        run = db.session.scalars(sa.select(JobRun)).one()
        assert (run.job, run.error) == ("bad", "ZeroDivisionError: the drummer")
        assert db.session.scalars(sa.select(LedgerEvent.action)).all() == ["job_ran"]
    assert ran == [1]


def test_only_the_holder_of_the_lease_works(app: Flask) -> None:
    ran: list[int] = []
    jobs = [Job("often", counts(ran))]
    assert schedule.tick(app, "one", jobs) == 1
    assert schedule.tick(app, "other", jobs) == 0
    assert schedule.tick(app, "one", jobs) == 1
    with time_machine.travel(clock.now() + timedelta(minutes=3), tick=False):
        assert schedule.tick(app, "other", jobs) == 1
    assert len(ran) == 3


def test_a_lease_that_was_given_back_is_free(app: Flask) -> None:
    now = clock.now()
    with app.app_context(), transaction.unit():
        assert leases.hold("x", "one", now=now)
        leases.let_go("x", "other")
        assert not leases.hold("x", "other", now=now)
        leases.let_go("x", "one")
        assert leases.hold("x", "other", now=now)


def test_old_runs_are_forgotten(app: Flask) -> None:
    with app.app_context(), transaction.unit():
        leases.claim("old", "1", now=clock.now() - timedelta(days=100))
        leases.claim("new", "1", now=clock.now())
    with app.app_context():
        schedule.forget(app.extensions["portal.settings"])
        assert db.session.scalars(sa.select(JobRun.job)).all() == ["new"]


def test_holders_have_names_of_their_own() -> None:
    assert schedule.holder_name() != schedule.holder_name()
