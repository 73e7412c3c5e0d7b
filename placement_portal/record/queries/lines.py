"""What the pages of the record read: lines as columns, so that a long list takes no more than a short one."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, NamedTuple

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Prepared, db
from placement_portal.hours.models import GAP, Entry, EntryVersion, Reversal
from placement_portal.hours.rules import EntryFlag, EntryStatus, SessionOutcome, flags_now
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import CaseloadSlot, Placement, PlacementSite
from placement_portal.placements.policy import standing
from placement_portal.programmes.models import Category, StudentRecord
from placement_portal.programmes.rules import CLIENT_GROUPS, CategoryGroup, is_client_work
from placement_portal.progress.rules import HeldBack, Hold, Holds, Verdict, verdict
from placement_portal.record.rules import EVERYTHING, PAGE, Narrowed, Place, Sum, said
from placement_portal.sites.models import Site

NO_HOLDS = Holds()
HANDED_IN = (EntryStatus.SUBMITTED, EntryStatus.VERIFIED)


@dataclass(frozen=True, slots=True)
class Whose:
    """A placement by which a list can be narrowed."""

    id: uuid.UUID
    student_id: uuid.UUID
    starts: date
    ends: date
    provider: str
    site: str


class Row(NamedTuple):
    """One line of a list of hours, with all that says whether it counts; a tuple, since a list makes dozens."""

    id: uuid.UUID
    day: date
    start: time
    planned_minutes: int
    minutes: int
    outcome: SessionOutcome
    note: str
    status: EntryStatus
    flags: list[str]
    changing: bool
    reversed_at: datetime | None
    category: str
    group: CategoryGroup
    counts: bool
    code: str | None
    site: str
    in_stop: bool
    gap: str | None
    day_closed: bool
    placement_id: uuid.UUID
    category_code: str

    @property
    def unusual(self) -> list[EntryFlag]:
        """What is unusual about it, as it is now."""
        return flags_now(self.flags, closed=self.day_closed and is_client_work(self.group))

    @property
    def is_stopped(self) -> bool:
        """Whether it is work with clients after a stop."""
        return self.in_stop and is_client_work(self.group)

    @property
    def is_uncleared(self) -> bool:
        """Whether a check that its category needs was not in place on its day."""
        return self.gap is not None

    @property
    def is_shared(self) -> bool:
        """Never: time shared with others is supervision, which is no entry."""
        return False

    @property
    def is_gated(self) -> bool:
        """Never by itself: what holds an entry back stands in what is kept of its student's year."""
        return False

    @property
    def is_capped(self) -> bool:
        """Never by itself, for the same reason."""
        return False

    @property
    def is_reversed(self) -> bool:
        """Whether the university took it back."""
        return self.reversed_at is not None

    @property
    def verdict(self) -> Verdict:
        """Whether it counts, and why not."""
        return verdict(self, self.gap)

    def held(self, holds: Holds) -> HeldBack | None:
        """Return which rule keeps it from counting, though nothing else does."""
        return holds.of(self.placement_id, self, self.group, self.category_code) if self.verdict.counts else None

    @property
    def sentence(self) -> str:
        """Whether it counts, in words for its writer."""
        return said(self.status, self.outcome, self.counts, self.is_reversed, self.is_stopped, self.gap)

    @property
    def said_to_staff(self) -> str:
        """Whether it counts, in words for everybody else."""
        return said(self.status, self.outcome, self.counts, self.is_reversed, self.is_stopped, self.gap, to_staff=True)

    @property
    def place(self) -> Place:
        """Where a page that ends here goes on."""
        return Place(self.day, self.id)


