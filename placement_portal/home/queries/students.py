"""What a student's home shows: what came back, what was verified, what to log, and who is there for them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import Prepared, db
from placement_portal.home.rules import MOST_LISTED, NEWS_DAYS
from placement_portal.hours import queries as hours
from placement_portal.hours.models import Entry
from placement_portal.hours.queries import Suggestion
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.sites.rules import monday_of


@dataclass(frozen=True, slots=True)
class News:
    """What stands of a student's entries: verified lately (and their minutes), waiting, drafts."""

    verified: int
    minutes: int
    waiting: int
    drafts: int


_LATELY = sa.and_(
    Entry.status == EntryStatus.VERIFIED, Entry.decided_at >= sa.bindparam("since", type_=Entry.decided_at.type)
)
_NEWS: Final = Prepared(
    sa.select(
        sa.func.count(sa.case((_LATELY, 1))),
        sa.func.coalesce(sa.func.sum(sa.case((_LATELY, Entry.minutes), else_=0)), 0),
        sa.func.count(sa.case((Entry.status == EntryStatus.SUBMITTED, 1))),
        sa.func.count(sa.case((Entry.status == EntryStatus.DRAFT, 1))),
    ).where(Entry.author_id == sa.bindparam("author", type_=sa.Uuid()))
)


def news(viewer: Person, now: datetime) -> News:
    """Return what was verified in the last seven days, what waits and what is not handed in, in one statement."""
    return News(*_NEWS.rows(author=viewer.id, since=now - timedelta(days=NEWS_DAYS))[0])


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who supervises or tutors a placement."""

    capacity: AssignmentCapacity
    name: str


def sent_back(viewer: Person) -> Sequence[Entry]:
    """Return the viewer's entries that came back, the oldest first."""
    wanted = sa.select(Entry).where(Entry.author_id == viewer.id, Entry.status == EntryStatus.QUERIED)
    parts = (joinedload(Entry.category), joinedload(Entry.slot), joinedload(Entry.decided_by))
    return db.session.scalars(
        wanted.options(*parts).order_by(Entry.day, Entry.start, Entry.id).limit(MOST_LISTED)
    ).all()


def missing_this_week(viewer: Person, placements: Iterable[Placement], today: date) -> list[Suggestion]:
    """Return what the timetable held this week until today and nobody logged; placements come from `for_home`."""
    monday = monday_of(today)
    found = hours.suggested(placements, monday, hours.week_of(viewer, monday))
    return [each for each in found if each.day <= today]


_TODAY: Final = sa.bindparam("today", type_=sa.Date())
_AROUND: Final = Prepared(
    sa.select(Assignment.placement_id, Assignment.capacity, Person.name)
    .join(Person, Person.id == Assignment.person_id)
    .where(Assignment.placement_id.in_(sa.bindparam("placements", expanding=True)), Assignment.starts <= _TODAY)
    .where(sa.or_(Assignment.ends.is_(None), Assignment.ends >= _TODAY))
    .order_by(Assignment.capacity, Person.name)
)


def people_around(placements: Iterable[Placement], today: date) -> dict[uuid.UUID, list[Somebody]]:
    """Return who supervises and tutors placements of one's own today: capacity and name, by placement."""
    found: dict[uuid.UUID, list[Somebody]] = {}
    for placement_id, *who in _AROUND.rows(placements=[each.id for each in placements], today=today):
        found.setdefault(placement_id, []).append(Somebody(*who))
    return found
