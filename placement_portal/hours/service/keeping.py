"""What every act on an entry shares: the lock, the move, the versions, the decisions, the differences."""

import dataclasses
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from placement_portal import ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.accounts.rules import SessionAssurance
from placement_portal.database import db
from placement_portal.hours import queries, rules
from placement_portal.hours.models import Entry, EntryDecision, EntryVersion
from placement_portal.hours.rules import EntryAction, EntryStatus, KnownBy, Says, VersionKind, Written
from placement_portal.mail import service as mail
from placement_portal.transaction import Difference, Moved
from placement_portal.web.labels import label

JUDGED = frozenset({"day", "site_id", "category_id"})
"""What decides whether checks were in place: an entry that changes there is judged anew, also if it was restored."""

CONTENT = tuple(each.name for each in dataclasses.fields(Written))


class NotPossible(Exception):
    """An act came too late or makes no sense; the message is a sentence for people."""


def lock(entry: Entry) -> Entry:
    """Lock an entry until the transaction ends, as it is now; raise `Moved` when it was deleted meanwhile."""
    found = queries.locked([entry.id])
    if not found:
        raise Moved([Difference("This entry", "There", "Deleted")])
    return found[0]


def expect(entry: Entry, seen: str) -> None:
    """Raise `Moved` with the differences unless the entry is what was shown; `seen` is its hash."""
    if seen != rules.seen(entry):
        raise Moved(list(_differences_since(entry, seen)))


def require(entry: Entry, action: EntryAction) -> None:
    """Raise `Moved` saying where an entry stands when the table has no such move for it."""
    if (entry.status, action) not in rules.MOVES:
        raise Moved([_where_it_stands(entry, action)])


def move(entry: Entry, action: EntryAction) -> None:
    """Move the state by the table; raise `Moved` saying where it stands when there is no such move."""
    require(entry, action)
    entry.status = rules.move(entry.status, action)


def put(entry: Entry, content: Says) -> None:
    """Make an entry say `content`."""
    plain = rules.written(content)
    for name in CONTENT:
        if name in JUDGED and getattr(entry, name) != getattr(plain, name):
            entry.restored_at = None
        setattr(entry, name, getattr(plain, name))
    entry.minutes, entry.week = plain.minutes, rules.week_number(plain.day)


def keep(entry: Entry, content: Says, kind: VersionKind, *, by: Person, now: datetime) -> int:
    """Add a version that nobody will change, and return its number."""
    plain, number = rules.written(content), queries.next_number(entry)
    values: dict[str, Any] = {name: getattr(plain, name) for name in CONTENT}
    made = EntryVersion(
        entry=entry, entry_id=entry.id, number=number, kind=kind, by_id=by.id, at=now, minutes=plain.minutes, **values
    )
    db.session.add(made)
    return number


def decide(
    entry: Entry,
    action: EntryAction,
    *,
    by: Person,
    now: datetime,
    known_by: KnownBy | None = None,
    reason: str = "",
    as_university: bool = False,
) -> EntryDecision:
    """Keep who decided what, when, how they know, and the hash of what they were shown."""
    made = EntryDecision(
        entry=entry,
        number=entry.number,
        action=action,
        by_id=by.id,
        at=now,
        known_by=known_by,
        reason=reason,
        as_university=as_university,
        assurance=SessionAssurance.ACCOUNT,
        seen=rules.seen(entry),
    )
    db.session.add(made)
    return made


def take_back_letter(entry: Entry) -> None:
    """Cancel the letter about the latest decision, as long as it has not left: the student knows, or need not."""
    decision = queries.last_decision(entry)
    if decision and decision.notice_id:
        mail.cancel(decision.notice_id)


def tell(event: ledger.Event, entry: Entry, *, by: Person) -> None:
    """Write an act into the chain of the placement's university, and have the totals recounted."""
    ledger.record(event, by=by, on=entry.id, chain=entry.placement.university_id, version=entry.number)
    transaction.touch(entry.placement_id)


def facts(content: Says) -> dict[str, Any]:
    """Return what the ledger may know of a content: never the note."""
    plain = rules.written(content)
    return {name: getattr(plain, name) for name in CONTENT if name != "note"} | {"minutes": plain.minutes}


def _differences_since(entry: Entry, seen: str) -> Iterator[Difference]:
    """Yield what changed since the version whose hash was shown; that it changed at all, when nobody knows it."""
    shown = (each for each in queries.versions(entry) if rules.hash_shown(entry.id, each.number, each) == seen)
    before = next(shown, None)
    found = queries.differences(before, entry) if before else []
    yield from found or [Difference("This entry", "As you saw it", "Sent again since")]


def _where_it_stands(entry: Entry, action: EntryAction) -> Difference:
    before = next(status for status, each in rules.MOVES if each is action)
    return Difference("Where it stands", label(before).text, label(entry.status).text)


def status_now(entry: Entry) -> Difference:
    """Return the difference that an entry no longer waits."""
    return Difference("Where it stands", label(EntryStatus.SUBMITTED).text, label(entry.status).text)
