"""Which job runs when: one table, ticked by the worker, each period of a job run once whoever ticks."""

import os
import socket
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask

from placement_portal import clock, ledger, transaction
from placement_portal.accounts import service as accounts
from placement_portal.agreements import jobs as agreements
from placement_portal.clearance import jobs as clearance
from placement_portal.config import Settings
from placement_portal.digests import jobs as digests
from placement_portal.digests import service as digest_rows
from placement_portal.frameworks import jobs as frameworks
from placement_portal.gate import jobs as gate
from placement_portal.handover import jobs as handover
from placement_portal.intake import jobs as intake
from placement_portal.leases import service as leases
from placement_portal.letters import jobs as letters
from placement_portal.links import service as links
from placement_portal.mail import jobs as mail
from placement_portal.matching import jobs as matching
from placement_portal.once import service as once
from placement_portal.progress import jobs as progress
from placement_portal.signatures import service as signatures
from placement_portal.signpost import jobs as signpost
from placement_portal.students import service as students

LEASE: Final = "worker"
RUNS_KEPT: Final = timedelta(days=90)
TICK_SECONDS: Final = 15
GLANCE_SECONDS: Final = 2
log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class JobRan(ledger.Event):
    """A job of the schedule ended."""

    job: str
    period: str
    failed: bool


@dataclass(frozen=True)
class Job:
    """A piece of work, and the period in which it is run once; without a period it runs at every tick.

    `waits` says whether somebody waits for it now, so that it need not wait for the next tick; it only reads.
    """

    name: str
    run: Callable[[Settings], object]
    period: Callable[[datetime], str] | None = None
    waits: Callable[[Settings], bool] | None = None


def every_day(now: datetime) -> str:
    """Name the local day, so that daily work begins after midnight in London."""
    return clock.local(now).date().isoformat()


def forget(_settings: Settings) -> None:
    """Delete what is kept for a while only: runs of jobs, keys of forms already done, old sessions and links."""
    now = clock.now()
    with transaction.unit():
        leases.forget(now - RUNS_KEPT)
        once.forget(now)
        accounts.forget(now)
        links.forget(now)
        signatures.forget(now)
        students.forget(now)
        digest_rows.forget(now)


JOBS: Final = (
    Job("tell_settings", letters.tell),
    Job("send_mail", mail.send_due),
    Job("forget_uploads", intake.forget),
    Job("remind_to_sign", agreements.remind, every_day),
    Job("propose", matching.propose, waits=matching.waits),
    Job("pass_on", handover.pass_on, every_day),
    Job("recount", progress.recount, every_day),
    Job("write_digests", digests.send),
    Job("forget", forget, every_day),
    Job("forget_check_files", clearance.forget_uploads),
    Job("forget_framework_files", frameworks.forget),
    Job("warn_of_last_days", gate.warn, every_day),
    Job("purge_decisions", clearance.purge, every_day),
    Job("purge_tellings", signpost.purge, every_day),
)


def tick(app: Flask, holder: str, jobs: Iterable[Job] = JOBS) -> int:
    """Run every job whose period was not run yet; return how many ran, none while another worker holds the lease."""
    with app.app_context():
        with transaction.unit():
            held = leases.hold(LEASE, holder, now=clock.now())
        return sum(_run(app, job) for job in jobs) if held else 0


def run_once(app: Flask, jobs: Iterable[Job] = JOBS) -> int:
    """Tick once and give the lease back: `portal worker --once`."""
    holder = holder_name()
    ran = tick(app, holder, jobs)
    with app.app_context(), transaction.unit():
        leases.let_go(LEASE, holder)
    return ran


def run_forever(app: Flask, jobs: Iterable[Job] = JOBS) -> None:
    """Tick every 15 seconds, sooner when somebody waits, until the process is told to stop.

    A tick that fails is logged and the next one tries.
    """
    scheduler = BlockingScheduler()
    scheduler.add_job(
        beating(app, holder_name(), tuple(jobs)),
        "interval",
        seconds=GLANCE_SECONDS,
        next_run_time=clock.now(),
        max_instances=1,
        coalesce=True,
    )
    scheduler.start()


def beating(app: Flask, holder: str, jobs: Iterable[Job]) -> Callable[[], bool]:
    """Return what ticks when 15 seconds have passed or somebody waits for a job, and says whether it did."""
    last: list[datetime] = []

    def beat() -> bool:
        due = not last or clock.now() - last[0] >= timedelta(seconds=TICK_SECONDS)
        if not due and not _is_waited_for(app, jobs):
            return False
        last[:] = [clock.now()]
        tick(app, holder, jobs)
        return True

    return beat


def _is_waited_for(app: Flask, jobs: Iterable[Job]) -> bool:
    settings: Settings = app.extensions["portal.settings"]
    with app.app_context():
        return any(job.waits(settings) for job in jobs if job.waits)


def holder_name() -> str:
    """Return a name for this worker: host, process and a random end."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"


def _run(app: Flask, job: Job) -> bool:
    if job.period is None:
        return _attempt(app, job) is None
    now = clock.now()
    period = job.period(now)
    with transaction.unit():
        claimed = leases.claim(job.name, period, now=now)
    if not claimed:
        return False
    error = _attempt(app, job)
    _note(job, period, error)
    return error is None


def _attempt(app: Flask, job: Job) -> str | None:
    settings: Settings = app.extensions["portal.settings"]
    try:
        job.run(settings)
    except Exception as error:  # a job that fails must not stop the others
        transaction.roll_back()
        log.exception("job_failed", job=job.name)
        return f"{type(error).__name__}: {error}"
    return None


def _note(job: Job, period: str, error: str | None) -> None:
    with transaction.unit():
        leases.finish(job.name, period, now=clock.now(), error=error)
        ledger.record(JobRan(job=job.name, period=period, failed=bool(error)), by=None)
