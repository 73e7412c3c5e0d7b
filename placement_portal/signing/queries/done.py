"""What a person decided lately: just now, when it can still be undone, and in the last days."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import rules
from placement_portal.hours.models import Entry, EntryDecision
from placement_portal.hours.rules import UNDO_OF, UNDO_WINDOW, EntryAction, EntryStatus
from placement_portal.placements.models import CaseloadSlot
from placement_portal.programmes.models import Category

JUST_NOW: Final = 300
LATELY: Final = 10
LATELY_DAYS: Final = 14
Student = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedLine:
    """One line that the person decided, as it stands."""

    id: uuid.UUID
    at: datetime
    action: EntryAction
    status: EntryStatus
    day: date
    start: time
    student: str
    category: str
    code: str | None

    @property
    def stands(self) -> bool:
        """Whether nothing followed the decision."""
        return (self.status, UNDO_OF[self.action]) in rules.MOVES


@dataclass(frozen=True, slots=True)
class Act:
    """What was decided with one press of a button, alike for all its lines."""

    at: datetime
    action: EntryAction
    lines: Sequence[DecidedLine]

    @property
    def key(self) -> str:
        """What a form sends to undo it."""
        return f"{self.action.value}~{self.at.isoformat()}"

    @property
    def until(self) -> datetime:
        """Until when it can be undone."""
        return rules.undo_until(self.at)


def done_just_now(viewer: Person, now: datetime) -> list[Act]:
    """Return what the viewer decided and can still undo, the latest act first."""
    found = _read(_decided(viewer, now - UNDO_WINDOW).limit(JUST_NOW))
    acts = groupby((each for each in found if each.stands), key=lambda each: (each.at, each.action))
    return [Act(at, action, tuple(lines)) for (at, action), lines in acts]


def done_at(viewer: Person, action: EntryAction, at: datetime) -> list[uuid.UUID]:
    """Return the ids of the entries that the viewer decided on in one act."""
    own = sa.select(EntryDecision.entry_id).where(EntryDecision.by_id == viewer.id, EntryDecision.at == at)
    standing = own.where(EntryDecision.action == action, EntryDecision.undone_at.is_(None))
    return list(db.session.scalars(standing.order_by(EntryDecision.entry_id)))


def decided_lately(viewer: Person, now: datetime) -> list[DecidedLine]:
    """Return the last lines that the viewer decided in two weeks, the latest first."""
    return _read(_decided(viewer, now - timedelta(days=LATELY_DAYS)).limit(LATELY))


def _decided(viewer: Person, since: datetime) -> sa.Select[*tuple[Any, ...]]:
    decision = (EntryDecision.at, EntryDecision.action)
    line = (Entry.id, Entry.status, Entry.day, Entry.start, CaseloadSlot.code)
    still_theirs = (Entry.decided_by_id == viewer.id, Entry.decided_at == EntryDecision.at)
    return (
        sa.select(*decision, *line, Student.name.label("student"), Category.name.label("category"))
        .join(Entry, Entry.id == EntryDecision.entry_id)
        .join(Student, Student.id == Entry.author_id)
        .join(Category, Category.id == Entry.category_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == Entry.slot_id)
        .where(EntryDecision.by_id == viewer.id, EntryDecision.at >= since, EntryDecision.undone_at.is_(None))
        .where(EntryDecision.action.in_(UNDO_OF), Entry.changing.is_(False), Entry.reversed_at.is_(None), *still_theirs)
        .order_by(EntryDecision.at.desc(), EntryDecision.action, Entry.day, Entry.start, Entry.id)
    )


def _read(wanted: sa.Select[*tuple[Any, ...]]) -> list[DecidedLine]:
    return [DecidedLine(**row) for row in db.session.execute(wanted).mappings()]
