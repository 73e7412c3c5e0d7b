"""What the ledger keeps of changes, stops and who is away: never a reason, never what is planned for a client."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.changes.rules import ChangeAction, StopKind
from placement_portal.ledger import Event
from placement_portal.placements.rules import ChangeKind, ChangeStatus, Side


@dataclass(frozen=True, kw_only=True)
class ChangeAsked(Event):
    """Somebody asked for a change from a day on; clients are the codes for which it says what happens."""

    kind: ChangeKind
    from_day: date
    clients: list[str]


@dataclass(frozen=True, kw_only=True)
class ChangeAnswered(Event):
    """One side agreed to a change, or declined it."""

    kind: ChangeKind
    side: Side
    agrees: bool


@dataclass(frozen=True, kw_only=True)
class ChangeSettled(Event):
    """A change was agreed, declined, withdrawn or called off."""

    kind: ChangeKind
    did: ChangeAction
    before: ChangeStatus
    after: ChangeStatus
    from_day: date


@dataclass(frozen=True, kw_only=True)
class ClientWorkStopped(Event):
    """Client work of a student, with a supervisor or at a setting was stopped; never why."""

    kind: StopKind
    subject: uuid.UUID
    since: date


@dataclass(frozen=True, kw_only=True)
class StopLifted(Event):
    """Client work may go on from a day."""

    kind: StopKind
    subject: uuid.UUID
    lifted: date


@dataclass(frozen=True, kw_only=True)
class SupervisorAway(Event):
    """A supervisor is away from a provider from a day on; never why."""

    person: uuid.UUID
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class CoverNamed(Event):
    """Somebody stands in on a placement, or nobody does yet."""

    person: uuid.UUID | None
    starts: date | None


@dataclass(frozen=True, kw_only=True)
class SupervisorBack(Event):
    """A supervisor who was away is back."""

    person: uuid.UUID
    last: date
