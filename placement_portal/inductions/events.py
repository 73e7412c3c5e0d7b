"""What the ledger keeps of inductions."""

import uuid
from dataclasses import dataclass

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class InductionListKept(Event):
    """A setting says what a student is shown there; a new version, the ones before are kept."""

    number: int
    lines: list[str]


@dataclass(frozen=True, kw_only=True)
class InductionTicked(Event):
    """A student said what they were shown at a setting."""

    placement: uuid.UUID
    site: uuid.UUID
    ticked: int
    of: int


@dataclass(frozen=True, kw_only=True)
class InductionConfirmed(Event):
    """Who was there confirmed an induction: somebody with an account, or the setting with a letter."""

    placement: uuid.UUID
    site: uuid.UUID
    letter: uuid.UUID | None
    lines: list[str]
