"""Private links to one's own calendar: at most one a person, stored hashed."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from placement_portal.accounts.models import Person
from placement_portal.database import Base, DataClass, column


class CalendarFeed(Base):
    """The link by which a person's calendar can be read without signing in; the token itself is never stored."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), primary_key=True)
    token_hash: Mapped[str] = column(DataClass.SECRET, sa.String(64), unique=True)
    names_settings: Mapped[bool] = column(DataClass.INTERNAL, default=False)
    made_at: Mapped[datetime] = column(DataClass.INTERNAL)
    last_fetched_at: Mapped[datetime | None] = column(DataClass.PERSONAL)
    hour_began_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    fetches: Mapped[int] = column(DataClass.INTERNAL, default=0)

    person: Mapped[Person] = relationship()