# Looked up for each line: joined, PostgreSQL would read everybody's slots for the one page.
_CODE = sa.select(CaseloadSlot.code).where(CaseloadSlot.id == Entry.slot_id).scalar_subquery()
COLUMNS = (  # in the order of the fields of a row
    Entry.id,
    Entry.day,
    Entry.start,
    Entry.planned_minutes,
    Entry.minutes,
    Entry.outcome,
    Entry.note,
    Entry.status,
    Entry.flags,
    Entry.changing,
    Entry.reversed_at,
    Category.name,
    Category.group,
    Category.counts,
    _CODE,
    Site.name,
    Entry.in_stop,
    Entry.gap,
    Entry.day_closed,
    Entry.placement_id,
    Category.code,
)


_MAIN = sa.and_(PlacementSite.placement_id == Placement.id, PlacementSite.position == 0, PlacementSite.ends.is_(None))
_SITE = sa.func.coalesce(Site.name, "")
_OWN = Prepared(
    sa.select(Placement.id, Placement.student_id, Placement.starts, Placement.ends, Organisation.name, _SITE)
    .join(StudentRecord, StudentRecord.id == Placement.student_id)
    .join(Organisation, Organisation.id == Placement.provider_id)
    .outerjoin(PlacementSite, _MAIN)
    .outerjoin(Site, Site.id == PlacementSite.site_id)
    .where(StudentRecord.id.in_(sa.bindparam("records", expanding=True)))
    .order_by(Placement.starts.desc(), Placement.id.desc())
)


def own(viewer: Person) -> list[Whose]:
    """Return the viewer's own placements, the last to begin first."""
    return [Whose(*row) for row in _OWN.rows(records=list(standing(viewer).own_records()))]


def page(
    placements: Sequence[uuid.UUID], narrowed: Narrowed, after: Place | None = None, holds: Holds = NO_HOLDS
) -> list[Row]:
    """Return one page of the hours of some placements, newest first, and one line more when the list goes on.

    `holds` are the rules that keep some of it from counting, for those who ask for what counts or what does not.
    """
    if after is None and narrowed == EVERYTHING:
        return [Row(*row) for row in _NEWEST.rows(placements=list(placements))]
    wanted = _lines(placements, narrowed, holds)
    if after:
        wanted = wanted.where(sa.tuple_(Entry.day, Entry.id) < sa.tuple_(_bound(after.day), _bound(after.id)))
    return [Row(*row) for row in db.session.connection().execute(wanted.limit(PAGE + 1))]


def why_held(rows: Sequence[Row], holds: Holds) -> dict[uuid.UUID, str]:
    """Return why verified entries of a list do not count in full, by entry."""
    found = ((row.id, row.held(holds)) for row in rows)
    return {key: held.sentence for key, held in found if held}


def every(placements: Sequence[uuid.UUID], narrowed: Narrowed, holds: Holds = NO_HOLDS) -> list[Row]:
    """Return all hours of some placements, newest first."""
    return [Row(*row) for row in db.session.connection().execute(_lines(placements, narrowed, holds))]


def offers(entries: Sequence[Entry]) -> dict[uuid.UUID, EntryVersion]:
    """Return what supervisors offer instead, by entry."""
    wanted = [(each.id, each.offered) for each in entries if each.offered]
    if not wanted:
        return {}
    key = sa.tuple_(EntryVersion.entry_id, EntryVersion.number)
    found = db.session.scalars(sa.select(EntryVersion).where(key.in_(wanted)).order_by(EntryVersion.entry_id))
    return {each.entry_id: each for each in found}


def reversal(entry: Entry) -> Reversal | None:
    """Return who took a verified entry back, when and why."""
    return db.session.scalar(sa.select(Reversal).where(Reversal.entry_id == entry.id))


_LOGGED = (
    sa.select(Entry.day, sa.func.sum(Entry.planned_minutes))
    .where(Entry.placement_id == sa.bindparam("placement"), Entry.day.in_(sa.bindparam("days", expanding=True)))
    .where(Entry.status != EntryStatus.DECLINED)
    .group_by(Entry.day)
)


