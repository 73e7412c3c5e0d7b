"""What the ledger keeps of settings."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.ledger import Event
from placement_portal.sites.rules import SiteKind


@dataclass(frozen=True, kw_only=True)
class SiteAdded(Event):
    """A provider has a new setting."""

    name: str
    kind: SiteKind


@dataclass(frozen=True, kw_only=True)
class SiteChanged(Event):
    """What is known of a setting changed."""

    before: dict[str, Any]
    after: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SiteClosed(Event):
    """A setting is closed from a day to a day."""

    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class ClosureRemoved(Event):
    """A setting is open after all."""

    starts: date
    ends: date
