"""Entries as they stand, every version of them, every decision about them, and changes asked for afterwards."""

import uuid
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, column_property, relationship

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.changes.queries import under_stop
from placement_portal.clearance.queries.windows import why_closed
from placement_portal.database import Base, DataClass, Keyed, Versioned, append_only, choice, column
from placement_portal.hours.rules import (
    AmendmentStatus,
    EntryAction,
    EntryFlag,
    EntryStatus,
    KnownBy,
    SessionOutcome,
    VersionKind,
    flags_now,
)
from placement_portal.placements.models import CaseloadSlot, Placement
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import is_client_work
from placement_portal.sites.models import Closure, Site

INTERNAL = DataClass.INTERNAL
NOTE_LENGTH = 280
REASON_LENGTH = 500
LONGEST_MINUTES = 720


class Content:
    """What an entry says: local day and start at the site, whole minutes, what, with whom, what became of it."""

    day: Mapped[date] = column(DataClass.PERSONAL)
    start: Mapped[time] = column(DataClass.PERSONAL)
    planned_minutes: Mapped[int] = column(DataClass.PERSONAL)
    minutes: Mapped[int] = column(DataClass.PERSONAL)
    outcome: Mapped[SessionOutcome] = column(DataClass.PERSONAL, choice(SessionOutcome))
    note: Mapped[str] = column(DataClass.SENSITIVE, sa.String(NOTE_LENGTH), default="")
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"))
    category_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("category.id"))
    slot_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("caseload_slot.id"))


class Entry(Keyed, Versioned, Content, Base):
    """One session or piece of work as it stands now; lists read only this table."""

    __tablename__ = "entry"
    __table_args__ = (
        sa.CheckConstraint(f"planned_minutes BETWEEN 1 AND {LONGEST_MINUTES}", name="planned_minutes"),
        sa.CheckConstraint("minutes = 0 OR minutes = planned_minutes", name="minutes"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> author_id", name="not_by_author"),
        sa.UniqueConstraint("author_id", "request_key"),
        sa.Index("ix_entry_newest", "placement_id", "day", "id"),
        sa.Index("ix_entry_beside", "author_id", "day"),
        sa.Index("ix_entry_sums", "placement_id", "status", "category_id", "reversed_at", "minutes"),
        sa.Index("ix_entry_waiting", "supervisor_id", "status", "day"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    author_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    week: Mapped[int] = column(INTERNAL)  # ISO year × 100 + ISO week, so that totals group without date arithmetic
    status: Mapped[EntryStatus] = column(INTERNAL, choice(EntryStatus), default=EntryStatus.DRAFT)
    number: Mapped[int] = column(INTERNAL, default=0)
    supervisor_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    flags: Mapped[list[Any]] = column(INTERNAL, default=list)
    submitted_at: Mapped[datetime | None] = column(INTERNAL)
    decided_at: Mapped[datetime | None] = column(INTERNAL)
    decided_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH), default="")
    offered: Mapped[int | None] = column(INTERNAL)
    changing: Mapped[bool] = column(INTERNAL, default=False)
    reversed_at: Mapped[datetime | None] = column(INTERNAL)
    restored_at: Mapped[datetime | None] = column(INTERNAL)
    request_key: Mapped[uuid.UUID | None] = column(INTERNAL)

    if TYPE_CHECKING:
        in_stop: Mapped[bool]
        gap: Mapped[str | None]
        day_closed: Mapped[bool]

    placement: Mapped[Placement] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    supervisor: Mapped[Person | None] = relationship(foreign_keys=[supervisor_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])
    site: Mapped[Site] = relationship()
    category: Mapped[Category] = relationship()
    slot: Mapped[CaseloadSlot | None] = relationship()

    @property
    def counts(self) -> bool:
        """Whether the category of this entry counts at all."""
        return self.category.counts

    @property
    def flagged(self) -> list[EntryFlag]:
        """What is unusual about it, as it is now."""
        return flags_now(self.flags, closed=self.day_closed and is_client_work(self.category.group))

    @property
    def is_reversed(self) -> bool:
        """Whether the university took a verified entry back."""
        return self.reversed_at is not None

    @property
    def is_stopped(self) -> bool:
        """Whether it is work with clients after a stop."""
        return self.in_stop and is_client_work(self.category.group)

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

    is_capped = is_gated


Entry.in_stop = column_property(under_stop(Entry.placement_id, Entry.day, Entry.start, Entry.site_id))
GAP: Final = sa.case(
    (
        Entry.restored_at.is_(None),
        why_closed(Entry.placement_id, Entry.site_id, Entry.category_id, Entry.day),
    )
)
"""Why the checks of that day do not let an entry count; nothing where they do, or the lead let it count after all."""
Entry.gap = column_property(GAP)
# Asked when it is read: that it snowed is said afterwards, and a holiday may be taken back.
_CLOSED: Final = sa.exists().where(
    Closure.site_id == Entry.site_id, Closure.starts <= Entry.day, Closure.ends >= Entry.day
)
Entry.day_closed = column_property(sa.and_(Entry.minutes > 0, _CLOSED.correlate_except(Closure)))


class EntryVersion(Content, Base):
    """One content that was submitted, offered or amended; rows are never changed."""

    __tablename__ = "entry_version"

    entry_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("entry.id"), primary_key=True)
    number: Mapped[int] = column(INTERNAL, primary_key=True, autoincrement=False)
    kind: Mapped[VersionKind] = column(INTERNAL, choice(VersionKind))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    entry: Mapped[Entry] = relationship()
    by: Mapped[Person] = relationship()
    category: Mapped[Category] = relationship()
    slot: Mapped[CaseloadSlot | None] = relationship()
    site: Mapped[Site] = relationship()


