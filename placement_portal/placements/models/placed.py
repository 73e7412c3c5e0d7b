"""Who is where, when, with whom and in what state; whom they meet there, as codes; and their weekly timetable."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, relationship

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, Versioned, choice, column
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.rules import in_force
from placement_portal.placements.rules import (
    UNDER_WAY,
    Pause,
    PlacementAction,
    PlacementStatus,
    pause_on,
    status_on,
)
from placement_portal.programmes.models import Programme, Stage, StudentRecord
from placement_portal.sites.models import Site

if TYPE_CHECKING:
    from placement_portal.placements.models.caseload import CaseloadSlot, TimetableRow
    from placement_portal.placements.models.people import Assignment

INTERNAL = DataClass.INTERNAL


class Placement(Keyed, Versioned, Base):
    """A student record's work at a provider in one stage; the first and last day both count.

    `agreed_on` is the day on which the agreement in force was signed by all, as the room of agreements says.
    """

    __tablename__ = "placement"
    __table_args__ = (
        sa.CheckConstraint("ends >= starts", name="order"),
        sa.CheckConstraint("days_a_week > 0 AND days_a_week <= 7", name="days_a_week"),
        sa.Index("ix_placement_student", "student_id", "stage_id"),
    )

    student_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("student_record.id"))
    stage_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("stage.id"), index=True)
    programme_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("programme.id"), index=True)
    university_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    starts: Mapped[date] = column(INTERNAL)
    ends: Mapped[date] = column(INTERNAL)
    days_a_week: Mapped[Decimal] = column(INTERNAL, sa.Numeric(2, 1))
    state: Mapped[PlacementStatus] = column(
        INTERNAL, "status", choice(PlacementStatus), default=PlacementStatus.PROPOSED
    )
    paused: Mapped[list[Any]] = column(INTERNAL, default=list)
    early_end: Mapped[date | None] = column(INTERNAL)
    agreed_on: Mapped[date | None] = column(INTERNAL)

    student: Mapped[StudentRecord] = relationship()
    stage: Mapped[Stage] = relationship()
    programme: Mapped[Programme] = relationship()
    university: Mapped[Organisation] = relationship(foreign_keys=[university_id])
    provider: Mapped[Organisation] = relationship(foreign_keys=[provider_id])
    sites: Mapped[list["PlacementSite"]] = relationship(
        back_populates="placement", order_by="PlacementSite.position", cascade="all, delete-orphan"
    )
    assignments: Mapped[list["Assignment"]] = relationship(back_populates="placement", order_by="Assignment.starts")
    moves: Mapped[list["PlacementMove"]] = relationship(
        back_populates="placement", order_by="(PlacementMove.at, PlacementMove.id)"
    )
    slots: Mapped[list["CaseloadSlot"]] = relationship(
        back_populates="placement", order_by="(func.length(CaseloadSlot.code), CaseloadSlot.code)"
    )
    timetable: Mapped[list["TimetableRow"]] = relationship(
        back_populates="placement", order_by="(TimetableRow.weekday, TimetableRow.start, TimetableRow.id)"
    )

    @hybrid_property
    def status(self) -> PlacementStatus:
        """Where it stands today: `state` is what people decided; pauses and an early end may have been agreed ahead."""
        return status_on(self.state, clock.today(), pauses=self.pauses, early_end=self.early_end)

    @status.inplace.setter
    def _status_setter(self, status: PlacementStatus) -> None:
        self.state = status

    @status.inplace.expression
    @classmethod
    def _status_expression(cls) -> sa.ColumnElement[PlacementStatus]:
        return status_today(cls)

    @status.inplace.update_expression
    @classmethod
    def _status_update(cls, value: Any) -> list[tuple[Any, Any]]:
        return [(cls.state, value)]

    @property
    def pauses(self) -> list[Pause]:
        """All its pauses, the first one first; kept on the placement itself, where every page reads them."""
        return [(date.fromisoformat(first), date.fromisoformat(last) if last else None) for first, last in self.paused]

    @property
    def pause_now(self) -> Pause | None:
        """The pause that today lies in."""
        return pause_on(self.pauses, clock.today())

    @property
    def sites_now(self) -> list["PlacementSite"]:
        """Its settings today; before the first day and after the last those of that day."""
        day = min(max(clock.today(), self.starts), self.ends)
        return [each for each in self.sites if in_force(each.starts or date.min, each.ends, day)]


def status_today(placement: type[Placement]) -> sa.ColumnElement[PlacementStatus]:
    """Return where a placement stands today for a query, by the same rule as `status_on`."""
    today: sa.BindParameter[date] = sa.bindparam("today_of_status", callable_=clock.today, type_=sa.Date(), unique=True)
    ended, paused, active = (
        sa.literal(each, placement.state.type)
        for each in (PlacementStatus.ENDED_EARLY, PlacementStatus.PAUSED, PlacementStatus.ACTIVE)
    )
    pause = sa.table(
        "placement_pause", *(sa.column(name, type_) for name, type_ in (("placement_id", sa.Uuid()), *PAUSE_DAYS))
    ).alias()
    on_day = sa.and_(pause.c.starts <= today, sa.or_(pause.c.ends.is_(None), pause.c.ends >= today))
    is_paused = sa.select(sa.func.max(sa.case((on_day, 1), else_=0))).where(pause.c.placement_id == placement.id)
    return sa.case(
        (placement.state.not_in(UNDER_WAY), placement.state),
        (placement.early_end < today, ended),
        else_=sa.case(
            {1: paused, 0: active},
            value=is_paused.correlate_except(pause).scalar_subquery(),
            else_=placement.state,  # no pause was ever written down
        ),
    )


PAUSE_DAYS: Final = (("starts", sa.Date()), ("ends", sa.Date()))


class PlacementSite(Base):
    """A setting that a placement takes place at, from a day, to a day or throughout; the first is the main one."""

    __tablename__ = "placement_site"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), primary_key=True)
    site_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("site.id"), primary_key=True, index=True)
    position: Mapped[int] = column(INTERNAL, default=0)
    starts: Mapped[date | None] = column(INTERNAL)
    ends: Mapped[date | None] = column(INTERNAL)

    placement: Mapped[Placement] = relationship(back_populates="sites")
    site: Mapped[Site] = relationship()


class PlacementMove(Keyed, Base):
    """A change of a placement's state: what was done, from which day it holds, by whom, what follows for clients."""

    __tablename__ = "placement_move"

    placement_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("placement.id"), index=True)
    action: Mapped[PlacementAction] = column(INTERNAL, choice(PlacementAction))
    status: Mapped[PlacementStatus] = column(INTERNAL, choice(PlacementStatus))
    day: Mapped[date] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    clients: Mapped[list[Any]] = column(DataClass.PERSONAL, default=list)
    left_open: Mapped[list[Any]] = column(INTERNAL, default=list)

    placement: Mapped[Placement] = relationship(back_populates="moves")
    by: Mapped[Person] = relationship()
