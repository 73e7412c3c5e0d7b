"""What the other side does: confirm, send back, and say that two records are of one session."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.supervision import emails, policy, queries, rules
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionAct, SupervisionStatus
from placement_portal.supervision.service import keeping
from placement_portal.supervision.service.acting import carry_actions
from placement_portal.transaction import Difference, Moved


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What became of many records: confirmed, or not as they were shown any more."""

    done: list[SupervisionPart] = field(default_factory=list)
    moved: list[uuid.UUID] = field(default_factory=list)


def confirm(part: SupervisionPart, *, seen: str, by: Person, now: datetime) -> None:
    """Confirm what the other side wrote, which locks it; raise `Moved` when it is not as shown."""
    part = keeping.lock(part)
    _expect_waiting(part, SupervisionAct.CONFIRM, seen)
    _settle(part, SupervisionAct.CONFIRM, by=by, now=now)


def confirm_many(shown: Mapping[uuid.UUID, str], *, by: Person, now: datetime) -> Confirmed:
    """Confirm many records, each with the hash of what was shown; one that moved holds up no other."""
    confirmed = Confirmed()
    for session_id in queries.sessions_of(shown):
        for part in (each for each in queries.locked(session_id) if each.id in shown):
            waits = part.status is SupervisionStatus.SUBMITTED and policy.may_confirm(by, part)
            if waits and shown[part.id] == rules.hash_shown(part.id, part.number, part):
                _settle(part, SupervisionAct.CONFIRM, by=by, now=now)
                confirmed.done.append(part)
            else:
                confirmed.moved.append(part.id)
    return confirmed


def send_back(part: SupervisionPart, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Send back what the other side wrote, with a reason; raise `Moved` when it is not as shown."""
    part = keeping.lock(part)
    _expect_waiting(part, SupervisionAct.SEND_BACK, seen)
    _settle(part, SupervisionAct.SEND_BACK, by=by, now=now, reason=reason)
    part.reason = reason
    emails.sent_back(part, by=by)


def merge(mine: SupervisionPart, other: SupervisionPart, *, by: Person, now: datetime) -> None:
    """Say that one's own record is of the same session as another, which stays; the first counts no more.

    What the other side wrote and handed in is confirmed with it: both wrote the same session down.
    """
    first, second = sorted({mine.session_id, other.session_id})
    found = {each.id: each for session_id in (first, second) for each in queries.locked(session_id)}
    if mine.id not in found or other.id not in found or other.id not in {each.id for each in queries.twins(mine)}:
        raise Moved([Difference("The other record", "Of the same time", "Changed since")])
    mine, other = found[mine.id], found[other.id]
    keeping.require(mine, SupervisionAct.MERGE)
    _carry(mine, other)
    carry_actions([mine], other)
    keeping.decide(mine, SupervisionAct.MERGE, by=by, now=now)
    keeping.move(mine, SupervisionAct.MERGE, by=by, into=other.id)
    mine.merged_into_id = other.id
    if other.status is SupervisionStatus.SUBMITTED and policy.may_confirm(by, other):
        _settle(other, SupervisionAct.CONFIRM, by=by, now=now)


def _carry(mine: SupervisionPart, other: SupervisionPart) -> None:
    """Keep what one wrote: the codes and the reflection of a student, the comment of a supervisor."""
    other.codes = other.codes or mine.codes
    kept = mine if mine.reflection and not other.reflection else other
    other.reflection, other.reflection_shared = kept.reflection, kept.reflection_shared
    if keeping.is_open(other):
        other.comment = other.comment or mine.comment


def _expect_waiting(part: SupervisionPart, act: SupervisionAct, seen: str) -> None:
    keeping.require(part, act)
    keeping.expect(part, seen)


def _settle(part: SupervisionPart, act: SupervisionAct, *, by: Person, now: datetime, reason: str = "") -> None:
    keeping.decide(part, act, by=by, now=now, reason=reason)
    part.decided_at, part.decided_by_id = now, by.id
    keeping.move(part, act, by=by)
