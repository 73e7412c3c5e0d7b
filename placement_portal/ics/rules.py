"""One event of a calendar, in the words and the zone in which people read it."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Planned:
    """One event: its name for ever, its day, begin and end (none for a whole day), zone, words, place, times moved."""

    uid: str
    day: date
    begin: time | None
    end: time | None
    zone: str
    title: str
    place: str = ""
    sequence: int = 0

    @property
    def instants(self) -> tuple[datetime, datetime]:
        """Begin and end in the zone of the setting; a time that the clocks skip is read an hour later."""
        zone = ZoneInfo(self.zone)
        both = (datetime.combine(self.day, part or time(), zone) for part in (self.begin, self.end))
        begin, end = (each.astimezone(UTC).astimezone(zone) for each in both)
        return begin, max(begin, end)


def uid(*parts: object) -> str:
    """Return a name that is the same for ever and tells nothing: a UUID of what the event is about."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, "~".join(str(each) for each in parts)))
