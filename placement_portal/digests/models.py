"""That somebody was looked at on a day: one row for each person and day, so that no letter is written twice."""

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, column


class Digest(Base):
    """What was found for somebody on a day, as a hash of kinds and numbers, and whether it was written to them."""

    __tablename__ = "digest"

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = column(DataClass.INTERNAL, primary_key=True)
    said: Mapped[str] = column(DataClass.INTERNAL, sa.String(64), default="")
    sent: Mapped[bool] = column(DataClass.INTERNAL, default=False)
    at: Mapped[datetime] = column(DataClass.INTERNAL, index=True)
