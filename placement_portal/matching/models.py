"""Rounds, what students wish, who is to go where, and the proposals that were asked for."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.matching.rules import RoundStatus, RoundVariety, RunStatus, TravelMode
from placement_portal.offers.models import Offer
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Programme, Stage, StudentRecord

INTERNAL: Final = DataClass.INTERNAL
ROUND_NAME_LENGTH: Final = 80
AREA_LENGTH: Final = 80
NEEDS_LENGTH: Final = 500


class Round(Keyed, Versioned, Base):
    """One matching of students and offers, for one stage or several; `draft` counts the changes of its matches."""

    __tablename__ = "matching_round"
    __table_args__ = (sa.CheckConstraint("closes >= opens", name="order"),)

    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"), index=True)
    name: Mapped[str] = column(INTERNAL, sa.String(ROUND_NAME_LENGTH))
    status: Mapped[RoundStatus] = column(INTERNAL, choice(RoundStatus), default=RoundStatus.PLANNED)
    opens: Mapped[date] = column(INTERNAL)
    closes: Mapped[date] = column(INTERNAL)
    variety: Mapped[RoundVariety] = column(INTERNAL, choice(RoundVariety), default=RoundVariety.OTHER_SETTING)
    with_placed: Mapped[bool] = column(INTERNAL, default=False)
    draft: Mapped[int] = column(INTERNAL, default=0)

    programme: Mapped[Programme] = relationship()
    stages: Mapped[list["RoundStage"]] = relationship(back_populates="round", cascade="all, delete-orphan")


class RoundStage(Base):
    """A stage whose students are matched in a round: they are placed for it, in whatever stage they are now."""

    __tablename__ = "matching_round_stage"

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("matching_round.id"), primary_key=True)
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"), primary_key=True, index=True)

    round: Mapped[Round] = relationship(back_populates="stages")
    stage: Mapped[Stage] = relationship()


class Wish(Keyed, Versioned, Base):
    """What a student would like in a round and what binds them; one document, written by one person.

    `weekdays` is None while they said nothing; `minutes` are by setting, as they typed them.
    """

    __tablename__ = "wish"
    __table_args__ = (sa.UniqueConstraint("round_id", "student_id"),)

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("matching_round.id"))
    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    ranking: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    weekdays: Mapped[list[Any] | None] = column(DataClass.PERSONAL, sa.JSON(none_as_null=True))
    travel: Mapped[TravelMode | None] = column(DataClass.PERSONAL, choice(TravelMode))
    area: Mapped[str] = column(DataClass.PERSONAL, sa.String(AREA_LENGTH), default="")
    minutes: Mapped[dict[str, Any]] = column(DataClass.PERSONAL, default=dict)
    conflicts: Mapped[list[Any]] = column(DataClass.SENSITIVE, default=list)
    contrast: Mapped[bool] = column(DataClass.PERSONAL, default=False)
    interests: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    needs: Mapped[str] = column(DataClass.SENSITIVE, sa.String(NEEDS_LENGTH), default="")
    changed_at: Mapped[datetime] = column(INTERNAL)

    round: Mapped[Round] = relationship()
    student: Mapped[StudentRecord] = relationship()


@dataclass(frozen=True, slots=True)
class Own:
    """A round as one of its students sees it: their record, what they wish so far, and their placement once published.

    A wish that nobody wrote yet is empty and not kept.
    """

    round: Round
    student: StudentRecord
    stage: Stage
    wish: Wish
    placement_id: uuid.UUID | None


class Allocation(Keyed, Versioned, Base):
    """Where a student is to go, or why nowhere; a draft until it is published, which makes the placement.

    `fits` says by setting whether a co-ordinator found that it fits this person's needs.
    """

    __tablename__ = "allocation"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "student_id"),
        sa.CheckConstraint("offer_id IS NOT NULL OR NOT locked", name="locked"),
        sa.CheckConstraint("(published_at IS NULL) = (placement_id IS NULL)", name="published"),
        sa.Index("ix_allocation_offer", "offer_id", "round_id"),
    )

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("matching_round.id"))
    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"), index=True)
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"))
    offer_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("offer.id"))
    locked: Mapped[bool] = column(INTERNAL, default=False)
    by_hand: Mapped[bool] = column(INTERNAL, default=False)
    reasons: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    breaks: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    fits: Mapped[dict[str, Any]] = column(DataClass.SENSITIVE, default=dict)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    published_at: Mapped[datetime | None] = column(INTERNAL)
    placement_id: Mapped[uuid.UUID | None] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)

    round: Mapped[Round] = relationship()
    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship()
    offer: Mapped[Offer | None] = relationship()
    placement: Mapped[Placement | None] = relationship()
    by: Mapped[Person] = relationship()


class RoundProposal(Keyed, Base):
    """One asking for a proposal: who asked, how far it is, and what came of it."""

    __tablename__ = "matching_proposal"
    __table_args__ = (sa.Index("ix_matching_proposal_status", "status", "asked_at"),)

    round_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("matching_round.id"), index=True)
    asked_by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    asked_at: Mapped[datetime] = column(INTERNAL)
    started_at: Mapped[datetime | None] = column(INTERNAL)
    finished_at: Mapped[datetime | None] = column(INTERNAL)
    status: Mapped[RunStatus] = column(INTERNAL, choice(RunStatus), default=RunStatus.WAITING)
    step: Mapped[str] = column(INTERNAL, sa.String(120), default="")
    students: Mapped[int] = column(INTERNAL, default=0)
    offers: Mapped[int] = column(INTERNAL, default=0)
    matched: Mapped[int] = column(INTERNAL, default=0)

    round: Mapped[Round] = relationship()
    asked_by: Mapped[Person] = relationship()
