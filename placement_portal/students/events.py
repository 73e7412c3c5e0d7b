"""What the ledger keeps of students; what an adjustment says stays out of it."""

import uuid
from dataclasses import dataclass
from datetime import date

from placement_portal.ledger import Event
from placement_portal.programmes.rules import CohortMode, StudentStatus
from placement_portal.students.rules import StudentAction


@dataclass(frozen=True, kw_only=True)
class StudentMoved(Event):
    """A student stands elsewhere: another status, another stage, or both."""

    did: StudentAction
    before: StudentStatus
    after: StudentStatus
    before_stage: uuid.UUID
    after_stage: uuid.UUID
    day: date
    returns_on: date | None


@dataclass(frozen=True, kw_only=True)
class StudentModeChanged(Event):
    """A student studies in another mode; none means as the cohort does."""

    before: CohortMode | None
    after: CohortMode | None
    day: date


@dataclass(frozen=True, kw_only=True)
class AdjustmentRecorded(Event):
    """An adjustment was recorded for a student."""

    student: uuid.UUID
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class AdjustmentChanged(Event):
    """The words or dates of an adjustment changed."""

    student: uuid.UUID
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class AdjustmentShared(Event):
    """A student chose which settings see an adjustment; none is nobody but the course."""

    student: uuid.UUID
    before: list[uuid.UUID]
    after: list[uuid.UUID]


@dataclass(frozen=True, kw_only=True)
class AdjustmentsRead(Event):
    """A member of staff looked at a student's adjustments."""

    student: uuid.UUID
    role: str
    organisation: uuid.UUID
