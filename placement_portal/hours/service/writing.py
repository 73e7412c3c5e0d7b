"""What a student does: log, change, delete, submit, withdraw, send again, log again."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.hours import emails, events, queries, rules
from placement_portal.hours.models import Entry
from placement_portal.hours.queries import Chosen
from placement_portal.hours.rules import EntryAction, EntryStatus, Refusal, VersionKind, Written
from placement_portal.hours.service import keeping
from placement_portal.hours.service.judging import LoggedBefore, Refused, check, flags, judge
from placement_portal.placements.rules import TAKES_HOURS
from placement_portal.transaction import check_version


@dataclass(frozen=True, slots=True)
class NotSubmitted:
    """A draft of the week that could not be handed in, and why."""

    entry: Entry
    refusals: list[Refusal]


def log(
    written: Written, chosen: Chosen, *, by: Person, now: datetime, key: uuid.UUID | None = None, send: bool = False
) -> Entry:
    """Write a draft, and hand it in at once with `send`.

    Raises `LoggedBefore` when the form with this key made an entry before, `Refused` when it cannot be taken.
    """
    beside = queries.beside(by.id, written.day, written.day, key)
    made = next((each for each in beside if key and each.request_key == key), None)
    if made:
        raise LoggedBefore(made.id)
    this = check(written, chosen, now)
    entry = _new(written, chosen, by, key)
    entry.flags = flags(this, chosen, beside)
    logged = events.EntryLogged(
        placement=entry.placement_id, day=entry.day, minutes=entry.minutes, outcome=entry.outcome
    )
    keeping.tell(logged, entry, by=by)
    if send:
        _hand_in(entry, chosen, EntryAction.SUBMIT, by=by, now=now)
    return entry


def edit(entry: Entry, written: Written, *, shown: int | None, by: Person, now: datetime) -> None:
    """Change a draft; raise `Moved` when it is not the version `shown` any more, `Refused` when it cannot be taken."""
    entry = keeping.lock(entry)
    check_version(entry, shown, queries.differences(written, entry))
    keeping.require(entry, EntryAction.SUBMIT)
    before = keeping.facts(entry)
    _rewrite(entry, written, now)
    keeping.tell(events.EntryChanged(before=before, after=keeping.facts(entry)), entry, by=by)


def delete(entry: Entry, *, by: Person) -> None:
    """Delete a draft that was never handed in; raise `NotPossible` for one that was."""
    entry = keeping.lock(entry)
    keeping.require(entry, EntryAction.SUBMIT)
    if entry.number:
        raise keeping.NotPossible("This was handed in before, so its history is kept. Change it instead.")
    keeping.tell(events.EntryDeleted(day=entry.day, minutes=entry.minutes), entry, by=by)
    db.session.delete(entry)


def submit(entry: Entry, *, by: Person, now: datetime) -> None:
    """Hand a draft in; raise `Refused` when it cannot be taken."""
    entry = keeping.lock(entry)
    keeping.require(entry, EntryAction.SUBMIT)
    chosen = _rewrite(entry, rules.written(entry), now)
    _hand_in(entry, chosen, EntryAction.SUBMIT, by=by, now=now)


def resubmit(entry: Entry, written: Written, *, shown: int | None, by: Person, now: datetime) -> None:
    """Hand in again what was sent back, as it is written now."""
    entry = keeping.lock(entry)
    keeping.require(entry, EntryAction.RESUBMIT)
    check_version(entry, shown, queries.differences(written, entry))
    keeping.take_back_letter(entry)
    chosen = _rewrite(entry, written, now)
    _hand_in(entry, chosen, EntryAction.RESUBMIT, by=by, now=now)


def submit_week(monday: date, *, by: Person, now: datetime) -> tuple[list[Entry], list[NotSubmitted]]:
    """Hand in every draft of the week that begins on `monday`; what is refused holds up nothing else."""
    drafts = queries.drafts(by, monday)
    beside = queries.beside(by.id, monday, monday + timedelta(days=6))
    done: list[Entry] = []
    refused: list[NotSubmitted] = []
    for entry in drafts:
        try:
            chosen, entry.flags = judge(entry, entry, now=now, beside=beside)
        except Refused as why:
            refused.append(NotSubmitted(entry, why.refusals))
        else:
            _hand_in(entry, chosen, EntryAction.SUBMIT, by=by, now=now)
            done.append(entry)
    return done, refused


def withdraw(entry: Entry, *, by: Person) -> None:
    """Take an entry back into a draft, before it is verified."""
    entry = keeping.lock(entry)
    before = entry.status
    keeping.move(entry, EntryAction.WITHDRAW)
    if before is EntryStatus.QUERIED:
        keeping.take_back_letter(entry)
    entry.submitted_at = entry.decided_at = entry.decided_by_id = entry.offered = entry.supervisor_id = None
    entry.reason = ""
    keeping.tell(events.HoursWithdrawn(before=before, number=entry.number), entry, by=by)


def log_again(entry: Entry, *, by: Person, now: datetime) -> Entry:
    """Copy what was declined into a new draft; raise `NotPossible` for anything else."""
    if entry.status is not EntryStatus.DECLINED:
        raise keeping.NotPossible("Only what was declined is logged again.")
    written = rules.written(entry)
    chosen, _ = judge(entry, written, now=now)
    return log(written, chosen, by=by, now=now)


def confirm_suggestions(
    suggested: Iterable[tuple[Written, uuid.UUID]], *, by: Person, now: datetime
) -> tuple[list[Entry], list[Refusal]]:
    """Write drafts for what the timetable suggests, each with its placement; return them and what was refused."""
    made: list[Entry] = []
    refused: list[Refusal] = []
    for written, placement_id in suggested:
        chosen = queries.chosen(by, placement_id, written)
        if chosen is None or chosen.placement.status not in TAKES_HOURS:
            continue
        try:
            made.append(log(written, chosen, by=by, now=now))
        except Refused as why:
            refused += why.refusals
    return made, refused


def _new(written: Written, chosen: Chosen, by: Person, key: uuid.UUID | None) -> Entry:
    """Return an entry with its id, so that it and its first version are written together at the end."""
    entry = Entry(
        id=new_id(),
        placement=chosen.placement,
        placement_id=chosen.placement.id,
        author_id=by.id,
        request_key=key,
        number=0,
        status=EntryStatus.DRAFT,
        changing=False,
    )
    keeping.put(entry, written)
    db.session.add(entry)
    return entry


def _rewrite(entry: Entry, written: Written, now: datetime) -> Chosen:
    chosen, entry.flags = judge(entry, written, now=now)
    keeping.put(entry, written)
    return chosen


def _hand_in(entry: Entry, chosen: Chosen, action: EntryAction, *, by: Person, now: datetime) -> None:
    before = entry.status
    keeping.move(entry, action)
    entry.number = keeping.keep(entry, entry, VersionKind.SUBMITTED, by=by, now=now)
    entry.submitted_at, entry.supervisor_id = now, chosen.supervisor_id
    entry.decided_at = entry.decided_by_id = entry.offered = None
    entry.reason = ""
    submitted = events.HoursSubmitted(before=before, number=entry.number, minutes=entry.minutes, flags=entry.flags)
    keeping.tell(submitted, entry, by=by)
    if chosen.gap and entry.number == 1 and queries.is_first_with(chosen.gap, entry):
        for tutor in queries.tutors_of(entry):
            emails.does_not_count(tutor, entry)
