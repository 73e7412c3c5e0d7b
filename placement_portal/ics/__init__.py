"""iCalendar files: what is planned, and how it is written so that calendars take it over."""

from placement_portal.ics.rules import Planned
from placement_portal.ics.writing import CANCEL, PUBLISH, TYPE, write

__all__ = ["CANCEL", "PUBLISH", "TYPE", "Planned", "write"]
