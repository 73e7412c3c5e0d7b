"""What the ledger keeps of absences."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from placement_portal.absences.rules import AbsenceKind, ToldWhom
from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class AbsenceNoted(Event):
    """A student noted that they are away."""

    placement: uuid.UUID
    starts: date
    ends: date
    kind: AbsenceKind
    told: list[ToldWhom]


@dataclass(frozen=True, kw_only=True)
class AbsenceChanged(Event):
    """An absence became shorter, longer or another one."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class AbsenceCancelled(Event):
    """A student comes after all; so many plans to make it up fell away."""

    make_ups: int


@dataclass(frozen=True, kw_only=True)
class AbsenceToldNoted(Event):
    """A student noted whom they told, and when."""

    whom: ToldWhom
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MakeUpPlanned(Event):
    """A student planned a day to make an absence up."""

    absence: uuid.UUID
    day: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class MakeUpRemoved(Event):
    """A student took such a plan back."""

    absence: uuid.UUID
    day: date
