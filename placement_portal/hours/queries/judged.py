"""What one needs to judge what a student wrote: what was chosen, and what lies beside it in time."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final, TypeVar, cast
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal.accounts.models import Person
from placement_portal.clearance.queries.windows import why_closed
from placement_portal.database import Base, Prepared, adopt, columns, db
from placement_portal.hours import rules
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus, Line, Says, SessionOutcome
from placement_portal.organisations.models import Organisation
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementPause,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.rules import SUPERVISING, AssignmentCapacity
from placement_portal.programmes.models import Category, Cohort, ProgrammeVersion, StudentRecord
from placement_portal.programmes.rules import CategoryGroup, NotePolicy, is_client_work
from placement_portal.sites.models import Closure, Site
from placement_portal.sites.rules import DateRange

Model = TypeVar("Model", bound=Base)
Provider = aliased(Organisation)
DAY: Final[sa.BindParameter[date]] = sa.bindparam("day", type_=sa.Date())


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a student's choices stand for, in one statement; None where there is no such thing on the placement."""

    placement: Placement
    category: Category | None
    slot: CaseloadSlot | None
    site: Site | None
    zone: ZoneInfo
    note_policy: NotePolicy
    closures: Sequence[DateRange]
    paused: bool
    timetable: Sequence[tuple[int, time]]
    supervisor_id: uuid.UUID | None
    gap: str | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Another entry of the same student, near in time or made from the same form."""

    id: uuid.UUID
    request_key: uuid.UUID | None
    line: Line


def chosen(viewer: Person, placement_id: uuid.UUID, says: Says, *, retired: bool = False) -> Chosen | None:
    """Return what was chosen on a placement of the viewer's own; `retired` also takes categories not offered now."""
    given = {
        "viewer": viewer.id,
        "placement": placement_id,
        "category": says.category_id,
        "slot": says.slot_id,
        "site": says.site_id,
        "day": says.day,
    }
    rows = _CHOSEN[retired].rows(**given)
    if not rows:
        return None
    placement, category, slot, site = _things(rows[0])
    policy, zone, closed, paused, supervisor_id, why = rows[0][-8:-2]
    return Chosen(
        placement=placement,
        category=category,
        slot=slot,
        site=site,
        zone=ZoneInfo((site and site.zone) or zone),
        note_policy=policy,
        closures=((says.day, says.day),) if closed else (),
        paused=bool(paused),
        timetable=[(weekday, start) for *_, weekday, start in rows if weekday is not None],
        supervisor_id=supervisor_id,
        gap=why,
    )


def _things(row: Sequence[Any]) -> tuple[Placement, Category | None, CaseloadSlot | None, Site | None]:
    """Return the objects in a row, each by its columns; the placement knows its student."""
    placement, rest = _adopted(Placement, row)
    student, rest = _adopted(StudentRecord, rest)
    category, rest = _adopted(Category, rest)
    slot, rest = _adopted(CaseloadSlot, rest)
    set_committed_value(placement, "student", student)
    return cast("Placement", placement), category, slot, _adopted(Site, rest)[0]


def _adopted(model: type[Model], row: Sequence[Any]) -> tuple[Model | None, Sequence[Any]]:
    """Return the object at the beginning of a row, None where there is none, and the rest of the row."""
    size = len(columns(model))
    return adopt(model, row[:size]) if any(row[:size]) else None, row[size:]


def _chosen(*, retired: bool) -> sa.Select[*tuple[Any, ...]]:
    offered = sa.true() if retired else Category.retired.is_(False)
    of_course = sa.and_(
        Category.id == sa.bindparam("category"), Category.programme_version_id == Cohort.programme_version_id, offered
    )
    of_placement = sa.and_(CaseloadSlot.id == sa.bindparam("slot"), CaseloadSlot.placement_id == Placement.id)
    at = sa.and_(
        PlacementSite.placement_id == Placement.id,
        PlacementSite.site_id == sa.bindparam("site"),
        sa.or_(PlacementSite.starts.is_(None), PlacementSite.starts <= DAY),
        sa.or_(PlacementSite.ends.is_(None), PlacementSite.ends >= DAY),
    )
    things = [each for model in (Placement, StudentRecord, Category, CaseloadSlot, Site) for each in columns(model)]
    asked = (ProgrammeVersion.note_policy, Provider.zone, _closed(), _paused(), _supervisor(), _gap())
    return (
        sa.select(*things, *asked, TimetableRow.weekday, TimetableRow.start)
        .join(StudentRecord, StudentRecord.id == Placement.student_id)
        .join(Cohort, Cohort.id == StudentRecord.cohort_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Cohort.programme_version_id)
        .join(Provider, Provider.id == Placement.provider_id)
        .outerjoin(Category, of_course)
        .outerjoin(CaseloadSlot, of_placement)
        .outerjoin(PlacementSite, at)
        .outerjoin(Site, Site.id == PlacementSite.site_id)
        .outerjoin(TimetableRow, TimetableRow.placement_id == Placement.id)
        .where(Placement.id == sa.bindparam("placement"), StudentRecord.person_id == sa.bindparam("viewer"))
        .order_by(TimetableRow.weekday, TimetableRow.start)
    )


