"""What waits for a person: lines to verify, changes to verified entries to answer, and how many."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from flask import has_request_context, request
from sqlalchemy.orm import aliased, contains_eager, joinedload

from placement_portal.accounts.models import Person
from placement_portal.agreements import queries as agreements
from placement_portal.competencies import queries as competencies
from placement_portal.competencies.models import LookRequest
from placement_portal.database import db
from placement_portal.hours import queries as hours
from placement_portal.hours import rules
from placement_portal.hours.models import Amendment, Entry, EntryVersion
from placement_portal.hours.rules import AmendmentStatus, EntryStatus, SessionOutcome
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.programmes.models import Category, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, is_client_work
from placement_portal.signing.queries import reach
from placement_portal.sites.models import Site
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.transaction import Difference

PAGE: Final = 60
"""Lines on one page: three students' two weeks, and no page above 100 kB even when every line has a long note."""

CHANGES: Final = 20
COUNT_STOPS: Final = 100
Student = aliased(Person)
University = aliased(Organisation)
After = tuple[date, uuid.UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry that waits, with all that one needs to decide."""

    id: uuid.UUID
    number: int
    day: date
    start: time
    planned_minutes: int
    minutes: int
    outcome: SessionOutcome
    note: str
    flags: list[rules.EntryFlag]
    site_id: uuid.UUID
    category_id: uuid.UUID
    slot_id: uuid.UUID | None
    placement_id: uuid.UUID
    student_id: uuid.UUID
    student: str
    category: str
    code: str | None
    site: str
    university: str

    @property
    def seen(self) -> str:
        """The hash of what is shown, to which the decision is bound."""
        return rules.seen(self)


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a verified entry that waits for an answer: old and new, side by side."""

    amendment: Amendment
    entry: Entry
    differences: Sequence[Difference]
    seen: str


def lines(viewer: Person, after: After | None = None) -> tuple[list[Line], bool]:
    """Return the oldest lines that wait for the viewer, `PAGE` at most, and whether there are more."""
    wanted = _lines(viewer)
    if wanted is None:
        return [], False
    if after:
        day, entry_id = after
        wanted = wanted.where(sa.or_(Entry.day > day, sa.and_(Entry.day == day, Entry.id > entry_id)))
    found = _read(wanted.limit(PAGE + 1))
    return found[:PAGE], len(found) > PAGE


def shown(viewer: Person, ids: Collection[uuid.UUID]) -> list[Line]:
    """Return those of the lines with these ids that wait for the viewer now."""
    wanted = _lines(viewer)
    return [] if wanted is None else _read(wanted.where(Entry.id.in_(ids)))


def changes(viewer: Person) -> list[Change]:
    """Return the changes to verified entries that wait for the viewer, the first that was asked for first."""
    reachable = reach.may_decide(viewer)
    if reachable is None:
        return []
    content = (Entry.category, Entry.slot, Entry.site)
    versions = (EntryVersion.category, EntryVersion.slot, EntryVersion.site)
    wanted = (
        sa.select(Amendment, EntryVersion)
        .join(Amendment.entry)
        .join(Entry.placement)
        .join(EntryVersion, _of_amendment())
        .where(Amendment.status == AmendmentStatus.PENDING, reachable)
        .options(
            contains_eager(Amendment.entry).joinedload(Entry.author),
            *(contains_eager(Amendment.entry).joinedload(each) for each in content),
            *(joinedload(each) for each in versions),
        )
        .order_by(Amendment.asked_at, Amendment.id)
        .limit(CHANGES)
    )
    return [_change(amendment, version) for amendment, version in db.session.execute(wanted)]


class Counts(NamedTuple):
    """How much waits of each kind, each counted to a hundred."""

    agreements: int = 0
    sessions: int = 0
    entries: int = 0
    changes: int = 0
    looks: int = 0


def counts(viewer: Person) -> Counts:
    """Return how much waits for the viewer, in one statement, asked once in a request: for the page and its menu."""
    if not has_request_context():
        return _counts(viewer)
    kept: dict[uuid.UUID, Counts] = request.environ.setdefault("portal.waiting", {})
    if viewer.id not in kept:
        kept[viewer.id] = _counts(viewer)
    return kept[viewer.id]


def waiting_count(viewer: Person) -> int:
    """Return how much waits for the viewer, to a hundred; for the badge in the menu."""
    return min(sum(counts(viewer)), COUNT_STOPS)


def _counts(viewer: Person) -> Counts:
    reachable = reach.may_decide(viewer)
    near = None if reachable is None else sa.select(Entry.id).join(Entry.placement).where(reachable)
    wanted = {
        "agreements": agreements.ids_waiting_for(viewer),
        "sessions": supervision.waiting(viewer, sa.select(SupervisionPart.id)),
        "entries": None if near is None else near.where(Entry.status == EntryStatus.SUBMITTED),
        "changes": None if near is None else _pending(near),
        "looks": competencies.looks_waiting(viewer, sa.select(LookRequest.id)),
    }
    asked = {name: each for name, each in wanted.items() if each is not None}
    if not asked:
        return Counts()
    columns = [sa.select(sa.func.count()).select_from(_some(each)).scalar_subquery() for each in asked.values()]
    found = db.session.execute(sa.select(*columns)).one()
    return Counts(**dict(zip(asked, found, strict=True)))


def _pending(near: sa.Select[Any]) -> sa.Select[Any]:
    return near.join(Amendment, Amendment.entry_id == Entry.id).where(Amendment.status == AmendmentStatus.PENDING)


def _some(wanted: sa.Select[Any]) -> sa.Subquery:
    return wanted.limit(COUNT_STOPS).subquery()


def _of_amendment() -> sa.ColumnElement[bool]:
    return sa.and_(EntryVersion.entry_id == Amendment.entry_id, EntryVersion.number == Amendment.number)


def _change(amendment: Amendment, version: EntryVersion) -> Change:
    entry = amendment.entry
    seen = rules.hash_shown(entry.id, version.number, version)
    return Change(amendment, entry, hours.differences(entry, version), seen)


def _lines(viewer: Person) -> sa.Select[*tuple[Any, ...]] | None:
    reachable = reach.may_decide(viewer)
    if reachable is None:
        return None
    content = (
        Entry.day,
        Entry.start,
        Entry.planned_minutes,
        Entry.minutes,
        Entry.outcome,
        Entry.flags,
        Entry.day_closed,
    )
    ids = (Entry.id, Entry.number, Entry.site_id, Entry.category_id, Entry.slot_id, Entry.placement_id)
    names = (Student.name.label("student"), Category.name.label("category"), CaseloadSlot.code, Site.name.label("site"))
    return (
        sa.select(
            *ids,
            *content,
            Category.group,
            Entry.note,
            Placement.student_id,
            *names,
            University.name.label("university"),
        )
        .join(Placement, Placement.id == Entry.placement_id)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Student, Student.id == StudentRecord.person_id)
        .join(University, University.id == Placement.university_id)
        .join(Category, Category.id == Entry.category_id)
        .join(Site, Site.id == Entry.site_id)
        .outerjoin(CaseloadSlot, CaseloadSlot.id == Entry.slot_id)
        .where(Entry.status == EntryStatus.SUBMITTED, reachable)
        .order_by(Entry.day, Entry.id)
    )


def _read(wanted: sa.Select[*tuple[Any, ...]]) -> list[Line]:
    return [_line(**row) for row in db.session.execute(wanted).mappings()]


def _line(*, flags: list[str], day_closed: bool, group: CategoryGroup, **row: Any) -> Line:
    return Line(**row, flags=rules.flags_now(flags, closed=day_closed and is_client_work(group)))
