"""The only place that asks what time it is; everything else is told."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Europe/London"


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: str = DEFAULT_ZONE) -> date:
    """Return today's date in `zone` (an IANA name)."""
    return now().astimezone(ZoneInfo(zone)).date()


def local(instant: datetime, zone: str = DEFAULT_ZONE) -> datetime:
    """Return an aware instant as wall-clock time in `zone`."""
    return instant.astimezone(ZoneInfo(zone))
