"""What every act on a record shares: the lock, the move, the versions, the decisions, what the ledger keeps."""

import uuid
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import db
from placement_portal.supervision import events, queries, rules
from placement_portal.supervision.models import SupervisionDecision, SupervisionPart, SupervisionVersion
from placement_portal.supervision.rules import (
    Says,
    SessionFacts,
    SessionRefusal,
    SupervisionAct,
    SupervisionStatus,
    SupervisionVersionKind,
)
from placement_portal.transaction import Difference, Moved
from placement_portal.web.formats import clock_time, duration, full_day
from placement_portal.web.labels import label

LABELS = ("Day", "Start", "Length", "Students there")


class Refused(ValueError):
    """A session cannot be taken; carries why, and of whom it is true when several were there."""

    def __init__(self, refusals: Iterable[SessionRefusal], whom: str = "") -> None:
        self.refusals = list(refusals)
        self.whom = whom
        super().__init__(" ".join(rules.SESSION_REFUSALS[each] for each in self.refusals))


def lock(part: SupervisionPart) -> SupervisionPart:
    """Lock a record with its whole session, as it is now; raise `Moved` when it was deleted meanwhile."""
    found = next((each for each in queries.locked(part.session_id) if each.id == part.id), None)
    if found is None:
        raise Moved([Difference("This session", "There", "Deleted")])
    return found


def expect(part: SupervisionPart, seen: str) -> None:
    """Raise `Moved` unless the record is what was shown; `seen` is its hash."""
    if seen != rules.hash_shown(part.id, part.number, part):
        raise Moved([Difference("What is written down", "As you saw it", "Changed since")])


def require(part: SupervisionPart, act: SupervisionAct) -> None:
    """Raise `Moved` saying where a record stands when the table has no such move for it."""
    if (part.status, act) not in rules.MOVES:
        before = next(status for status, each in rules.MOVES if each is act)
        raise Moved([Difference("Where it stands", label(before).text, label(part.status).text)])


def move(part: SupervisionPart, act: SupervisionAct, *, by: Person, into: uuid.UUID | None = None) -> None:
    """Move the state by the table, and have the totals recounted."""
    require(part, act)
    before = part.status
    part.status = rules.move(before, act)
    moved = events.SupervisionMoved(
        before=before, after=part.status, number=part.number, minutes=part.minutes, into=into
    )
    tell(moved, part, by=by)


def put(part: SupervisionPart, says: Says) -> None:
    """Make a record say other facts."""
    part.day, part.start, part.minutes, part.present = says.day, says.start, says.minutes, says.present


def keep(part: SupervisionPart, says: Says, kind: SupervisionVersionKind, *, by: Person, now: datetime) -> int:
    """Add a version that nobody will change, and return its number."""
    number = queries.next_number(part)
    facts = asdict(rules.facts_of(says))
    db.session.add(SupervisionVersion(part_id=part.id, number=number, kind=kind, by_id=by.id, at=now, **facts))
    return number


def decide(
    part: SupervisionPart,
    act: SupervisionAct,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    as_university: bool = False,
) -> SupervisionDecision:
    """Keep who decided what, when, and the hash of what they were shown."""
    made = SupervisionDecision(
        part_id=part.id,
        number=part.number,
        act=act,
        by_id=by.id,
        at=now,
        reason=reason,
        as_university=as_university,
        assurance=SessionAssurance.ACCOUNT,
        seen=rules.hash_shown(part.id, part.number, part),
    )
    db.session.add(made)
    return made


def tell(event: ledger.Event, part: SupervisionPart, *, by: Person) -> None:
    """Write an act into the chain of the placement's university, and have the totals recounted."""
    ledger.record(event, by=by, on=part.id, chain=part.placement.university_id, version=part.version)
    transaction.touch(part.placement_id)


def plain(says: Says) -> dict[str, Any]:
    """Return the facts of a record as the ledger keeps them."""
    return asdict(rules.facts_of(says))


def differences(mine: Says, theirs: Says) -> list[Difference]:
    """Return what the facts of two records do not agree on, in words."""
    pairs = zip(LABELS, _in_words(mine), _in_words(theirs), strict=True)
    return [Difference(words, one, other) for words, one, other in pairs if one != other]


def is_open(part: SupervisionPart) -> bool:
    """Say whether comments may still be written."""
    return part.status in rules.OPEN


def nothing_confirmed(parts: Iterable[SupervisionPart]) -> bool:
    """Say whether what all share of a session may still change: nobody confirmed it yet."""
    return all(each.status is not SupervisionStatus.CONFIRMED for each in parts)


def _in_words(says: Says) -> tuple[str, ...]:
    facts: SessionFacts = rules.facts_of(says)
    return full_day(facts.day), clock_time(facts.start), duration(facts.minutes), str(facts.present)
