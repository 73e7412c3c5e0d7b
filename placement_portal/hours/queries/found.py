"""An entry as its viewer may see it, its versions, its decisions, the changes asked for."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import policy, rules
from placement_portal.hours.models import Amendment, Entry, EntryDecision, EntryVersion
from placement_portal.hours.rules import AmendmentStatus, EntryStatus
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CLIENT_GROUPS


def find(viewer: Person, entry_id: uuid.UUID) -> Entry | None:
    """Return an entry of a placement that the viewer may see, with what its page says; None otherwise."""
    people = (joinedload(Entry.author), joinedload(Entry.supervisor), joinedload(Entry.decided_by))
    content = (joinedload(Entry.category), joinedload(Entry.slot), joinedload(Entry.site))
    placement = joinedload(Entry.placement)
    around = (placement.joinedload(Placement.university), placement.joinedload(Placement.provider))
    found = db.session.scalar(sa.select(Entry).where(Entry.id == entry_id).options(*people, *content, *around))
    return found if found and policy.may_read(viewer, found) else None


def locked(entry_ids: Iterable[uuid.UUID]) -> Sequence[Entry]:
    """Return entries as they are now, locked in the order of their ids until the transaction ends."""
    wanted = sa.select(Entry).where(Entry.id.in_(list(entry_ids))).order_by(Entry.id).with_for_update(of=Entry)
    related = (joinedload(Entry.placement).joinedload(Placement.university), joinedload(Entry.category))
    return db.session.scalars(wanted.options(*related).execution_options(populate_existing=True)).all()


def drafts(author: Person, monday: date) -> Sequence[Entry]:
    """Return a student's drafts of the week that begins on `monday`, locked in the order of their ids."""
    ids = db.session.scalars(
        sa.select(Entry.id)
        .where(Entry.author_id == author.id, Entry.status == EntryStatus.DRAFT)
        .where(Entry.week == rules.week_number(monday))
        .order_by(Entry.id)
    ).all()
    return locked(ids)


def versions(entry: Entry) -> Sequence[EntryVersion]:
    """Return every content that was ever submitted, offered or amended, the first one first."""
    wanted = sa.select(EntryVersion).where(EntryVersion.entry_id == entry.id).order_by(EntryVersion.number)
    return db.session.scalars(
        wanted.options(
            joinedload(EntryVersion.by),
            joinedload(EntryVersion.category),
            joinedload(EntryVersion.slot),
            joinedload(EntryVersion.site),
        )
    ).all()


def version(entry: Entry, number: int) -> EntryVersion:
    """Return one version of an entry; raise `NoResultFound` when there is none."""
    wanted = sa.select(EntryVersion).where(EntryVersion.entry_id == entry.id, EntryVersion.number == number)
    return db.session.scalars(wanted).one()


def next_number(entry: Entry) -> int:
    """Return the number of an entry's next version."""
    if entry.number == 0:
        return 1
    highest: InstrumentedAttribute[int] = EntryVersion.number
    return (db.session.scalar(sa.select(sa.func.max(highest)).where(EntryVersion.entry_id == entry.id)) or 0) + 1


def decisions(entry: Entry) -> Sequence[EntryDecision]:
    """Return every decision on an entry, the first one first."""
    wanted = sa.select(EntryDecision).where(EntryDecision.entry_id == entry.id)
    return db.session.scalars(
        wanted.options(joinedload(EntryDecision.by)).order_by(EntryDecision.at, EntryDecision.id)
    ).all()


def last_decision(entry: Entry) -> EntryDecision | None:
    """Return the latest decision that was not taken back."""
    standing = sa.select(EntryDecision).where(EntryDecision.entry_id == entry.id, EntryDecision.undone_at.is_(None))
    return db.session.scalars(standing.order_by(EntryDecision.at.desc(), EntryDecision.id.desc()).limit(1)).first()


def amendments(entry: Entry) -> Sequence[Amendment]:
    """Return every change that was asked for, the first one first."""
    wanted = sa.select(Amendment).where(Amendment.entry_id == entry.id).order_by(Amendment.id)
    return db.session.scalars(wanted.options(joinedload(Amendment.decided_by))).all()


def pending_amendment(entry: Entry) -> Amendment | None:
    """Return the change that waits for a supervisor, if any."""
    pending = sa.select(Amendment).where(Amendment.entry_id == entry.id, Amendment.status == AmendmentStatus.PENDING)
    return db.session.scalars(pending.order_by(Amendment.id)).first()


def undecided_with(placement: Placement, supervisor: Person) -> Sequence[Entry]:
    """Return what waits with a supervisor of a placement: handed in, or verified with a change that waits."""
    wanted = sa.select(Entry).where(Entry.placement_id == placement.id, Entry.supervisor_id == supervisor.id)
    return db.session.scalars(wanted.where(_WAITS).order_by(Entry.id)).all()


def all_decided(placement: Placement) -> bool:
    """Say whether no entry of a placement waits for anybody: no draft, nothing handed in, sent back or changing."""
    open_ = sa.or_(_WAITS, Entry.status.in_((EntryStatus.DRAFT, EntryStatus.QUERIED)))
    waiting = sa.select(Entry.id).where(Entry.placement_id == placement.id, open_)
    return db.session.scalar(waiting.limit(1)) is None


def client_work_between(placement: Placement, first: date, last: date) -> int:
    """Return how many sessions with clients are logged on a placement from a day to a day, both included."""
    wanted = (
        sa.select(sa.func.count())
        .select_from(Entry)
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.placement_id == placement.id, Entry.day.between(first, last))
        .where(Category.group.in_(CLIENT_GROUPS), Entry.status != EntryStatus.DECLINED)
    )
    return db.session.scalar(wanted) or 0


_WAITS = sa.or_(Entry.status == EntryStatus.SUBMITTED, Entry.changing)
