"""What an agreed change does to its placement, and what calling it off takes back."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm.attributes import flag_modified

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.changes import queries
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.placements import service
from placement_portal.placements.models import PlacementAmendment
from placement_portal.placements.rules import ChangeKind

Act = Callable[[PlacementAmendment, Person], None]


def apply(change: PlacementAmendment, by: Person) -> None:
    """Let a change hold from its day on."""
    APPLY[change.kind](change, by)
    transaction.touch(change.placement_id)


def take_back(change: PlacementAmendment, by: Person) -> None:
    """Take back a change that lies ahead; raise `Refused` for one that another stands on."""
    TAKE_BACK[change.kind](change, by)
    transaction.touch(change.placement_id)


def _dates(change: PlacementAmendment, _by: Person) -> None:
    placement = change.placement
    placement.starts, placement.ends = change.starts or placement.starts, change.ends or placement.ends


def _no_dates(change: PlacementAmendment, _by: Person) -> None:
    placement = change.placement
    for each in change.changes:
        if getattr(placement, each["what"]) != _day(each["new"]):
            raise Refused("The dates were changed again since. Ask for another change instead.")
    for each in change.changes:
        setattr(placement, each["what"], _day(each["old"]))
    db.session.flush()


def _days(change: PlacementAmendment, _by: Person) -> None:
    flag_modified(change.placement, "state")  # a stale form must notice


def _settings(change: PlacementAmendment, _by: Person) -> None:
    service.settle_sites(change.placement, [uuid.UUID(each) for each in change.sites], change.from_day)


def _no_settings(change: PlacementAmendment, _by: Person) -> None:
    service.unsettle_sites(change.placement, change.from_day)


def _supervisor(change: PlacementAmendment, by: Person) -> None:
    assert change.assignment is not None
    assert change.person is not None
    service.replace(change.assignment, change.person, from_day=change.from_day, by=by)


def _no_supervisor(change: PlacementAmendment, by: Person) -> None:
    assert change.assignment is not None
    successor = next(
        (
            each
            for each in change.placement.assignments
            if (each.person_id, each.capacity, each.starts)
            == (change.person_id, change.assignment.capacity, change.from_day)
        ),
        None,
    )
    if successor is None or queries.stands_on(successor):
        raise Refused("A later change stands on this one. Call that off first.")
    service.put_back(change.assignment, successor, by=by)


def _pause(change: PlacementAmendment, _by: Person) -> None:
    service.pause(change.placement, change.from_day, change.ends)


def _no_pause(change: PlacementAmendment, _by: Person) -> None:
    service.drop_pause(change.placement, change.from_day)


def _resume(change: PlacementAmendment, _by: Person) -> None:
    service.end_pause(change.placement, change.from_day - timedelta(days=1))


def _no_resume(change: PlacementAmendment, _by: Person) -> None:
    service.reopen_pause(change.placement, change.from_day - timedelta(days=1), _day(change.changes[0]["old"]))


def _early_end(change: PlacementAmendment, _by: Person) -> None:
    change.placement.ends = change.placement.early_end = change.ends or change.placement.ends


def _no_early_end(change: PlacementAmendment, _by: Person) -> None:
    change.placement.ends = _day(change.changes[0]["old"]) or change.placement.ends
    change.placement.early_end = None
    db.session.flush()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


APPLY: Final[Mapping[ChangeKind, Act]] = {
    ChangeKind.DATES: _dates,
    ChangeKind.EXTENSION: _dates,
    ChangeKind.DAYS: _days,
    ChangeKind.SETTINGS: _settings,
    ChangeKind.SUPERVISOR: _supervisor,
    ChangeKind.PAUSE: _pause,
    ChangeKind.RESUME: _resume,
    ChangeKind.EARLY_END: _early_end,
}
TAKE_BACK: Final[Mapping[ChangeKind, Act]] = {
    ChangeKind.DATES: _no_dates,
    ChangeKind.EXTENSION: _no_dates,
    ChangeKind.DAYS: _days,
    ChangeKind.SETTINGS: _no_settings,
    ChangeKind.SUPERVISOR: _no_supervisor,
    ChangeKind.PAUSE: _no_pause,
    ChangeKind.RESUME: _no_resume,
    ChangeKind.EARLY_END: _no_early_end,
}
"""A correction was never asked for, and is not called off."""
