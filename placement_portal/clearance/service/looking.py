"""Who looked: kept for whoever the checks are about, as long as reads of sensitive content are kept."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.clearance.models import ClearanceLook
from placement_portal.database import db, new_id

KEPT: Final = timedelta(days=6 * 365 + 2)
"""Six years, as long as reads are kept."""


def note(
    subjects: Collection[uuid.UUID], organisation_id: uuid.UUID, role: str, page: str, *, by: ledger.Actor
) -> None:
    """Keep that somebody read the checks of some people; of one's own it says nothing."""
    said = {"organisation_id": organisation_id, "by_id": by.id, "role": role, "page": page, "at": clock.now()}
    rows = [{"id": new_id(), "subject_id": each, **said} for each in sorted(subjects) if each != by.id]
    if rows:
        db.session.execute(sa.insert(ClearanceLook), rows)


def noted_since(
    subjects: Collection[uuid.UUID], organisation_id: uuid.UUID, page: str, since: datetime, *, by: ledger.Actor
) -> set[uuid.UUID]:
    """Return of whom it is kept already that somebody read them on a page since a moment."""
    wanted = sa.select(ClearanceLook.subject_id).where(
        ClearanceLook.subject_id.in_(subjects),
        ClearanceLook.organisation_id == organisation_id,
        ClearanceLook.by_id == by.id,
        ClearanceLook.page == page,
        ClearanceLook.at >= since,
    )
    return set(db.session.scalars(wanted))


def forget(now: datetime) -> None:
    """Delete what is older than six years."""
    db.session.execute(sa.delete(ClearanceLook).where(ClearanceLook.at < now - KEPT))
