"""What is to be done after a session: agree on it, change it, say that it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from placement_portal import ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.supervision import events, queries
from placement_portal.supervision.models import SupervisionAction, SupervisionPart
from placement_portal.supervision.rules import ActionOwner
from placement_portal.transaction import Difference, check_version
from placement_portal.web.formats import full_day


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is to be done, by whom, and until when."""

    what: str
    owner: ActionOwner
    due: date


def agree(part: SupervisionPart, agreed: Agreed, *, by: Person, now: datetime) -> SupervisionAction:
    """Keep what is to be done after a session."""
    made = SupervisionAction(
        id=new_id(), part=part, placement_id=part.placement_id, made_by_id=by.id, made_at=now, what=agreed.what
    )
    made.owner_id, made.due = _owner(part, agreed, by), agreed.due
    db.session.add(made)
    db.session.flush()
    _record(made, by)
    return made


def change_action(action: SupervisionAction, agreed: Agreed, *, shown: int | None, by: Person) -> None:
    """Agree on it otherwise; raise `Moved` when it was changed meanwhile."""
    action = queries.locked_action(action)
    mine, theirs = (agreed.what, full_day(agreed.due)), (action.what, full_day(action.due))
    pairs = zip(("What", "Until"), mine, theirs, strict=True)
    check_version(action, shown, [Difference(words, one, other) for words, one, other in pairs if one != other])
    action.what, action.due, action.owner_id = agreed.what, agreed.due, _owner(action.part, agreed, by)
    db.session.flush()
    _record(action, by)


def finish(action: SupervisionAction, *, done: bool, by: Person, now: datetime) -> None:
    """Say that it is done, or that it is not after all; what is said already stays as it is."""
    action = queries.locked_action(action)
    if (action.done_at is not None) is done:
        return
    action.done_at, action.done_by_id = (now, by.id) if done else (None, None)
    _tell(events.SupervisionActionDone(done=done), action, by)


def carry_actions(parts: Iterable[SupervisionPart], to: SupervisionPart) -> None:
    """Let what was agreed in records that are merged belong to the one that stays."""
    for action in queries.actions_of([each.id for each in parts]):
        action.part = to


def _owner(part: SupervisionPart, agreed: Agreed, by: Person) -> UUID:
    return part.student_id if agreed.owner is ActionOwner.STUDENT else part.session.supervisor_id or by.id


def _record(action: SupervisionAction, by: Person) -> None:
    event = events.SupervisionActionAgreed(placement=action.placement_id, owner=action.owner_id, due=action.due)
    _tell(event, action, by)


def _tell(event: ledger.Event, action: SupervisionAction, by: Person) -> None:
    chain = action.part.placement.university_id
    ledger.record(event, by=by, on=action.id, chain=chain, version=action.version)
