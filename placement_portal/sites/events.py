"""What the ledger keeps of settings."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from placement_portal.ledger import Event
from placement_portal.organisations.rules import BankHolidays
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


@dataclass(frozen=True, kw_only=True)
class BankHolidaysAdded(Event):
    """A setting keeps the bank holidays of a part of the country."""

    division: BankHolidays
    days: list[date]


@dataclass(frozen=True, kw_only=True)
class TermAdded(Event):
    """A setting has a term from a day to a day."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class TermRemoved(Event):
    """A setting does not have a term after all."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True)
class ClosedBetweenTerms(Event):
    """A setting is closed whenever it has no term."""

    ranges: list[Any]


@dataclass(frozen=True, kw_only=True)
class VisitChanged(Event):
    """What one must know before going to a setting changed: the fields alone, since they name people."""

    changed: list[str]


@dataclass(frozen=True, kw_only=True)
class SitePassedOn(Event):
    """A setting belongs to another provider from a day on; placements that stood there keep theirs."""

    before: uuid.UUID
    after: uuid.UUID
    day: date
