"""Supervisors who leave a provider on a day, and who goes on with each of their students."""

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, Keyed, column
from placement_portal.organisations.models import Organisation

INTERNAL = DataClass.INTERNAL


class Departure(Keyed, Base):
    """That a supervisor leaves after a day; `lines` name who goes on with which placement, once what waits is due."""

    __tablename__ = "departure"
    __table_args__ = (sa.UniqueConstraint("person_id", "provider_id", "last"),)

    person_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    provider_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("organisation.id"), index=True)
    last: Mapped[date] = column(INTERNAL)
    lines: Mapped[list[Any]] = column(INTERNAL)
    by_id: Mapped[uuid.UUID] = column(INTERNAL, sa.ForeignKey("person.id"))
    at: Mapped[datetime] = column(INTERNAL)
    passed_on_at: Mapped[datetime | None] = column(INTERNAL)

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    provider: Mapped[Organisation] = relationship()
    by: Mapped[Person] = relationship(foreign_keys=[by_id])
