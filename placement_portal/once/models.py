"""Which forms were already done, and where each led."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, column


class DoneOnce(Base):
    """A key that a person used at an endpoint; stored with the commit, kept for 30 days."""

    __tablename__ = "done_once"
    __table_args__ = (sa.Index("ix_done_once_at", "at"),)

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), primary_key=True)
    endpoint: Mapped[str] = column(DataClass.INTERNAL, sa.String(80), primary_key=True)
    key: Mapped[uuid.UUID] = column(DataClass.INTERNAL, primary_key=True)
    body_hash: Mapped[str] = column(DataClass.INTERNAL, sa.String(64))
    location: Mapped[str] = column(DataClass.INTERNAL, sa.String(500))
    at: Mapped[datetime] = column(DataClass.INTERNAL)
