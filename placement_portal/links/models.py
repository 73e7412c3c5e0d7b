"""What a link is for, and whether it still opens."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from placement_portal.database import Base, DataClass, Keyed, choice, column
from placement_portal.links.rules import LinkPurpose


class MailedLink(Keyed, Base):
    """One link for one purpose to one address; the token itself is never stored."""

    __tablename__ = "mailed_link"

    token_hash: Mapped[str] = column(DataClass.SECRET, sa.String(64), unique=True)
    purpose: Mapped[LinkPurpose] = column(DataClass.INTERNAL, choice(LinkPurpose))
    person_id: Mapped[uuid.UUID] = column(DataClass.INTERNAL, sa.ForeignKey("person.id"), index=True)
    address: Mapped[str] = column(DataClass.PERSONAL, sa.String(254))
    subject_id: Mapped[uuid.UUID | None] = column(DataClass.INTERNAL, index=True)
    made_at: Mapped[datetime] = column(DataClass.INTERNAL)
    expires_at: Mapped[datetime] = column(DataClass.INTERNAL)
    used_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
    revoked_at: Mapped[datetime | None] = column(DataClass.INTERNAL)
