"""What a supervisor does, and what answers it: verify, query, decline, undo, accept an offer, take over, confirm."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.hours import emails, events, policy, queries, rules
from placement_portal.hours.models import Entry, EntryDecision
from placement_portal.hours.rules import EntryAction, EntryStatus, KnownBy, VersionKind, Written
from placement_portal.hours.service import keeping
from placement_portal.hours.service.judging import judge
from placement_portal.mail.models import OutboxMessage
from placement_portal.placements import policy as placements
from placement_portal.placements.models import Placement
from placement_portal.transaction import Difference, Moved


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of many lines: decided, moved (with what changed), or not the decider's own.

    Those that need a basis are of days on which the decider did not supervise, so cannot know of them themselves.
    """

    done: list[Entry] = field(default_factory=list)
    moved: list[tuple[Entry, list[Difference]]] = field(default_factory=list)
    missing: list[uuid.UUID] = field(default_factory=list)
    needs_basis: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a supervisor offers instead, where it differs: other minutes, another category, another day."""

    minutes: int | None = None
    category_id: uuid.UUID | None = None
    day: date | None = None

    def on(self, entry: Entry) -> Written | None:
        """Return the content that is offered; None when it is what the entry says already."""
        before = rules.written(entry)
        after = replace(
            before,
            planned_minutes=self.minutes or before.planned_minutes,
            category_id=self.category_id or before.category_id,
            day=self.day or before.day,
        )
        return after if after != before else None


def verify(lines: Mapping[uuid.UUID, str], *, known_by: KnownBy, by: Person, now: datetime) -> Decided:
    """Verify many lines, each with the hash of what was shown; one that moved holds up no other."""
    found = {entry.id: entry for entry in queries.locked(lines)}
    decided = Decided()
    for entry_id, seen in sorted(lines.items()):
        entry = found.get(entry_id)
        if entry is None or not policy.may_decide(by, entry):
            decided.missing.append(entry_id)
        else:
            _verify_line(entry, seen, decided, known_by=known_by, by=by, now=now)
    return decided


def confirm(entry: Entry, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Verify as the university, on other evidence, which `reason` names; raise `Moved` when it is not as shown."""
    entry = keeping.lock(entry)
    _expect_waiting(entry, seen)
    _verify(entry, known_by=None, reason=reason, as_university=True, by=by, now=now)


def query(entry: Entry, *, seen: str, reason: str, by: Person, now: datetime, offer: Offer | None = None) -> None:
    """Send an entry back with a reason, perhaps with an offer.

    Raises `Moved` when it is not as shown, `Refused` when what is offered cannot be taken.
    """
    entry = keeping.lock(entry)
    _expect_waiting(entry, seen)
    offered = offer.on(entry) if offer else None
    if offered:
        judge(entry, offered, now=now)
    decision = _decide(entry, EntryAction.QUERY, reason=reason, by=by, now=now)
    entry.offered = keeping.keep(entry, offered, VersionKind.OFFERED, by=by, now=now) if offered else None
    decision.notice_id = _id_of(emails.sent_back(entry, due_at=_told_at(now)))
    keeping.tell(events.HoursQueried(number=entry.number, offered=entry.offered), entry, by=by)


