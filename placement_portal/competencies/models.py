"""Rounds of ratings with all that was ever said, requests to look, single sign-offs, and what a lead opened."""

import uuid
from datetime import date, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.competencies.rules import LookStatus, RatingSide, RatingStatus, SignOffStatus
from placement_portal.database import Base, DataClass, Keyed, Versioned, append_only, choice, column
from placement_portal.frameworks.models import Competency, FrameworkLevel, FrameworkVersion
from placement_portal.placements.models import Placement

INTERNAL, SENSITIVE = DataClass.INTERNAL, DataClass.SENSITIVE
WORDS_LENGTH = 300
NOTE_LENGTH = 200
REASON_LENGTH = 300
BOTH_DONE = "(status = 'shown') = (student_done_at IS NOT NULL AND supervisor_done_at IS NOT NULL)"


class RatingRound(Keyed, Versioned, Base):
    """One time that student and supervisor rate; both are hidden from each other until both are done."""

    __tablename__ = "rating_round"
    __table_args__ = (
        sa.UniqueConstraint("placement_id", "number"),
        sa.CheckConstraint(BOTH_DONE, name="shown"),
        sa.Index(
            "uq_rating_round_open",
            "placement_id",
            unique=True,
            sqlite_where=sa.text("status <> 'shown'"),
            postgresql_where=sa.text("status <> 'shown'"),
        ),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    framework_version_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("framework_version.id"), index=True)
    number: Mapped[int] = column(INTERNAL)
    status: Mapped[RatingStatus] = column(INTERNAL, choice(RatingStatus), default=RatingStatus.OPEN)
    opened_at: Mapped[datetime] = column(INTERNAL)
    opened_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    student_done_at: Mapped[datetime | None] = column(INTERNAL)
    supervisor_done_at: Mapped[datetime | None] = column(INTERNAL)
    supervisor_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    placement: Mapped[Placement] = relationship()
    framework_version: Mapped[FrameworkVersion] = relationship()
    supervisor: Mapped[Person | None] = relationship(foreign_keys=[supervisor_id])
    ratings: Mapped[list["Rating"]] = relationship(back_populates="round")


class Rating(Keyed, Base):
    """What one side says of one competency in a round; `changed_at` when it changed after both were shown."""

    __tablename__ = "rating"
    __table_args__ = (sa.UniqueConstraint("round_id", "competency_id", "side"),)

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("rating_round.id"))
    competency_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("competency.id"), index=True)
    side: Mapped[RatingSide] = column(INTERNAL, choice(RatingSide))
    level_id: Mapped[uuid.UUID] = column(SENSITIVE, sa.ForeignKey("framework_level.id"))
    words: Mapped[str] = column(SENSITIVE, sa.String(WORDS_LENGTH), default="")
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    changed_at: Mapped[datetime | None] = column(INTERNAL)

    round: Mapped[RatingRound] = relationship(back_populates="ratings")
    level: Mapped[FrameworkLevel] = relationship()


class RatingVersion(Keyed, Base):
    """What a side said of a competency when it was done, and each time it changed after both were shown."""

    __tablename__ = "rating_version"
    __table_args__ = (sa.Index("ix_rating_version_round_competency", "round_id", "competency_id"),)

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("rating_round.id"))
    competency_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("competency.id"))
    side: Mapped[RatingSide] = column(INTERNAL, choice(RatingSide))
    level_id: Mapped[uuid.UUID | None] = column(SENSITIVE, sa.ForeignKey("framework_level.id"))
    words: Mapped[str] = column(SENSITIVE, sa.String(WORDS_LENGTH), default="")
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    after_shown: Mapped[bool] = column(INTERNAL)

    by: Mapped[Person] = relationship()
    level: Mapped[FrameworkLevel | None] = relationship()


class LookRequest(Keyed, Versioned, Base):
    """A student asks their supervisor to look at a competency with them on a day."""

    __tablename__ = "look_request"
    __table_args__ = (
        sa.CheckConstraint("(status = 'asked') = (closed_at IS NULL)", name="closed"),
        sa.Index(
            "uq_look_request_open",
            "placement_id",
            "competency_id",
            unique=True,
            sqlite_where=sa.text("status = 'asked'"),
            postgresql_where=sa.text("status = 'asked'"),
        ),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"))
    competency_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("competency.id"), index=True)
    status: Mapped[LookStatus] = column(INTERNAL, choice(LookStatus), default=LookStatus.ASKED)
    day: Mapped[date] = column(INTERNAL)
    note: Mapped[str] = column(SENSITIVE, sa.String(NOTE_LENGTH), default="")
    asked_at: Mapped[datetime] = column(INTERNAL)
    closed_at: Mapped[datetime | None] = column(INTERNAL)
    closed_by_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("person.id"))

    placement: Mapped[Placement] = relationship()
    competency: Mapped[Competency] = relationship()


class EarlierOpening(Keyed, Base):
    """A lead opened the ratings of earlier years to whoever supervises a placement; the student was told."""

    __tablename__ = "earlier_opening"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), unique=True)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    reason: Mapped[str] = column(SENSITIVE, sa.String(REASON_LENGTH))

    placement: Mapped[Placement] = relationship()
    by: Mapped[Person] = relationship()


class SignOff(Keyed, Versioned, Base):
    """A supervisor signs that they saw a student do something that is seen once; it holds for the whole course."""

    __tablename__ = "competency_sign_off"
    __table_args__ = (
        sa.UniqueConstraint("student_id", "competency_id"),
        sa.CheckConstraint("(status = 'prepared') = (signature_id IS NULL)", name="signed"),
    )

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    competency_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("competency.id"), index=True)
    status: Mapped[SignOffStatus] = column(INTERNAL, choice(SignOffStatus), default=SignOffStatus.PREPARED)
    seen_on: Mapped[date] = column(INTERNAL)
    words: Mapped[str] = column(SENSITIVE, sa.String(WORDS_LENGTH), default="")
    prepared_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    signature_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("signature.id"))

    placement: Mapped[Placement] = relationship()
    competency: Mapped[Competency] = relationship()


append_only(cast("sa.Table", RatingVersion.__table__))
append_only(cast("sa.Table", EarlierOpening.__table__))
