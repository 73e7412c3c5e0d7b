"""What the ledger keeps of frameworks."""

import uuid
from dataclasses import dataclass
from typing import Any

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class FrameworkStarted(Event):
    """A programme has a new framework, or a new draft of one; `copied` is the version it was copied from."""

    framework: uuid.UUID
    name: str
    number: int
    copied: uuid.UUID | None
    competencies: int


@dataclass(frozen=True, kw_only=True)
class FrameworkDraftChanged(Event):
    """Something of a draft changed: which part, before and after."""

    part: str
    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class FrameworkImported(Event):
    """Domains and competencies of a draft came from a file: how many were new, changed and removed."""

    new: int
    changed: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class FrameworkPublished(Event):
    """A version was published and never changes any more; the digest is of all it says."""

    framework: uuid.UUID
    number: int
    competencies: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class FrameworkDraftDiscarded(Event):
    """A draft was thrown away."""

    framework: uuid.UUID
    number: int


@dataclass(frozen=True, kw_only=True)
class FrameworkChosen(Event):
    """A programme version is looked at with another version of a framework, or with none."""

    before: uuid.UUID | None
    after: uuid.UUID | None
