"""Find what was written; only the demo's mailbox asks."""

import uuid

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.mail.models import OutboxMessage

SHOWN = 50


def newest() -> list[OutboxMessage]:
    """Return the newest fifty messages, newest first."""
    return list(db.session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id.desc()).limit(SHOWN)))


def find(message_id: uuid.UUID) -> OutboxMessage | None:
    """Return one message, or None."""
    return db.session.get(OutboxMessage, message_id)
