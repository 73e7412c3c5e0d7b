"""What waits to be sent, and what was."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, Keyed, column


class OutboxMessage(Keyed, Base):
    """One message to one address; its Message-ID never changes, so a second delivery can be recognised."""

    __tablename__ = "outbox_message"
    __table_args__ = (sa.Index("ix_outbox_message_due", "sent_at", "due_at"),)

    person_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), index=True)
    address: Mapped[str] = column(DataClass.PERSONAL, sa.String(254))
    subject: Mapped[str] = column(DataClass.PERSONAL, sa.String(200))
    text: Mapped[str] = column(DataClass.PERSONAL, sa.Text)
    html: Mapped[str] = column(DataClass.PERSONAL, sa.Text)
    calendar: Mapped[str | None] = column(DataClass.PERSONAL, sa.Text)
    calendar_method: Mapped[str | None] = column(DataClass.INTERNAL, sa.String(20))
    queued_at: Mapped[datetime] = column(DataClass.INTERNAL)
    due_at: Mapped[datetime] = column(DataClass.INTERNAL)
    sent_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    gave_up_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    attempts: Mapped[int] = column(DataClass.INTERNAL, default=0)
    last_error: Mapped[str | None] = column(DataClass.INTERNAL, sa.String(500))
