"""What happens after verifying: a change that is asked for and answered, and taking an entry back."""

from datetime import datetime

from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import db
from placement_portal.hours import emails, events, queries, rules
from placement_portal.hours.models import Amendment, Entry, EntryVersion, Reversal
from placement_portal.hours.rules import AmendmentAction, EntryStatus, VersionKind, Written
from placement_portal.hours.service import keeping
from placement_portal.hours.service.judging import judge
from placement_portal.transaction import Difference, Moved, check_version
from placement_portal.web.labels import label


def amend(entry: Entry, written: Written, *, reason: str, shown: int | None, by: Person, now: datetime) -> Amendment:
    """Ask to change a verified entry; it counts as it was until a supervisor decides.

    Raises `Refused` when the change cannot be taken, `NotPossible` when nothing changes or a change waits already.
    """
    entry = keeping.lock(entry)
    _expect_verified(entry)
    check_version(entry, shown, queries.differences(written, entry))
    if entry.changing:
        raise keeping.NotPossible("A change of this entry waits for your supervisor already.")
    if written == rules.written(entry):
        raise keeping.NotPossible("Nothing is different from what was verified.")
    judge(entry, written, now=now)
    number = keeping.keep(entry, written, VersionKind.AMENDED, by=by, now=now)
    asked = Amendment(entry=entry, number=number, reason=reason, asked_at=now)
    db.session.add(asked)
    entry.changing = True
    keeping.tell(events.AmendmentAsked(before=keeping.facts(entry), after=keeping.facts(written)), entry, by=by)
    return asked


def answer_amendment(entry: Entry, *, seen: str, accept: bool, answer: str, by: Person, now: datetime) -> None:
    """Accept or decline a change; `seen` is the hash of the version asked for. Raises `Moved` when it is gone."""
    entry = keeping.lock(entry)
    asked, version = _pending(entry, seen)
    if accept:
        _, entry.flags = judge(entry, version, now=None)
        keeping.put(entry, version)
        entry.number = version.number
    asked.answer, asked.seen, asked.assurance = answer, seen, SessionAssurance.ACCOUNT
    _settle(entry, asked, AmendmentAction.ACCEPT if accept else AmendmentAction.DECLINE, by, now)


def withdraw_amendment(entry: Entry, *, by: Person, now: datetime) -> None:
    """Take back a change that one asked for; raise `Moved` when it was answered meanwhile."""
    entry = keeping.lock(entry)
    asked = queries.pending_amendment(entry)
    if asked is None:
        raise Moved([ANSWERED])
    _settle(entry, asked, AmendmentAction.WITHDRAW, by, now)


def reverse(entry: Entry, *, seen: str, reason: str, by: Person, now: datetime) -> None:
    """Take a verified entry out of the totals, with a reason; student and decider get a receipt."""
    entry = keeping.lock(entry)
    _expect_verified(entry)
    keeping.expect(entry, seen)
    asked = queries.pending_amendment(entry) if entry.changing else None
    if asked:
        asked.answer = reason
        _settle(entry, asked, AmendmentAction.DECLINE, by, now)
    db.session.add(Reversal(entry=entry, by_id=by.id, at=now, reason=reason))
    entry.reversed_at = now
    keeping.tell(events.HoursReversed(number=entry.number, minutes=entry.minutes), entry, by=by)
    for person in (entry.author, entry.decided_by):
        if person and person.id != by.id:
            emails.reversed_for(person, entry)


REVERSED = "Taken back by the university"
ANSWERED = Difference("The change", "Waiting", "Answered or taken back")


def _expect_verified(entry: Entry) -> None:
    if entry.status is not EntryStatus.VERIFIED or entry.is_reversed:
        now = REVERSED if entry.is_reversed else label(entry.status).text
        raise Moved([Difference("Where it stands", label(EntryStatus.VERIFIED).text, now)])


def _pending(entry: Entry, seen: str) -> tuple[Amendment, EntryVersion]:
    asked = queries.pending_amendment(entry)
    version = queries.version(entry, asked.number) if asked else None
    if asked is None or version is None or rules.hash_shown(entry.id, version.number, version) != seen:
        raise Moved([ANSWERED])
    return asked, version


def _settle(entry: Entry, asked: Amendment, action: AmendmentAction, by: Person, now: datetime) -> None:
    asked.status = rules.move_amendment(asked.status, action)
    asked.decided_at = now
    asked.decided_by_id = None if action is AmendmentAction.WITHDRAW else by.id
    entry.changing = False
    keeping.tell(events.AmendmentSettled(status=asked.status, number=asked.number), entry, by=by)
