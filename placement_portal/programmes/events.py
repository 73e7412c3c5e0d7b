"""What the ledger keeps of programmes."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from placement_portal.ledger import Event
from placement_portal.programmes.rules import WHOLE, CategoryGroup, CohortMode, NotePolicy, ProgrammeRoleKind


@dataclass(frozen=True, kw_only=True)
class ProgrammeAdded(Event):
    """A university has a new programme."""

    name: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeRenamed(Event):
    """A programme has another name."""

    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeVersionAdded(Event):
    """A programme has a new version."""

    programme: uuid.UUID
    name: str
    note_policy: NotePolicy
    themes: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ProgrammeVersionChanged(Event):
    """A version's name or what it asks of notes changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CategoryAdded(Event):
    """Hours can be spent on something new."""

    code: str
    group: CategoryGroup
    counts: bool


@dataclass(frozen=True, kw_only=True)
class CategoryChanged(Event):
    """What a category is called, adds up to or needs changed."""

    code: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CohortAdded(Event):
    """A version has a new cohort."""

    name: str
    start_year: int
    mode: CohortMode


@dataclass(frozen=True, kw_only=True)
class CohortCopied(Event):
    """A cohort was set up from an earlier one; what it was given is told beside it, in the same request."""

    source: uuid.UUID
    version: uuid.UUID
    new_version: bool
    stages: list[uuid.UUID]


@dataclass(frozen=True, kw_only=True)
class CohortChanged(Event):
    """A cohort's name, year or mode changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class StageAdded(Event):
    """A cohort has a new stage."""

    cohort: uuid.UUID
    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class StageChanged(Event):
    """A stage's name, dates or terms changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class RuleSetStarted(Event):
    """The next version of a stage's rules is being written."""

    number: int
    rules: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class RuleSetWritten(Event):
    """The next version of a stage's rules was written on."""

    number: int
    rules: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class RuleSetDiscarded(Event):
    """What was written of the next version was thrown away."""

    number: int


@dataclass(frozen=True, kw_only=True)
class RuleSetMade(Event):
    """A stage has a new version of its rules; earlier ones stay; `changed` says whose standing moved."""

    number: int
    rules: list[dict[str, Any]]
    group_percent: int = WHOLE
    group_until: int | None = None
    changed: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ProgrammeRoleGiven(Event):
    """Somebody has a role in a programme from a day on."""

    person: uuid.UUID
    kind: ProgrammeRoleKind
    starts: date
    ends: date | None


@dataclass(frozen=True, kw_only=True)
class ProgrammeRoleEnded(Event):
    """Somebody has a role in a programme until a day."""

    person: uuid.UUID
    kind: ProgrammeRoleKind
    before: date | None
    ends: date


@dataclass(frozen=True, kw_only=True)
class StudentAdded(Event):
    """Somebody joined a cohort."""

    person: uuid.UUID
    cohort: uuid.UUID
    stage: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class OpeningBalanceSet(Event):
    """What a student had done before the portal began, in minutes and sessions."""

    stage: uuid.UUID
    group: CategoryGroup
    before: list[int]
    after: list[int]
