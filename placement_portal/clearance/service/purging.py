"""What is deleted by itself: the detail of decisions, and why an exception was risky, six months after them."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import ledger
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceDecision, ClearanceException
from placement_portal.clearance.rules.exceptions import KEPT_MONTHS
from placement_portal.clearance.rules.validity import add_months
from placement_portal.database import db


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


def notes_due(today: date) -> int:
    """Return of how many exceptions the note on the risk is older than six months."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(ClearanceException).where(_over(today))) or 0


def purge_notes(today: date) -> int:
    """Delete the notes on the risk of exceptions that ended six months ago; each provider's ledger says how many.

    What two people signed holds: it has the seal of the note. With the salt gone the seal tells nothing of it.
    """
    wanted = sa.select(ClearanceException.provider_id, sa.func.count()).where(_over(today))
    counts = db.session.execute(wanted.group_by(ClearanceException.provider_id)).all()
    gone = sa.update(ClearanceException).where(_over(today))
    db.session.execute(gone.values(risk="", risk_salt="", risk_deleted_on=today))
    for provider_id, count in counts:
        ledger.record(events.ExceptionNotesPurged(count=count), by=None, chain=provider_id)
    return sum(count for _, count in counts)


def _over(today: date) -> sa.ColumnElement[bool]:
    last = sa.func.coalesce(ClearanceException.ended_on, ClearanceException.until)
    return sa.and_(
        ClearanceException.risk != "", ClearanceException.risk_seal != "", last < add_months(today, -KEPT_MONTHS)
    )


def _old(today: date) -> Any:
    return ClearanceDecision.decided_on < add_months(today, -KEPT_MONTHS)
