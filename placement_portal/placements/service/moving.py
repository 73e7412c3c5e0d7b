"""The state of a placement: moved by the table, with an answer for each client when work ends or pauses."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from placement_portal import clock, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import events, rules
from placement_portal.placements.models import (
    Placement,
    PlacementMove,
)
from placement_portal.placements.rules import (
    PlacementAction,
    SlotStatus,
)
from placement_portal.placements.service.keeping import amend, record
from placement_portal.placements.service.pausing import day_before, end_pause, pause

ENDS_WORK: Final = frozenset({PlacementAction.END_WORK, PlacementAction.END_EARLY, PlacementAction.WITHDRAW})

ASKS_ABOUT_CLIENTS: Final = ENDS_WORK | {PlacementAction.PAUSE}
"""No placement ends or pauses without saying what happens for each client."""


def move(
    placement: Placement,
    action: PlacementAction,
    *,
    day: date,
    clients: Mapping[str, str],
    by: Person,
    shown: int | None = None,
    left_open: Sequence[str] = (),
) -> None:
    """Move the state by the table; `clients` says what happens for each open code when work ends or pauses.

    `left_open` are the items of the start or close list that were not done, and that somebody moved on without.

    Raises `NotAllowed` for a move that the table lacks, `Refused` for a client without an answer, `Moved` when stale.
    """
    transaction.check_version(placement, shown)
    before, after = placement.status, rules.move(placement.status, action)
    if action in ASKS_ABOUT_CLIENTS and before in rules.UNDER_WAY:
        ask_about_clients(placement, clients)
    placement.status = after
    if action is PlacementAction.PAUSE:
        pause(placement, day, None)
    elif action is PlacementAction.RESUME and placement.paused:
        end_pause(placement, day_before(day))
    if action in ENDS_WORK and placement.starts <= day < placement.ends:
        amend(placement, day, [["ends", placement.ends.isoformat(), day.isoformat()]], by)
        placement.ends = day
    plans = [{"code": code, "plan": plan} for code, plan in sorted(clients.items())]
    kept = PlacementMove(placement_id=placement.id, action=action, status=after, day=day, by_id=by.id, at=clock.now())
    kept.clients, kept.left_open = plans, list(left_open)
    db.session.add(kept)
    moved = events.PlacementMoved(did=action, before=before, after=after, day=day, clients=sorted(clients))
    record(placement, moved, by)
    transaction.touch(placement.id)


def ask_about_clients(placement: Placement, clients: Mapping[str, str]) -> None:
    silent = [slot.code for slot in placement.slots if slot.status is SlotStatus.OPEN and not clients.get(slot.code)]
    if silent:
        raise Refused(f"Say what happens for {', '.join(silent)}.")
