"""What officers decide: seen and verified, sent back, accepted, checked again, stopped; never on their own checks."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.clearance import events
from placement_portal.clearance.models import ClearanceAcceptance, ClearanceDecision, ClearanceItem, ClearanceType
from placement_portal.clearance.queries import officers
from placement_portal.clearance.rules import (
    ClearanceAction,
    ClearanceOutcome,
    ClearanceStatus,
    LateReason,
    NotAllowed,
    ReturnReason,
    UpdateStatus,
    move,
)
from placement_portal.clearance.rules.facts import FUTURE, ItemFacts, seen_problem
from placement_portal.clearance.service.items import About, Wrong, subject_of, submit
from placement_portal.clearance.service.registering import keep_in_profile
from placement_portal.database import db
from placement_portal.organisations.models import Organisation
from placement_portal.organisations.service import Refused

OWN: Final = "Nobody decides on their own check. Ask another officer."
NOT_YET: Final = "Occupational health says not yet: it stays open until they say yes."
CHANGED: Final = "It changed since you looked, so nothing was done with it."
NO_SERVICE: Final = "Only a verified check can be looked up again."
Act = Callable[[ClearanceItem], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How evidence was seen: the day, why it is recorded late, and what only officers read."""

    on: date
    late: LateReason | None = None
    follow_up: bool = False
    reference: str = ""


def verify(item: ClearanceItem, seen: Seen, *, by: Person) -> None:
    """Say that the evidence was seen; it counts from that day. Raise `Refused`, or `Wrong` for the day."""
    _not_own(item, by)
    if item.outcome is ClearanceOutcome.NOT_YET:
        raise Refused(NOT_YET)
    if problem := seen_problem(seen.on, item.issued_on, clock.today(), seen.late or ""):
        raise Wrong({"seen_on": problem})
    item.status = move(item.status, ClearanceAction.VERIFY)
    item.seen_on, item.late_reason = seen.on, seen.late
    _decided(item, by)
    detail = ClearanceDecision(
        item_id=item.id,
        organisation_id=item.organisation_id,
        decided_on=clock.today(),
        by_id=by.id,
        follow_up=seen.follow_up,
        reference=seen.reference,
    )
    db.session.merge(detail)
    _relies(item, item.organisation_id, by)
    verified = events.ClearanceVerified(code=item.code, subject=subject_of(item), seen_on=seen.on)
    _record(item, verified, by)
    keep_in_profile(item, by=by)


def send_back(item: ClearanceItem, reason: ReturnReason, *, by: Person) -> None:
    """Send a check back with a reason from the list; their page says so at once, the letter of the next morning too."""
    _not_own(item, by)
    item.status = move(item.status, ClearanceAction.RETURN)
    item.return_reason = reason
    _decided(item, by)
    _record(item, events.ClearanceReturned(code=item.code, subject=subject_of(item), reason=reason), by)


def accept(item: ClearanceItem, organisation_id: uuid.UUID, *, by: Person) -> None:
    """Rely, as an organisation, on what another saw; raise `NotAllowed` for what is not verified."""
    _not_own(item, by)
    if item.status is not ClearanceStatus.VERIFIED:
        raise NotAllowed(item.status, ClearanceAction.VERIFY)
    if _relies(item, organisation_id, by):
        transaction.touch(subject_of(item))
        accepted = events.ClearanceAccepted(code=item.code, subject=subject_of(item))
        ledger.record(accepted, by=by, on=item.id, chain=organisation_id, version=item.version)


def record(
    type_: ClearanceType, whom: About, facts: ItemFacts, organisation_id: uuid.UUID, seen: Seen, *, by: Person
) -> ClearanceItem:
    """Record what an officer sees themselves, in one act: sent in and verified."""
    if whom.person_id == by.id:
        raise Refused(OWN)
    item = submit(type_, whom, facts, organisation_id, by=by)
    if item.outcome is not ClearanceOutcome.NOT_YET:
        verify(item, seen, by=by)
    return item


def look_up(item: ClearanceItem, status: UpdateStatus, on: date, *, by: Person) -> None:
    """Record what the Update Service said; a new check that is needed stops the old one at once."""
    _not_own(item, by)
    if item.status is not ClearanceStatus.VERIFIED:
        raise Refused(NO_SERVICE)
    if on > clock.today():
        raise Wrong({"update_on": FUTURE})
    item.update_status, item.update_on = status, on
    _record(item, events.ClearanceRechecked(code=item.code, subject=subject_of(item), status=status), by)
    if status is UpdateStatus.NEW_CHECK_NEEDED:
        stop(item, by=by)
    elif status is UpdateStatus.CURRENT:
        keep_in_profile(item, by=by)


def stop(item: ClearanceItem, *, by: Person) -> None:
    """Let a check hold no longer, at once and without exception: an ended registration, a new check needed."""
    _not_own(item, by)
    item.status = move(item.status, ClearanceAction.STOP)
    item.stopped_on = clock.today()
    _record(item, events.ClearanceStopped(code=item.code, subject=subject_of(item)), by)
    keep_in_profile(item, by=by)


def verify_many(
    organisation: Organisation, shown: Mapping[uuid.UUID, int], seen: Seen, *, by: Person
) -> tuple[int, list[tuple[ClearanceItem, str]]]:
    """Verify many that wait, line by line; return how many, and those that could not be, each with a sentence."""
    return _each(organisation, shown, lambda item: verify(item, seen, by=by))


def send_many_back(
    organisation: Organisation, shown: Mapping[uuid.UUID, int], reason: ReturnReason, *, by: Person
) -> tuple[int, list[tuple[ClearanceItem, str]]]:
    """Send many back for one reason, line by line; return how many, and those that could not be."""
    return _each(organisation, shown, lambda item: send_back(item, reason, by=by))


def accept_many(organisation: Organisation, ids: Sequence[uuid.UUID], *, by: Person) -> int:
    """Accept, as an organisation, what others saw; return how many."""
    found = [each for each in officers.to_accept(organisation) if each.id in ids and each.person_id != by.id]
    for item in found:
        accept(item, organisation.id, by=by)
    return len(found)


def _each(
    organisation: Organisation, shown: Mapping[uuid.UUID, int], act: Act
) -> tuple[int, list[tuple[ClearanceItem, str]]]:
    done, left = 0, []
    for item in officers.items_in(organisation, list(shown), lock=True):
        sentence = "" if item.version == shown[item.id] else CHANGED
        try:
            if not sentence:
                act(item)
                done += 1
        except (Refused, Wrong, NotAllowed) as refused:
            sentence = CHANGED if isinstance(refused, NotAllowed) else str(refused)
        if sentence:
            left.append((item, sentence))
    return done, left


def _not_own(item: ClearanceItem, by: Person) -> None:
    if item.person_id == by.id:
        raise Refused(OWN)


def _decided(item: ClearanceItem, by: Person) -> None:
    item.decided_at, item.decided_by_id = clock.now(), by.id


def _relies(item: ClearanceItem, organisation_id: uuid.UUID, by: Person) -> bool:
    """Keep that an organisation relies on an item; False when it did already."""
    if db.session.get(ClearanceAcceptance, (item.id, organisation_id)):
        return False
    db.session.add(ClearanceAcceptance(item=item, organisation_id=organisation_id, by_id=by.id, at=clock.now()))
    return True


def _record(item: ClearanceItem, event: ledger.Event, by: Person) -> None:
    """Keep what was decided, and have the totals of whoever it is about recounted: hours may count now, or no more."""
    db.session.flush()
    transaction.touch(subject_of(item))
    ledger.record(event, by=by, on=item.id, chain=item.organisation_id, version=item.version)
