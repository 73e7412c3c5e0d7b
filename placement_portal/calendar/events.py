"""What the ledger keeps of private feeds; never a token."""

from dataclasses import dataclass

from placement_portal.ledger import Event


@dataclass(frozen=True, kw_only=True)
class CalendarFeedMade(Event):
    """Somebody made a private link to their calendar; a former one died of it."""

    names_settings: bool
    again: bool


@dataclass(frozen=True, kw_only=True)
class CalendarFeedChanged(Event):
    """Somebody chose whether their feed names settings."""

    names_settings: bool


@dataclass(frozen=True, kw_only=True)
class CalendarFeedRevoked(Event):
    """Somebody took the link to their calendar back."""
