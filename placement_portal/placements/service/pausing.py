"""The days on which a placement stands still."""

from datetime import date, timedelta

import sqlalchemy as sa

from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.placements.rules import Pause, pause_before, pause_in_the_way
from placement_portal.web.formats import full_day


def pause(placement: Placement, first: date, last: date | None) -> PlacementPause:
    """Let a placement stand still, without a last day until somebody ends it.

    Several pauses may lie ahead. Raises `Refused` when the days touch another one.
    """
    refuse_pause(placement, first, last)
    made = PlacementPause(placement_id=placement.id, starts=first, ends=last)
    db.session.add(made)
    _keep(placement)
    return made


def refuse_pause(placement: Placement, first: date, last: date | None) -> None:
    """Raise `Refused` for days that touch another pause."""
    hit = pause_in_the_way(_days(pauses_of(placement)), first, last)
    if hit:
        raise Refused(f"{_said(hit)} Change or end that one instead.")


def end_pause(placement: Placement, last: date) -> PlacementPause:
    """Let the pause that somebody comes back from end on a day; one that would end before it began never was.

    Raises `Refused` when no pause begins by then, and when the days would touch the next one.
    """
    found = _begun_by(placement, last + timedelta(days=1))
    if last < found.starts:
        db.session.delete(found)
    else:
        found.ends = last
    _keep(placement)
    return found


def drop_pause(placement: Placement, first: date) -> None:
    """Forget a pause that was called off before it began."""
    db.session.execute(
        sa.delete(PlacementPause).where(PlacementPause.placement_id == placement.id, PlacementPause.starts == first)
    )
    _keep(placement)


def reopen_pause(placement: Placement, ended: date, last: date | None) -> None:
    """Give the pause that ends on a day the last day back that it had before.

    Raises `Refused` when it was changed again since, and when another pause was agreed on these days meanwhile.
    """
    found = next((each for each in pauses_of(placement) if each.ends == ended), None)
    if found is None:
        raise Refused("The pause was changed again since. Ask for another change instead.")
    others = [each for each in pauses_of(placement) if each.id != found.id]
    hit = pause_in_the_way(_days(others), found.starts, last)
    if hit:
        raise Refused(f"{_said(hit)} Call that one off first.")
    found.ends = last
    _keep(placement)


def pauses_of(placement: Placement) -> list[PlacementPause]:
    """Return the pauses of a placement, the first one first."""
    wanted = sa.select(PlacementPause).where(PlacementPause.placement_id == placement.id)
    return list(db.session.scalars(wanted.order_by(PlacementPause.starts)))


def day_before(day: date) -> date:
    """Return the day before a day."""
    return day - timedelta(days=1)


def _begun_by(placement: Placement, back: date) -> PlacementPause:
    """Return the pause that ends when somebody is back on a day; the one that begins that day never was."""
    found = pauses_of(placement)
    known = pause_before(_days(found), back + timedelta(days=1))
    if known is None:
        raise Refused("No pause is written down for this placement.")
    return next(each for each in found if each.starts == known[0])


def _keep(placement: Placement) -> None:
    """Note the pauses on the placement itself, where every page reads them."""
    db.session.flush()
    kept = [(each.starts.isoformat(), each.ends and each.ends.isoformat()) for each in pauses_of(placement)]
    placement.paused = [list(each) for each in kept]


def _days(pauses: list[PlacementPause]) -> list[Pause]:
    return [(each.starts, each.ends) for each in pauses]


def _said(pause: Pause) -> str:
    until = f"to {full_day(pause[1])}" if pause[1] else "without a last day"
    return f"There is a pause from {full_day(pause[0])} {until}."
