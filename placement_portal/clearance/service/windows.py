"""Keeping the days on which the gate is closed: worked out anew when something changed, written where it differs."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from placement_portal.clearance.models import GateWindow
from placement_portal.clearance.queries import windows as queries
from placement_portal.database import db

TABLE: Any = GateWindow.__table__


def refresh(people: Collection[uuid.UUID]) -> None:
    """Keep what the rules say of some people; the statements do not grow with them."""
    kept, right = queries.kept(people), queries.right(people)
    gone = [key for key, row in kept.items() if right.get(key) != row]
    new = [row for key, row in right.items() if kept.get(key) != row]
    if gone:
        key = sa.tuple_(GateWindow.placement_id, GateWindow.site_id, GateWindow.needs, GateWindow.starts)
        db.session.execute(sa.delete(TABLE).where(key.in_(gone)))
    if new:
        db.session.execute(sa.insert(TABLE), new)


def differing(people: Collection[uuid.UUID]) -> list[tuple[uuid.UUID, object, object]]:
    """Return where what is kept is not what the rules say: the placement, what is kept, what is right."""
    kept, right = queries.kept(people), queries.right(people)
    keys = [key for key in {**kept, **right} if kept.get(key) != right.get(key)]
    return [(key[0], kept.get(key), right.get(key)) for key in keys]
