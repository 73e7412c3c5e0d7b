"""What the other side does: confirm, send back, and say that two records are of one session."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours.rules import may_undo, undo_until
from placement_portal.mail import service as mail
from placement_portal.placements.models import Placement
from placement_portal.supervision import emails, events, policy, queries, rules
from placement_portal.supervision.models import SupervisionDecision, SupervisionPart
from placement_portal.supervision.rules import SupervisionAct, SupervisionStatus
from placement_portal.supervision.service import keeping
from placement_portal.supervision.service.acting import carry_actions
from placement_portal.transaction import Difference, Moved
from placement_portal.web.labels import label

A_SECOND = timedelta(seconds=1)


class TooLate(ValueError):
    """A decision cannot be taken back any more; says why."""


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
    decision = _settle(part, SupervisionAct.SEND_BACK, by=by, now=now, reason=reason)
    part.reason = reason
    letter = emails.sent_back(part, by=by, due_at=undo_until(now) + A_SECOND)
    db.session.flush()
    decision.notice_id = letter.id


def confirm_for_university(part: SupervisionPart, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Confirm as the university, on other evidence, which `reason` names; raise `Moved` when it is not as shown."""
    part = keeping.lock(part)
    _expect_waiting(part, SupervisionAct.CONFIRM, seen)
    _settle(part, SupervisionAct.CONFIRM, by=by, now=now, reason=reason, as_university=True)


def undo(part: SupervisionPart, *, by: Person, now: datetime) -> None:
    """Take back one's own decision within ten minutes; raise `TooLate` later, `Moved` when something followed."""
    part = keeping.lock(part)
    decision = queries.last_decision(part)
    if decision is None or decision.by_id != by.id or rules.UNDOES.get(decision.act) is not part.status:
        raise Moved([Difference("Where it stands", "Decided by you", label(part.status).text)])
    if not may_undo(decision.at, now):
        raise TooLate("A decision can be undone for 10 minutes. This one is older.")
    if part.changing or part.reversed_at:
        raise TooLate("Something was asked or done about this session since, so it cannot be undone.")
    if decision.notice_id:
        mail.cancel(decision.notice_id)
    part.status, part.reason = SupervisionStatus.SUBMITTED, ""
    decision.undone_at, part.decided_at, part.decided_by_id = now, None, None
    keeping.tell(events.SupervisionDecisionUndone(act=decision.act, number=part.number), part, by=by)


def reverse(part: SupervisionPart, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Take a confirmed session out of the totals, with a reason and a receipt to both sides; raise `Moved` if stale."""
    part = keeping.lock(part)
    keeping.expect(part, seen)
    if part.status is not SupervisionStatus.CONFIRMED or part.reversed_at or part.changing:
        raise Moved([Difference("Where it stands", label(SupervisionStatus.CONFIRMED).text, "Changed since")])
    keeping.decide(part, SupervisionAct.REVERSE, by=by, now=now, reason=reason, as_university=True)
    part.reversed_at = now
    keeping.tell(events.SupervisionReversed(number=part.number, minutes=part.minutes), part, by=by)
    for person in (part.student, part.session.supervisor):
        if person:
            emails.reversed_for(person, part)


def hand_over(placement: Placement, leaver: Person, successor: Person, *, by: Person) -> int:
    """Let what waits with one supervisor of a placement wait with another; return how many records."""
    moved = 0
    for session_id in queries.undecided_with(placement, leaver):
        for part in (each for each in queries.locked(session_id) if each.placement_id == placement.id):
            part.handed_to_id = successor.id
            keeping.tell(events.SupervisionHandedOver(before=leaver.id, after=successor.id), part, by=by)
            moved += 1
    return moved


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


def _settle(
    part: SupervisionPart,
    act: SupervisionAct,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    as_university: bool = False,
) -> SupervisionDecision:
    decision = keeping.decide(part, act, by=by, now=now, reason=reason, as_university=as_university)
    part.decided_at, part.decided_by_id = now, by.id
    keeping.move(part, act, by=by)
    return decision