class EntryDecision(Keyed, Base):
    """One decision: who, when, how they know, in what session, and the hash of what they were shown."""

    __tablename__ = "entry_decision"
    __table_args__ = (sa.Index("ix_entry_decision_by", "by_id", "at"),)

    entry_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("entry.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    action: Mapped[EntryAction] = column(INTERNAL, choice(EntryAction))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    known_by: Mapped[KnownBy | None] = column(INTERNAL, choice(KnownBy))
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH), default="")
    as_university: Mapped[bool] = column(INTERNAL, default=False)
    assurance: Mapped[SessionAssurance] = column(INTERNAL, choice(SessionAssurance))
    seen: Mapped[str] = column(INTERNAL, sa.String(64))
    undone_at: Mapped[datetime | None] = column(INTERNAL)
    notice_id: Mapped[uuid.UUID | None] = column(INTERNAL)  # the letter that waits until it can no longer be undone

    entry: Mapped[Entry] = relationship()
    by: Mapped[Person] = relationship()


class Amendment(Keyed, Versioned, Base):
    """A change to a verified entry, pending beside it until a supervisor decides."""

    __tablename__ = "amendment"
    __table_args__ = (sa.Index("ix_amendment_waiting", "status", "entry_id"),)

    entry_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("entry.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH))
    status: Mapped[AmendmentStatus] = column(INTERNAL, choice(AmendmentStatus), default=AmendmentStatus.PENDING)
    asked_at: Mapped[datetime] = column(INTERNAL)
    decided_at: Mapped[datetime | None] = column(INTERNAL)
    decided_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    answer: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH), default="")
    seen: Mapped[str] = column(INTERNAL, sa.String(64), default="")
    assurance: Mapped[SessionAssurance | None] = column(INTERNAL, choice(SessionAssurance))

    entry: Mapped[Entry] = relationship()
    decided_by: Mapped[Person | None] = relationship()


class Restoration(Keyed, Base):
    """An entry of a day after a check had lapsed that the programme lead lets count after all, with the reason."""

    __tablename__ = "restoration"

    entry_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("entry.id"), index=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH))

    entry: Mapped[Entry] = relationship()
    by: Mapped[Person] = relationship()


class Reversal(Keyed, Base):
    """A verified entry taken out of the totals by a tutor or lead, with the reason."""

    __tablename__ = "reversal"

    entry_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("entry.id"), unique=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    reason: Mapped[str] = column(DataClass.PERSONAL, sa.String(REASON_LENGTH))

    entry: Mapped[Entry] = relationship()
    by: Mapped[Person] = relationship()


append_only(cast("sa.Table", EntryVersion.__table__), verbs=("update",))
