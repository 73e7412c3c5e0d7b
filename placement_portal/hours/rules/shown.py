"""What an entry says, and the hash of it by which one knows whether it moved between a look and a click."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol
from uuid import UUID

from placement_portal.hours.rules.states import SessionOutcome, minutes_counted


class Says(Protocol):
    """Anything with the content of an entry: the entry itself, one of its versions, what was typed."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time: ...
    @property
    def planned_minutes(self) -> int: ...
    @property
    def outcome(self) -> SessionOutcome: ...
    @property
    def note(self) -> str: ...
    @property
    def site_id(self) -> UUID: ...
    @property
    def category_id(self) -> UUID: ...
    @property
    def slot_id(self) -> UUID | None: ...


class Shown(Says, Protocol):
    """An entry as it is shown to the one who decides."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The content of an entry as somebody wrote it, before anything is kept."""

    day: date
    start: time
    planned_minutes: int
    outcome: SessionOutcome
    note: str
    site_id: UUID
    category_id: UUID
    slot_id: UUID | None

    @property
    def minutes(self) -> int:
        """The minutes it adds up to: none when the session did not take place."""
        return minutes_counted(self.outcome, self.planned_minutes)


def written(content: Says) -> Written:
    """Return the content of an entry or a version by itself."""
    return Written(
        day=content.day,
        start=content.start.replace(second=0, microsecond=0),
        planned_minutes=content.planned_minutes,
        outcome=content.outcome,
        note=content.note,
        site_id=content.site_id,
        category_id=content.category_id,
        slot_id=content.slot_id,
    )


def hash_shown(entry_id: UUID, number: int, content: Says) -> str:
    """Return the SHA-256 of one version of an entry, over its canonical JSON."""
    shown = {
        "entry": str(entry_id),
        "number": number,
        "day": content.day.isoformat(),
        "start": f"{content.start:%H:%M}",
        "minutes": content.planned_minutes,
        "outcome": content.outcome.value,
        "note": content.note,
        "site": str(content.site_id),
        "category": str(content.category_id),
        "slot": str(content.slot_id or ""),
    }
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seen(entry: Shown) -> str:
    """Return the hash of an entry as it stands: what a page gives to the form that decides on it."""
    return hash_shown(entry.id, entry.number, entry)
