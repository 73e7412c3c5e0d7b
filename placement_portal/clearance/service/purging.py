"""What is deleted by itself: the detail of decisions, six months after them."""

from datetime import date
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import ledger
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceDecision
from placement_portal.clearance.rules.validity import add_months
from placement_portal.database import db

KEPT_MONTHS: Final = 6


def due(today: date) -> int:
    """Return of how many decisions the detail is older than six months."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ClearanceDecision).where(_old(today))) or 0


def purge(today: date) -> int:
    """Delete the detail of decisions that are older than six months; each organisation's ledger says how many."""
    wanted = sa.select(ClearanceDecision.organisation_id, sa.func.count()).where(_old(today))
    counts = db.session.execute(wanted.group_by(ClearanceDecision.organisation_id)).all()
    db.session.execute(sa.delete(ClearanceDecision).where(_old(today)))
    for organisation_id, count in counts:
        ledger.record(events.DecisionDetailPurged(count=count), by=None, chain=organisation_id)
    return sum(count for _, count in counts)


def _old(today: date) -> Any:
    return ClearanceDecision.decided_on < add_months(today, -KEPT_MONTHS)