def _closed() -> sa.ColumnElement[bool]:
    on_day = (Closure.site_id == sa.bindparam("site"), Closure.starts <= DAY, Closure.ends >= DAY)
    return sa.exists().where(*on_day).correlate(None).label("closed")


def _paused() -> sa.ColumnElement[bool]:
    still = sa.or_(PlacementPause.ends.is_(None), PlacementPause.ends >= DAY)
    on_day = (PlacementPause.placement_id == sa.bindparam("placement"), PlacementPause.starts <= DAY, still)
    return sa.exists().where(*on_day).correlate(None).label("paused")


def _gap() -> sa.ColumnElement[str]:
    """Why the checks of the day do not let it count."""
    site, category = (sa.bindparam(name, type_=sa.Uuid()) for name in ("site", "category"))
    return why_closed(Placement.id, site, category, DAY).label("gap")


def _supervisor() -> sa.ColumnElement[uuid.UUID]:
    """Who is assigned on the day, or on the first or last day of the placement when it lies outside."""
    decisive = sa.case((Placement.starts > DAY, Placement.starts), (Placement.ends < DAY, Placement.ends), else_=DAY)
    first = sa.case((Assignment.capacity == AssignmentCapacity.SUPERVISOR, 0), else_=1)
    return (
        sa.select(Assignment.person_id)
        .where(Assignment.placement_id == Placement.id, Assignment.capacity.in_(SUPERVISING))
        .where(Assignment.starts <= decisive, sa.or_(Assignment.ends.is_(None), Assignment.ends >= decisive))
        .order_by(first, Assignment.starts.desc(), Assignment.id)
        .limit(1)
        .correlate(Placement)
        .scalar_subquery()
        .label("supervisor_id")
    )


_CHOSEN: Final = {retired: Prepared(_chosen(retired=retired)) for retired in (False, True)}
"""Every post asks it."""

_STANDING: Final = sa.and_(
    Entry.day.between(sa.bindparam("first"), sa.bindparam("last")),
    Entry.status != EntryStatus.DECLINED,
    Entry.reversed_at.is_(None),
)
_OF_AUTHOR: Final = Entry.author_id == sa.bindparam("author")
_BESIDE: Final = Prepared(
    sa.select(
        Entry.id,
        Entry.request_key,
        Entry.day,
        Entry.start,
        Entry.planned_minutes,
        Entry.outcome,
        Category.group,
        sa.case((Site.zone != "", Site.zone), else_=Provider.zone).label("zone"),
    )
    .join(Category, Category.id == Entry.category_id)
    .join(Site, Site.id == Entry.site_id)
    .join(Provider, Provider.id == Site.provider_id)
    .where(sa.or_(_OF_AUTHOR & _STANDING, _OF_AUTHOR & (Entry.request_key == sa.bindparam("key"))))  # an index each
    .order_by(Entry.day, Entry.id)
)


def beside(author_id: uuid.UUID, first: date, last: date, key: uuid.UUID | None = None) -> list[Beside]:
    """Return an author's entries from the day before `first` to the day after `last`, and the one made with `key`."""
    around = {"first": first - timedelta(days=1), "last": last + timedelta(days=1)}
    db.session.flush()  # several may be logged in one request: a prepared statement sees only what was flushed
    rows = _BESIDE.rows(author=author_id, key=key, **around)
    return [Beside(entry_id, made_with_key, _line(*line)) for entry_id, made_with_key, *line in rows]


def made_with(author: Person, key: uuid.UUID | None) -> uuid.UUID:
    """Return the id of the entry that an author's form with this key made; raise `NoResultFound` when none was."""
    wanted = sa.select(Entry.id).where(Entry.author_id == author.id, Entry.request_key == key)
    return db.session.scalars(wanted).one()


def _line(day: date, start: time, minutes: int, outcome: SessionOutcome, group: CategoryGroup, zone: str) -> Line:
    return rules.line(day, start, minutes, outcome, client_work=is_client_work(group), zone=ZoneInfo(zone))
