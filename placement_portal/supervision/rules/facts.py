"""What a record of a session says, what is refused of it, and the hash by which one knows whether it moved."""

import enum
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from placement_portal.placements.rules import may_be_worked
from placement_portal.programmes.rules import MOST_PRESENT
from placement_portal.supervision.rules.states import SupervisionMode

MOST_MINUTES: Final = 720
ALONE, SEVERAL = 1, 2


class Says(Protocol):
    """Anything with the facts of a session: a record, one of its versions, what was typed."""

    @property
    def day(self) -> date: ...
    @property
    def start(self) -> time: ...
    @property
    def minutes(self) -> int: ...
    @property
    def present(self) -> int: ...


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """When a session was, how long, and how many students were there; what its credit is worked out from."""

    day: date
    start: time
    minutes: int
    present: int = ALONE


def facts_of(says: Says) -> SessionFacts:
    """Return the facts of a record or a version by themselves."""
    return SessionFacts(says.day, says.start.replace(second=0, microsecond=0), says.minutes, says.present)


def hash_shown(part_id: UUID, number: int, says: Says) -> str:
    """Return the SHA-256 of one version of a record, over its canonical JSON."""
    shown = {
        "record": str(part_id),
        "number": number,
        "day": says.day.isoformat(),
        "start": f"{says.start:%H:%M}",
        "minutes": says.minutes,
        "present": says.present,
    }
    text = json.dumps(shown, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class SessionRefusal(enum.StrEnum):
    """Why a session cannot be taken."""

    LENGTH = "length"
    PRESENT = "present"
    NOT_ALONE = "not_alone"
    NOT_A_GROUP = "not_a_group"
    FEWER_THAN_NAMED = "fewer_than_named"
    IN_FUTURE = "in_future"
    OUTSIDE = "outside"
    NOT_SUPERVISED_BY = "not_supervised_by"
    NOBODY_NAMED = "nobody_named"


SESSION_REFUSALS: Final[Mapping[SessionRefusal, str]] = {
    SessionRefusal.LENGTH: f"A session has from 1 to {MOST_MINUTES} minutes.",
    SessionRefusal.PRESENT: f"Enter from 1 to {MOST_PRESENT} students.",
    SessionRefusal.NOT_ALONE: "With one student it was no group: choose how it was held.",
    SessionRefusal.NOT_A_GROUP: "With several students it was not individual: choose how it was held.",
    SessionRefusal.FEWER_THAN_NAMED: "You named more students than that.",
    SessionRefusal.IN_FUTURE: "This ends in the future. Write it down once it has taken place.",
    SessionRefusal.OUTSIDE: "This day is too far before the start or after the end of the placement.",
    SessionRefusal.NOT_SUPERVISED_BY: "Not assigned to this placement on that day, or too long ago.",
    SessionRefusal.NOBODY_NAMED: "Choose who was there.",
}


def refusals(
    facts: SessionFacts, mode: SupervisionMode, *, named: int, first: date, last: date, now: datetime, zone: ZoneInfo
) -> list[SessionRefusal]:
    """Return every reason why a session cannot be taken on a placement from `first` to `last`; `now` is aware."""
    found = {
        SessionRefusal.LENGTH: not 1 <= facts.minutes <= MOST_MINUTES,
        SessionRefusal.PRESENT: not 1 <= facts.present <= MOST_PRESENT,
        SessionRefusal.NOT_ALONE: mode is SupervisionMode.GROUP and facts.present == ALONE,
        SessionRefusal.NOT_A_GROUP: mode is SupervisionMode.INDIVIDUAL and facts.present > ALONE,
        SessionRefusal.FEWER_THAN_NAMED: facts.present < named,
        SessionRefusal.IN_FUTURE: ends(facts, zone) > now,
        SessionRefusal.OUTSIDE: not may_be_worked(facts.day, first, last, client_work=False),
    }
    return [refusal for refusal, holds in found.items() if holds]


def ends(says: Says, zone: ZoneInfo) -> datetime:
    """Return when a session ends, in UTC; one across midnight belongs to the day on which it begins."""
    return datetime.combine(says.day, says.start.replace(tzinfo=None), zone).astimezone(UTC) + _length(says)


def same_session(one: Says, other: Says) -> bool:
    """Say whether two records share a minute, so that they may be of the same session; touching ends do not."""
    begins, begins_other = _begins(one), _begins(other)
    return begins < begins_other + _length(other) and begins_other < begins + _length(one)


def _begins(says: Says) -> datetime:
    return datetime.combine(says.day, says.start.replace(tzinfo=None))


def _length(says: Says) -> timedelta:
    return timedelta(minutes=says.minutes)
