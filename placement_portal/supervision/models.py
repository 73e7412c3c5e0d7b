"""Supervision sessions, each student's record of one, every version and decision, and changes asked for afterwards."""

import uuid
from datetime import date, datetime, time
from typing import Any, Final, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import Base, DataClass, Keyed, Versioned, append_only, choice, column
from placement_portal.placements.models import Placement
from placement_portal.supervision.rules import (
    MOST_MINUTES,
    MOST_PRESENT,
    SupervisionAct,
    SupervisionCapacity,
    SupervisionChangeStatus,
    SupervisionMode,
    SupervisionStatus,
    SupervisionVersionKind,
)

INTERNAL, PERSONAL, SENSITIVE = DataClass.INTERNAL, DataClass.PERSONAL, DataClass.SENSITIVE
REASON_LENGTH: Final = 500
WORDS_LENGTH: Final = 200
COMMENT_LENGTH: Final = 2_000
REFLECTION_LENGTH: Final = 4_000


class Facts:
    """When it was: local day and start, whole minutes (none when it did not take place), how many students."""

    day: Mapped[date] = column(PERSONAL)
    start: Mapped[time] = column(PERSONAL)
    minutes: Mapped[int] = column(PERSONAL)
    present: Mapped[int] = column(PERSONAL, default=1)


class SupervisionSession(Keyed, Base):
    """What all who were there share: who supervised, how it was held, what it was about, one comment for everybody."""

    __tablename__ = "supervision_session"

    supervisor_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    capacity: Mapped[SupervisionCapacity] = column(INTERNAL, choice(SupervisionCapacity))
    mode: Mapped[SupervisionMode] = column(INTERNAL, choice(SupervisionMode))
    themes: Mapped[list[Any]] = column(PERSONAL, default=list)
    own_words: Mapped[str] = column(SENSITIVE, sa.String(WORDS_LENGTH), default="")
    shared_comment: Mapped[str] = column(SENSITIVE, sa.String(COMMENT_LENGTH), default="")

    supervisor: Mapped[Person | None] = relationship()
    parts: Mapped[list["SupervisionPart"]] = relationship(back_populates="session", order_by="SupervisionPart.id")


class SupervisionPart(Keyed, Versioned, Facts, Base):
    """One student's record of a session: what counts for them, and what is between them and the supervisor."""

    __tablename__ = "supervision_part"
    __table_args__ = (
        sa.CheckConstraint(f"minutes BETWEEN 0 AND {MOST_MINUTES}", name="minutes"),
        sa.CheckConstraint(f"present BETWEEN 1 AND {MOST_PRESENT}", name="present"),
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> author_id", name="not_by_author"),
        sa.UniqueConstraint("session_id", "placement_id"),
        sa.Index("ix_supervision_part_of", "placement_id", "day", "id"),
        sa.Index("ix_supervision_part_waiting", "student_id", "status"),
    )

    session_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervision_session.id"))
    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    author_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    status: Mapped[SupervisionStatus] = column(INTERNAL, choice(SupervisionStatus), default=SupervisionStatus.DRAFT)
    number: Mapped[int] = column(INTERNAL, default=0)
    submitted_at: Mapped[datetime | None] = column(INTERNAL)
    decided_at: Mapped[datetime | None] = column(INTERNAL)
    decided_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    reason: Mapped[str] = column(PERSONAL, sa.String(REASON_LENGTH), default="")
    changing: Mapped[bool] = column(INTERNAL, default=False)
    reversed_at: Mapped[datetime | None] = column(INTERNAL)
    handed_to_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"), index=True)
    merged_into_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("supervision_part.id"))
    codes: Mapped[list[Any]] = column(PERSONAL, default=list)
    reflection: Mapped[str] = column(SENSITIVE, sa.String(REFLECTION_LENGTH), default="")
    reflection_shared: Mapped[bool] = column(INTERNAL, default=False)
    comment: Mapped[str] = column(SENSITIVE, sa.String(COMMENT_LENGTH), default="")

    session: Mapped[SupervisionSession] = relationship(back_populates="parts")
    placement: Mapped[Placement] = relationship()
    student: Mapped[Person] = relationship(foreign_keys=[student_id])
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])

    @property
    def by_student(self) -> bool:
        """Whether the student wrote it, so that the supervisor confirms; else the other way round."""
        return self.author_id == self.student_id