def logged_on(placement: Placement, days: Collection[date]) -> dict[date, int]:
    """Return the minutes that were logged on some days of a placement, as planned and not declined."""
    given = {"placement": placement.id, "days": list(days)}
    return {row[0]: row[1] for row in db.session.connection().execute(_LOGGED, given)}


_LINES = (
    sa.select(*COLUMNS)
    .join(Category, Category.id == Entry.category_id)
    .join(Site, Site.id == Entry.site_id)
    .order_by(Entry.day.desc(), Entry.id.desc())
)
_NEWEST = Prepared(_LINES.where(Entry.placement_id.in_(sa.bindparam("placements", expanding=True))).limit(PAGE + 1))


def _lines(placements: Sequence[uuid.UUID], narrowed: Narrowed, holds: Holds) -> sa.Select[*tuple[Any, ...]]:
    return _LINES.where(Entry.placement_id.in_(placements), *_narrowing(narrowed, holds))


def _narrowing(by: Narrowed, holds: Holds) -> list[sa.ColumnElement[bool]]:
    wanted = {
        Entry.placement_id: by.placement_id,
        Entry.status: by.status,
        Entry.category_id: by.category_id,
        Category.group: by.group,
    }
    equal = [column == value for column, value in wanted.items() if value is not None]
    in_month = [Entry.day.between(by.month, by.last_day)] if by.month else []
    with_text = [Entry.note.icontains(by.text, autoescape=True)] if by.text else []
    with_text += [Entry.status != EntryStatus.DRAFT] if by.text and not by.in_drafts else []
    return [*equal, *in_month, *with_text, *([_stands_in(by.sum, holds)] if by.sum else [])]


_STANDING = Entry.reversed_at.is_(None)
_VERIFIED = sa.and_(Entry.status == EntryStatus.VERIFIED, _STANDING)
_STOPPED = sa.and_(Category.group.in_(CLIENT_GROUPS), Entry.in_stop)
_COUNTABLE = sa.and_(
    _VERIFIED, Category.counts, Entry.outcome == SessionOutcome.TOOK_PLACE, sa.not_(_STOPPED), GAP.is_(None)
)
_STANDS_IN = {
    Sum.RECORDED: sa.true(),
    Sum.SUBMITTED: sa.and_(Entry.status.in_(HANDED_IN), _STANDING),
    Sum.VERIFIED: _VERIFIED,
    Sum.COUNTABLE: _COUNTABLE,
    Sum.NOT_COUNTABLE: sa.not_(_COUNTABLE),
}


def _stands_in(wanted: Sum, holds: Holds) -> sa.ColumnElement[bool]:
    """Return which entries stand in a sum; rules may keep some that are verified from counting at all."""
    kept = [_keeps(placement, hold) for placement, some in holds.holds.items() for hold in some]
    if not kept or wanted not in {Sum.COUNTABLE, Sum.NOT_COUNTABLE}:
        return _STANDS_IN[wanted]
    counts = sa.and_(_COUNTABLE, sa.not_(sa.or_(*kept)))
    return counts if wanted is Sum.COUNTABLE else sa.not_(counts)


def _keeps(placement: uuid.UUID, hold: Hold) -> sa.ColumnElement[bool]:
    work = sa.or_(Category.group.in_(hold.groups), Category.code.in_(hold.codes))
    if hold.place is None:
        spans = [sa.and_(Entry.day >= first, Entry.day < after) for first, after in hold.spans()]
        return sa.and_(Entry.placement_id == placement, work, sa.or_(*spans))
    day, key = hold.place
    beyond = sa.tuple_(Entry.day, Entry.id) > sa.tuple_(_bound(day), _bound(key))
    last = sa.false() if hold.minutes else Entry.id == key
    return sa.and_(Entry.placement_id == placement, work, sa.or_(beyond, last))


def _bound(value: date | uuid.UUID) -> sa.BindParameter[Any]:
    return sa.literal(value, sa.Date() if isinstance(value, date) else sa.Uuid())
