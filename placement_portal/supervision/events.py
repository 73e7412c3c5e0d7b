"""What the ledger keeps of supervision: facts and minutes, never what was said or written there."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.ledger import Event
from placement_portal.supervision.rules import (
    SupervisionAct,
    SupervisionCapacity,
    SupervisionChangeStatus,
    SupervisionMode,
    SupervisionStatus,
)


@dataclass(frozen=True, kw_only=True)
class SupervisionWritten(Event):
    """Somebody wrote down that a student was supervised."""

    placement: uuid.UUID
    session: uuid.UUID
    day: date
    minutes: int
    present: int
    mode: SupervisionMode
    capacity: SupervisionCapacity


@dataclass(frozen=True, kw_only=True)
class SupervisionChanged(Event):
    """The facts of a record that was not confirmed yet were changed by its writer."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SupervisionCommented(Event):
    """A reflection or comment was written or shared; the ledger keeps which, never what it says."""

    what: str
    shared: bool


@dataclass(frozen=True, kw_only=True)
class SupervisionDeleted(Event):
    """A draft that was never handed in was deleted."""

    day: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SupervisionMoved(Event):
    """A record was submitted, withdrawn, confirmed, sent back or merged into another one."""

    before: SupervisionStatus
    after: SupervisionStatus
    number: int
    minutes: int
    into: uuid.UUID | None = None


@dataclass(frozen=True, kw_only=True)
class SupervisionChangeAsked(Event):
    """Somebody asked to change a confirmed record."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SupervisionChangeSettled(Event):
    """A change that was asked for was accepted, declined or withdrawn."""

    status: SupervisionChangeStatus
    number: int


@dataclass(frozen=True, kw_only=True)
class SupervisionRead(Event):
    """Somebody who is not the student read what was written in a supervision record."""

    placement: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class SupervisionActionAgreed(Event):
    """Something to be done was agreed, or agreed otherwise; the ledger keeps by whom and until when, never what."""

    placement: uuid.UUID
    owner: uuid.UUID
    due: date


@dataclass(frozen=True, kw_only=True)
class SupervisionActionDone(Event):
    """Somebody said that what was agreed is done, or that it is not after all."""

    done: bool


@dataclass(frozen=True, kw_only=True)
class SupervisionDecisionUndone(Event):
    """Whoever decided on a record took the decision back within ten minutes."""

    act: SupervisionAct
    number: int


@dataclass(frozen=True, kw_only=True)
class SupervisionReversed(Event):
    """The university took a confirmed session out of the totals."""

    number: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class SupervisionHandedOver(Event):
    """What waits for one supervisor waits for another one now."""

    before: uuid.UUID
    after: uuid.UUID
