"""What every act on a placement shares: the ledger, and the trace of a change."""

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import (
    Placement,
    PlacementAmendment,
)


def record(placement: Placement, event: ledger.Event, by: Person, on: uuid.UUID | None = None) -> None:
    """Write an act into the chain of the placement's university."""
    ledger.record(event, by=by, on=on or placement.id, chain=placement.university_id, version=placement.version)


def amend(placement: Placement, from_day: date, changes: list[Any], by: Person) -> PlacementAmendment:
    """Keep a change that holds without anybody having been asked."""
    kept = PlacementAmendment(placement_id=placement.id, from_day=from_day, by_id=by.id, at=clock.now())
    kept.settled_at = kept.at
    kept.changes = [dict(zip(("what", "old", "new"), each, strict=True)) for each in changes]
    db.session.add(kept)
    return kept


def note_agreed(placement_id: uuid.UUID, on: date | None) -> None:
    """Note since when the agreement in force is signed by all, or that none is; no change of the placement itself."""
    table: Any = Placement.__table__
    db.session.execute(sa.update(table).where(table.c.id == placement_id).values(agreed_on=on))
