"""What stands already, as plain values that are quick to hold by the thousand; `is_new` marks what a row adds."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from placement_portal.organisations.rules import in_force
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.rules import StudentStatus
from placement_portal.sites.rules import SiteKind


@dataclass(frozen=True, slots=True)
class StageKnown:
    """A stage that students may be in."""

    id: uuid.UUID
    name: str
    position: int


@dataclass(slots=True)
class CohortKnown:
    """A cohort that students may be in, with its stages in order."""

    id: uuid.UUID
    name: str
    programme_id: uuid.UUID
    programme: str
    stages: list[StageKnown] = field(default_factory=list)


@dataclass(slots=True)
class Someone:
    """A person: the address they sign in with, where they belong, and where they are proposed only."""

    id: uuid.UUID
    name: str
    address: str
    address_id: uuid.UUID
    has_account: bool = False
    homes: set[uuid.UUID] = field(default_factory=set)
    proposed: set[uuid.UUID] = field(default_factory=set)
    is_new: bool = False


@dataclass(slots=True)
class Record:
    """A student record."""

    id: uuid.UUID
    person_id: uuid.UUID
    cohort_id: uuid.UUID
    stage_id: uuid.UUID
    status: StudentStatus


@dataclass(slots=True)
class Balance:
    """What a student had done before, of one group in one stage."""

    id: uuid.UUID
    minutes: int
    sessions: int


@dataclass(slots=True)
class SiteKnown:
    """A setting."""

    id: uuid.UUID
    provider_id: uuid.UUID
    name: str
    kind: SiteKind
    place: str
    safeguarding_role: str
    safeguarding_contact: str
    retired: bool


@dataclass(slots=True)
class At:
    """A setting of a placement, from a day, to a day or throughout."""

    site_id: uuid.UUID
    position: int
    starts: date | None
    ends: date | None

    def holds(self, on: date) -> bool:
        """Say whether the placement is at this setting on a day."""
        return in_force(self.starts or date.min, self.ends, on)


@dataclass(slots=True)
class Placed:
    """A placement: `person_id` and `name` are its student's."""

    id: uuid.UUID
    student_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    stage_id: uuid.UUID
    stage: str
    programme_id: uuid.UUID
    university_id: uuid.UUID
    provider_id: uuid.UUID
    starts: date
    ends: date
    days_a_week: Decimal
    status: PlacementStatus
    sites: list[At] = field(default_factory=list)
    is_new: bool = False


@dataclass(slots=True)
class Assigned:
    """Who supervises or tutors a placement, from when to when."""

    id: uuid.UUID
    starts: date
    ends: date | None
