"""Hold the right to run jobs, and claim a period of a job so that it is run once."""

from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal.database import db, insert_or_ignore
from placement_portal.leases.models import JobRun, Lease

HELD_FOR: Final = timedelta(minutes=2)
ERROR_LENGTH: Final = 500


def hold(name: str, holder: str, *, now: datetime) -> bool:
    """Take or renew the lease `name` for two minutes; return False while somebody else holds it."""
    until = now + HELD_FOR
    free = sa.or_(Lease.holder == holder, Lease.until <= now)
    taken = db.session.execute(
        sa.update(Lease).where(Lease.name == name, free).values(holder=holder, until=until).returning(Lease.name)
    )
    if taken.first():
        return True
    first = insert_or_ignore(Lease).values(name=name, holder=holder, until=until).returning(Lease.name)
    return db.session.execute(first).first() is not None


def let_go(name: str, holder: str) -> None:
    """Give the lease back, so that another worker need not wait for its end."""
    db.session.execute(sa.delete(Lease).where(Lease.name == name, Lease.holder == holder))


def claim(job: str, period: str, *, now: datetime) -> bool:
    """Claim one period of a job; return False when it was claimed before."""
    claimed = insert_or_ignore(JobRun).values(job=job, period=period, started_at=now).returning(JobRun.job)
    return db.session.execute(claimed).first() is not None


def finish(job: str, period: str, *, now: datetime, error: str | None = None) -> None:
    """Note that a period of a job ended, and what went wrong if anything did."""
    ran = sa.update(JobRun).where(JobRun.job == job, JobRun.period == period)
    db.session.execute(ran.values(finished_at=now, error=error[:ERROR_LENGTH] if error else None))


def forget(before: datetime) -> None:
    """Delete the runs that started before a moment."""
    db.session.execute(sa.delete(JobRun).where(JobRun.started_at < before))
