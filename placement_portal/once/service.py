"""Remember what a form did, and forget it after 30 days."""

import uuid
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db, insert_or_ignore
from placement_portal.ledger import Actor
from placement_portal.once.models import DoneOnce

KEPT: Final = timedelta(days=30)


def claim(endpoint: str, key: uuid.UUID, body_hash: str, location: str, *, by: Actor) -> bool:
    """Store that this was done; return False when it had been done before, so that the second time is undone."""
    row = {
        "person_id": by.id,
        "endpoint": endpoint,
        "key": key,
        "body_hash": body_hash,
        "location": location,
        "at": clock.now(),
    }
    claimed = db.session.execute(insert_or_ignore(DoneOnce).values(row).returning(DoneOnce.key))
    return claimed.first() is not None


def forget(now: datetime) -> None:
    """Delete the keys that are older than 30 days."""
    db.session.execute(sa.delete(DoneOnce).where(DoneOnce.at < now - KEPT))
