"""The placements on which a student can log today."""

import functools
import uuid
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Together, db
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.queries.found import around
from placement_portal.placements.queries.giving import (
    choice_parts,
    day_parts,
    give_choices,
    give_sites,
    give_timetables,
)
from placement_portal.placements.rules import (
    DAYS_AFTER,
    DAYS_BEFORE,
    GRACE_DAYS,
    TAKES_HOURS,
)
from placement_portal.programmes.models import StudentRecord


def current_of(person: Person) -> list[Placement]:
    """Return the person's own placements on which work can be logged today; running ones first.

    From four weeks before the first day until two weeks and a grace after the last, in a state that takes hours.
    """
    return list(db.session.scalars(_current_around(), _today_of(person)))


def current_with_provider(person: Person) -> list[Placement]:
    """Return `current_of` with the provider and the student alone, for a home."""
    student = joinedload(Placement.student).joinedload(StudentRecord.person)
    return list(db.session.scalars(_current().options(joinedload(Placement.provider), student), _today_of(person)))


def for_logging(person: Person) -> list[Placement]:
    """Return `current_of`, with settings and closures, open slots, timetable and categories; two statements."""
    current = current_of(person)
    if current:
        found = _parts().rows(placements=[each.id for each in current])
        give_sites(current, found)
        give_timetables(current, found)
        give_choices(current, found)
    return current


@functools.cache
def _parts() -> Together:
    return Together(**day_parts(), **choice_parts())


@functools.cache
def _current_around() -> sa.Select[Placement]:
    return _current().options(*around())


@functools.cache
def _current() -> sa.Select[Placement]:
    """Return the statement that finds them, built once: it is asked with what `_today_of` returns."""
    today, latest, earliest = (sa.bindparam(name, type_=sa.Date()) for name in ("today", "latest", "earliest"))
    # Ids, not a subselect: PostgreSQL would join everybody's placements with all that is around them first.
    own: sa.BindParameter[uuid.UUID] = sa.bindparam("records", expanding=True)
    wanted = sa.select(Placement).where(Placement.student_id.in_(own), Placement.status.in_(TAKES_HOURS))
    runs = sa.and_(Placement.starts <= today, Placement.ends >= today)
    near = wanted.where(Placement.starts <= latest, Placement.ends >= earliest)
    return near.order_by(sa.case((runs, 0), else_=1), Placement.starts.desc(), Placement.id)


def _today_of(person: Person) -> dict[str, Any]:
    today = clock.today()
    latest, earliest = today + timedelta(days=DAYS_BEFORE), today - timedelta(days=DAYS_AFTER + GRACE_DAYS)
    return {"records": list(standing(person).on_course()), "today": today, "latest": latest, "earliest": earliest}
