"""What the ledger keeps of matching: who decided what, never what a student wishes or needs."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event
from placement_portal.matching.rules import RoundAction, RoundStatus, RoundVariety


@dataclass(frozen=True, kw_only=True)
class RoundPlanned(Event):
    """A matching round was planned."""

    name: str
    opens: date
    closes: date
    stages: list[uuid.UUID]


@dataclass(frozen=True, kw_only=True)
class RoundChanged(Event):
    """What a round asks for changed."""

    name: str
    opens: date
    closes: date
    variety: RoundVariety


@dataclass(frozen=True, kw_only=True)
class RoundMoved(Event):
    """A round was opened, closed or finished."""

    did: RoundAction
    before: RoundStatus
    after: RoundStatus


@dataclass(frozen=True, kw_only=True)
class WishesChanged(Event):
    """A student changed what they wish; the ledger keeps that they did."""

    ranked: int


@dataclass(frozen=True, kw_only=True)
class NeedsRead(Event):
    """Somebody of the staff read what access needs a student named."""

    student: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class NeedsChecked(Event):
    """Somebody found whether settings fit a student's needs."""

    student: uuid.UUID
    settings: int


@dataclass(frozen=True, kw_only=True)
class StudentAllocated(Event):
    """Somebody decided by hand where a student is to go; `rules` are those that it breaks."""

    student: uuid.UUID
    offer: uuid.UUID
    rules: list[str]


@dataclass(frozen=True, kw_only=True)
class AllocationFreed(Event):
    """Somebody took a match out of the draft."""

    student: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class AllocationLocked(Event):
    """A match was locked, so that proposals leave it alone, or let go."""

    student: uuid.UUID
    locked: bool


@dataclass(frozen=True, kw_only=True)
class ProposalAsked(Event):
    """Somebody asked for a proposal."""

    proposal: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class ProposalMade(Event):
    """A proposal was worked out: a draft, which people publish or not."""

    proposal: uuid.UUID
    students: int
    offers: int
    matched: int


@dataclass(frozen=True, kw_only=True)
class MatchPublished(Event):
    """A match became a placement."""

    student: uuid.UUID
    offer: uuid.UUID
    placement: uuid.UUID
