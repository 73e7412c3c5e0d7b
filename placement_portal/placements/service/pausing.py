"""The days on which a placement stands still."""

from datetime import date, timedelta

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.web.formats import full_day


def pause(placement: Placement, first: date, last: date | None) -> PlacementPause:
    """Let a placement stand still, without a last day until somebody ends it.

    Raises `Refused` when the days touch another pause, or another one lies ahead still.
    """
    refuse_pause(placement, first, last)
    made = PlacementPause(placement_id=placement.id, starts=first, ends=last)
    db.session.add(made)
    _keep_latest(placement)
    return made


def refuse_pause(placement: Placement, first: date, last: date | None) -> None:
    """Raise `Refused` for days that touch another pause, or when another one lies ahead still."""
    for each in pauses_of(placement):
        if each.starts <= (last or date.max) and first <= (each.ends or date.max):
            raise Refused(f"{_days(each)} Change or end that one instead.")
        if each.ends is None or each.ends >= clock.today():
            raise Refused(f"{_days(each)} Only one pause can lie ahead at a time.")


def end_pause(placement: Placement, last: date) -> PlacementPause:
    """Let the latest pause end on a day; one that would end before it began never was.

    Raises `Refused` when the placement has no pause that is not over.
    """
    latest = _keep_latest(placement)
    if latest is None:
        raise Refused("No pause is written down for this placement.")
    latest.ends = last
    if last < latest.starts:
        db.session.delete(latest)
    _keep_latest(placement)
    return latest


def drop_pause(placement: Placement, first: date) -> None:
    """Forget a pause that was called off before it began."""
    db.session.execute(
        sa.delete(PlacementPause).where(PlacementPause.placement_id == placement.id, PlacementPause.starts == first)
    )
    _keep_latest(placement)


def reopen_pause(placement: Placement, last: date | None) -> None:
    """Give the latest pause the last day back that it had before."""
    latest = _keep_latest(placement)
    if latest:
        latest.ends = last
    _keep_latest(placement)


def pauses_of(placement: Placement) -> list[PlacementPause]:
    """Return the pauses of a placement, the first one first."""
    wanted = sa.select(PlacementPause).where(PlacementPause.placement_id == placement.id)
    return list(db.session.scalars(wanted.order_by(PlacementPause.starts)))


def _keep_latest(placement: Placement) -> PlacementPause | None:
    """Note the latest pause on the placement itself, where every page reads it; return it."""
    db.session.flush()
    found = pauses_of(placement)
    latest = found[-1] if found else None
    placement.paused_from = latest.starts if latest else None
    placement.paused_until = latest.ends if latest else None
    return latest


def _days(each: PlacementPause) -> str:
    until = f"to {full_day(each.ends)}" if each.ends else "without a last day"
    return f"There is a pause from {full_day(each.starts)} {until}."


def day_before(day: date) -> date:
    """Return the day before a day."""
    return day - timedelta(days=1)
