"""Stopping client work at once, lifting a stop, and closing a setting for today."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import emails, events, queries
from placement_portal.changes.models import Stop
from placement_portal.changes.rules import StopKind
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement
from placement_portal.sites import service as sites
from placement_portal.sites.models import Closure, Site

COLUMN = {StopKind.STUDENT: "student_id", StopKind.SUPERVISOR: "person_id", StopKind.SETTING: "site_id"}
CLOSED_TODAY = "Closed today"


def stop(
    provider: Organisation, kind: StopKind, subject: uuid.UUID, *, rung: str, plans: list[Any], by: Person
) -> Stop:
    """Stop client work of a student, under a supervisor or at a setting from this minute on; one person is enough.

    `plans` say for each placement and code who sees that client next. Raises `Refused` when it is stopped already.
    """
    db.session.execute(sa.select(Organisation.id).where(Organisation.id == provider.id).with_for_update())
    if any(getattr(each, COLUMN[kind]) == subject for each in queries.in_force_at([provider.id])):
        raise Refused("This is stopped already.")
    now = clock.now()
    local = clock.local(now, provider.zone)
    made = Stop(
        provider=provider,
        kind=kind,
        since=local.date(),
        since_time=local.time().replace(second=0, microsecond=0),
        rung=rung,
        plans=plans,
        by_id=by.id,
        at=now,
        **{COLUMN[kind]: subject},
    )
    db.session.add(made)
    db.session.flush()
    db.session.refresh(made)
    placements = queries.placements_under(made)
    _touch(placements)
    _record(made, events.ClientWorkStopped(kind=kind, subject=subject, since=made.since), by)
    emails.stopped(made, _people(placements), by=by)
    return made


def lift(found: Stop, lifted: date, *, by: Person, shown: int | None = None) -> None:
    """Let client work go on from a day; raise `Moved` when it was lifted meanwhile."""
    transaction.check_version(found, shown)
    found.lifted, found.lifted_by_id, found.lifted_at = lifted, by.id, clock.now()
    placements = queries.placements_under(found)
    _touch(placements)
    subject = found.student_id or found.person_id or found.site_id
    assert subject is not None  # a constraint says that there is exactly one
    _record(found, events.StopLifted(kind=found.kind, subject=subject, lifted=lifted), by)
    emails.lifted(found, _people(placements), by=by)


def close_today(site: Site, *, by: Person) -> tuple[Closure, list[Person]]:
    """Close a setting for today and tell everybody who is expected there; return whom.

    Raises `Refused` when it is closed today already.
    """
    today = clock.today(site.zone or site.provider.zone)
    closure = sites.close(site, today, today, CLOSED_TODAY, by=by)
    people = queries.around_site(queries.expected_on(site, today), today)
    emails.closed_today(site, people, by=by)
    return closure, people


def _people(placements: Iterable[Placement]) -> list[Person]:
    found = {each.id: each for one in placements for each in queries.concerned(one, clock.today())}
    return [found[key] for key in sorted(found)]


def _touch(placements: Iterable[Placement]) -> None:
    for each in placements:
        transaction.touch(each.id)


def _record(made: Stop, event: ledger.Event, by: Person) -> None:
    ledger.record(event, by=by, on=made.id, chain=made.provider_id, version=made.version)
