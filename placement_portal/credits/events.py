"""What the ledger keeps of credit, of what is carried, and of a student's own plan; never why a plan is another one."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event
from placement_portal.programmes.rules import CategoryGroup, RuleUnit


@dataclass(frozen=True, kw_only=True)
class CreditGiven(Event):
    """The board credited a student with time; `taken_back` says that it did so no more."""

    student: uuid.UUID
    stage: uuid.UUID
    group: CategoryGroup
    minutes: int
    sessions: int
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class ShortfallCarried(Event):
    """What a student is short of in one year may be done in another, until a day."""

    student: uuid.UUID
    before: uuid.UUID
    after: uuid.UUID
    rule: str
    unit: RuleUnit
    amount: int
    due: date
    taken_back: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """A student's year lasts until another day, or asks for a part of the totals."""

    student: uuid.UUID
    stage: uuid.UUID
    until: date | None
    percent: int