def decline(entry: Entry, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Decline an entry for good, with a reason; raise `Moved` when it is not as shown."""
    entry = keeping.lock(entry)
    _expect_waiting(entry, seen)
    decision = _decide(entry, EntryAction.DECLINE, reason=reason, by=by, now=now)
    decision.notice_id = _id_of(emails.declined(entry, due_at=_told_at(now)))
    keeping.tell(events.HoursDeclined(number=entry.number), entry, by=by)


def accept_offer(entry: Entry, *, seen: str, by: Person, now: datetime) -> None:
    """Take what the supervisor offered, unchanged: it is verified by the supervisor's own decision.

    `seen` is the hash of the version that was offered; raises `Moved` when it is not on the table any more.
    """
    entry = keeping.lock(entry)
    keeping.require(entry, EntryAction.ACCEPT_OFFER)
    offered = queries.version(entry, entry.offered) if entry.offered else None
    if offered is None or rules.hash_shown(entry.id, offered.number, offered) != seen:
        raise Moved([Difference("What your supervisor offers", "As you saw it", "Changed since")])
    keeping.take_back_letter(entry)
    before = entry.minutes
    _, entry.flags = judge(entry, offered, now=None)
    keeping.put(entry, offered)
    keeping.move(entry, EntryAction.ACCEPT_OFFER)
    entry.number, entry.offered = offered.number, None
    keeping.decide(entry, EntryAction.ACCEPT_OFFER, by=by, now=now)
    accepted = events.OfferAccepted(number=entry.number, minutes_before=before, minutes_after=entry.minutes)
    keeping.tell(accepted, entry, by=by)


def undo(entry: Entry, *, by: Person, now: datetime) -> None:
    """Take back one's own decision within ten minutes; raise `NotPossible` later, `Moved` when something followed."""
    entry = keeping.lock(entry)
    decision = queries.last_decision(entry)
    if decision is None or decision.by_id != by.id or decision.action not in rules.UNDO_OF:
        raise Moved([keeping.status_now(entry)])
    if not rules.may_undo(decision.at, now):
        raise keeping.NotPossible("A decision can be undone for 10 minutes. This one is older.")
    if entry.changing or entry.is_reversed:
        raise keeping.NotPossible("Something was asked or done about this entry since, so it cannot be undone.")
    keeping.take_back_letter(entry)
    keeping.move(entry, rules.UNDO_OF[decision.action])
    decision.undone_at = now
    entry.decided_at = entry.decided_by_id = entry.offered = None
    entry.reason = ""
    keeping.tell(events.DecisionUndone(decision=decision.action, number=entry.number), entry, by=by)


def take_over(entries: Sequence[Entry], *, by: Person) -> None:
    """Make undecided entries of a supervisor who left one's own."""
    for entry in queries.locked([each.id for each in entries]):
        if policy.may_take_over(by, entry):
            before, entry.supervisor_id = entry.supervisor_id, by.id
            keeping.tell(events.HoursTakenOver(before=before), entry, by=by)


def hand_over(placement: Placement, leaver: Person, successor: Person, *, by: Person) -> int:
    """Make what waits with one supervisor of a placement the other's; return how many entries.

    What is dated before the successor's first day is theirs to decide too: they say how they know.
    """
    entries = queries.undecided_with(placement, leaver)
    for entry in queries.locked([each.id for each in entries]):
        before, entry.supervisor_id = entry.supervisor_id, successor.id
        keeping.tell(events.HoursTakenOver(before=before), entry, by=by)
    return len(entries)


def _verify_line(entry: Entry, seen: str, decided: Decided, *, known_by: KnownBy, by: Person, now: datetime) -> None:
    try:
        _expect_waiting(entry, seen)
    except Moved as moved:
        decided.moved.append((entry, moved.differences))
    else:
        if known_by is KnownBy.OWN_KNOWLEDGE and not placements.supervised_on(by, entry.placement, entry.day):
            decided.needs_basis.append(entry)
            return
        _verify(entry, known_by=known_by, by=by, now=now)
        decided.done.append(entry)


def _verify(
    entry: Entry, *, known_by: KnownBy | None, by: Person, now: datetime, reason: str = "", as_university: bool = False
) -> None:
    keeping.decide(
        entry, EntryAction.VERIFY, by=by, now=now, known_by=known_by, reason=reason, as_university=as_university
    )
    _settle(entry, EntryAction.VERIFY, by, now)
    verified = events.HoursVerified(
        number=entry.number, minutes=entry.minutes, known_by=known_by, as_university=as_university
    )
    keeping.tell(verified, entry, by=by)


def _decide(entry: Entry, action: EntryAction, *, reason: str, by: Person, now: datetime) -> EntryDecision:
    decision = keeping.decide(entry, action, by=by, now=now, reason=reason)
    _settle(entry, action, by, now)
    entry.reason = reason
    return decision


def _settle(entry: Entry, action: EntryAction, by: Person, now: datetime) -> None:
    keeping.move(entry, action)
    entry.decided_at, entry.decided_by_id = now, by.id


def _expect_waiting(entry: Entry, seen: str) -> None:
    if entry.status is not EntryStatus.SUBMITTED:
        raise Moved([keeping.status_now(entry)])
    keeping.expect(entry, seen)


def _told_at(now: datetime) -> datetime:
    """Nobody is told before the decision can no longer be undone."""
    return rules.undo_until(now) + timedelta(seconds=1)


def _id_of(message: OutboxMessage) -> uuid.UUID:
    db.session.flush()
    return message.id
