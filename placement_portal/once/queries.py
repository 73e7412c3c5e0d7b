"""Find what a form did the first time."""

import uuid

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.ledger import Actor
from placement_portal.once.models import DoneOnce


def find(viewer: Actor, endpoint: str, key: uuid.UUID) -> DoneOnce | None:
    """Return what `viewer` did at `endpoint` with this key, or None."""
    return db.session.scalar(
        sa.select(DoneOnce).where(DoneOnce.person_id == viewer.id, DoneOnce.endpoint == endpoint, DoneOnce.key == key)
    )
