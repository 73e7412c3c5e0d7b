"""What a student's home shows: what came back, what was verified, what to rank and to log, and how checks stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.clearance.queries import few
from placement_portal.clearance.queries.known import Checks
from placement_portal.home.rules import MOST_LISTED, NEWS_DAYS
from placement_portal.hours import queries as hours
from placement_portal.hours.models import Entry
from placement_portal.hours.queries import Suggestion
from placement_portal.hours.rules import EntryStatus
from placement_portal.matching import queries as matching
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.programmes.models import Category
from placement_portal.sites.rules import monday_of
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.queries import Rhythm
from placement_portal.supervision.rules import SupervisionStatus

PREPARED: Final = "portal.home_of_a_student"


@dataclass(frozen=True, slots=True)
class News:
    """What stands of a student's entries: verified lately (and their minutes), waiting, drafts; and of supervision."""

    verified: int
    minutes: int
    waiting: int
    drafts: int
    to_confirm: int
    supervision_back: int


@dataclass(frozen=True, slots=True)
class Lately:
    """What a student should know of first: news of their entries, what came back, rounds that wait, supervision."""

    news: News
    sent_back: Sequence[Any]
    rounds: Sequence[Any]
    checks: Checks
    rhythms: Sequence[Rhythm]


def lately(viewer: Person, running: Sequence[Placement], now: datetime) -> Lately:
    """Return what happened to the viewer's entries, what waits for a choice, and supervision, in one statement.

    What came back has its `id`, `day`, `start`, `category`, `code`, `by`, `reason` and `offered`, the oldest first.
    """
    today = clock.today()
    asked = {"person": viewer.id, "lately": now - timedelta(days=NEWS_DAYS)}
    rhythms = supervision.rhythm_values(viewer, running, today)
    found = few.asked_with(PREPARED, _parts).rows(**asked, **rhythms | few.values([viewer.id], today))
    return Lately(
        news=News(*found["news"][0]),
        sent_back=sorted(found["sent_back"], key=lambda each: (each.day, each.start, each.id)),
        rounds=sorted(found["rounds"], key=lambda each: (each.closes, each.id)),
        checks=few.answered(found, [viewer.id], today)[viewer.id],
        rhythms=supervision.read_rhythms(viewer, running, found, today),
    )


def _parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    person: sa.BindParameter[Any] = sa.bindparam("person", type_=sa.Uuid())
    fresh = sa.and_(
        Entry.status == EntryStatus.VERIFIED, Entry.decided_at >= sa.bindparam("lately", type_=Entry.decided_at.type)
    )
    held = sa.select(sa.func.count()).where(SupervisionPart.student_id == person)
    wrote = SupervisionPart.author_id == person
    to_confirm = held.where(SupervisionPart.status == SupervisionStatus.SUBMITTED, sa.not_(wrote))
    came_back = held.where(SupervisionPart.status == SupervisionStatus.SENT_BACK, wrote)
    back = sa.select(Entry.id).where(Entry.author_id == person, Entry.status == EntryStatus.QUERIED)
    oldest = back.order_by(Entry.day, Entry.start, Entry.id).limit(MOST_LISTED)
    return dict(
        news=sa.select(
            sa.func.count(sa.case((fresh, 1))).label("verified"),
            sa.func.coalesce(sa.func.sum(sa.case((fresh, Entry.minutes), else_=0)), 0).label("minutes"),
            sa.func.count(sa.case((Entry.status == EntryStatus.SUBMITTED, 1))).label("waiting"),
            sa.func.count(sa.case((Entry.status == EntryStatus.DRAFT, 1))).label("drafts"),
            to_confirm.scalar_subquery().label("to_confirm"),
            came_back.scalar_subquery().label("supervision_back"),
        ).where(Entry.author_id == person),
        sent_back=sa.select(
            Entry.id,
            Entry.day,
            Entry.start,
            Category.name.label("category"),
            CaseloadSlot.code,
            Person.name.label("by"),
            Entry.reason,
            Entry.offered,
        )
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == Entry.slot_id)
        .outerjoin(Person, Person.id == Entry.decided_by_id)
        .where(Entry.id.in_(oldest)),
        **matching.open_parts(),
        **supervision.rhythm_parts(),
    )


def missing_this_week(viewer: Person, placements: Iterable[Placement], today: date) -> list[Suggestion]:
    """Return what the timetable held this week until today and nobody logged; placements come from `for_home`."""
    monday = monday_of(today)
    found = hours.suggested(placements, monday, hours.week_of(viewer, monday))
    return [each for each in found if each.day <= today]