class SupervisionVersion(Facts, Base):
    """Facts of a record that were submitted, offered or asked for; rows are never changed."""

    __tablename__ = "supervision_version"

    part_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervision_part.id"), primary_key=True)
    number: Mapped[int] = column(INTERNAL, primary_key=True, autoincrement=False)
    kind: Mapped[SupervisionVersionKind] = column(INTERNAL, choice(SupervisionVersionKind))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)

    by: Mapped[Person] = relationship()


class SupervisionDecision(Keyed, Base):
    """One decision on a record: who, when, in what session, and the hash of what they were shown."""

    __tablename__ = "supervision_decision"

    part_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervision_part.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    act: Mapped[SupervisionAct] = column(INTERNAL, choice(SupervisionAct))
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    known_by: Mapped[str] = column(INTERNAL, sa.String(20), default="")  # as it was said of entries
    reason: Mapped[str] = column(PERSONAL, sa.String(REASON_LENGTH), default="")
    as_university: Mapped[bool] = column(INTERNAL, default=False)
    assurance: Mapped[SessionAssurance] = column(INTERNAL, choice(SessionAssurance))
    seen: Mapped[str] = column(INTERNAL, sa.String(64))
    notice_id: Mapped[uuid.UUID | None] = column(INTERNAL)
    undone_at: Mapped[datetime | None] = column(INTERNAL)

    by: Mapped[Person] = relationship()


class SupervisionAction(Keyed, Versioned, Base):
    """What is to be done as agreed in a session: what, by whom, until when; open ones head the next session."""

    __tablename__ = "supervision_action"
    __table_args__ = (
        sa.CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done"),
        sa.Index("ix_supervision_action_open", "placement_id", "done_at"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    part_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervision_part.id"), index=True)
    what: Mapped[str] = column(SENSITIVE, sa.String(WORDS_LENGTH))
    owner_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    due: Mapped[date] = column(INTERNAL)
    made_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    made_at: Mapped[datetime] = column(INTERNAL)
    done_at: Mapped[datetime | None] = column(INTERNAL)
    done_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    placement: Mapped[Placement] = relationship()
    part: Mapped[SupervisionPart] = relationship()
    owner: Mapped[Person] = relationship(foreign_keys=[owner_id])


class SupervisionChange(Keyed, Base):
    """A change to a confirmed record, pending beside it until the other side answers."""

    __tablename__ = "supervision_change"
    __table_args__ = (
        sa.CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="not_by_asker"),
        sa.Index("ix_supervision_change_waiting", "status", "part_id"),
    )

    part_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("supervision_part.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    reason: Mapped[str] = column(PERSONAL, sa.String(REASON_LENGTH))
    status: Mapped[SupervisionChangeStatus] = column(
        INTERNAL, choice(SupervisionChangeStatus), default=SupervisionChangeStatus.PENDING
    )
    asked_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime] = column(INTERNAL)
    decided_at: Mapped[datetime | None] = column(INTERNAL)
    decided_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))
    answer: Mapped[str] = column(PERSONAL, sa.String(REASON_LENGTH), default="")
    seen: Mapped[str] = column(INTERNAL, sa.String(64), default="")
    assurance: Mapped[SessionAssurance | None] = column(INTERNAL, choice(SessionAssurance))

    part: Mapped[SupervisionPart] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys=[asked_by_id])
    decided_by: Mapped[Person | None] = relationship(foreign_keys=[decided_by_id])


append_only(cast("sa.Table", SupervisionVersion.__table__), verbs=("update",))
