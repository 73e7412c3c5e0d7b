"""Asking a supervisor to look at something together; and opening the ratings of earlier years."""

from datetime import date

import sqlalchemy as sa

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.competencies import emails, events, queries
from placement_portal.competencies.models import EarlierOpening, LookRequest
from placement_portal.competencies.rules import LookAction, LookStatus, move_look
from placement_portal.database import db, new_id
from placement_portal.frameworks.models import Competency
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement


def ask(placement: Placement, competency: Competency, day: date, note: str, *, by: Person) -> LookRequest:
    """Ask to look at a competency on a day; raise `Refused` while an earlier request is open."""
    open_ = sa.exists().where(
        LookRequest.placement_id == placement.id,
        LookRequest.competency_id == competency.id,
        LookRequest.status == LookStatus.ASKED,
    )
    if db.session.scalar(sa.select(open_)):
        raise Refused("You asked for this already. Take that back first, to ask for another day.")
    kept = {"placement_id": placement.id, "competency_id": competency.id, "day": day, "note": note}
    made = LookRequest(id=new_id(), asked_at=clock.now(), **kept)
    db.session.add(made)
    told = events.LookAsked(competency=competency.code, day=day)
    ledger.record(told, by=by, on=made.id, chain=placement.university_id)
    return made


def close(look: LookRequest, action: LookAction, *, by: Person) -> None:
    """Say that it was looked at, or take the request back; raise `NotAllowed` when it is closed already."""
    db.session.refresh(look, attribute_names=["status", "version"], with_for_update=True)
    look.status = move_look(look.status, action)
    look.closed_at, look.closed_by_id = clock.now(), by.id
    told = events.LookClosed(competency=look.competency.code, looked=action is LookAction.LOOK)
    ledger.record(told, by=by, on=look.id, chain=look.placement.university_id)


def open_earlier(placement: Placement, reason: str, *, by: Person) -> EarlierOpening:
    """Open the ratings of earlier years to the supervisors of a placement, and tell the student."""
    if queries.opening_of(placement):
        raise Refused("The ratings of earlier years are open already.")
    made = EarlierOpening(id=new_id(), placement_id=placement.id, by_id=by.id, at=clock.now(), reason=reason)
    db.session.add(made)
    opened = events.EarlierRatingsOpened(placement=placement.id)
    ledger.record(opened, by=by, on=made.id, chain=placement.university_id)
    emails.earlier_opened(placement, by)
    return made
