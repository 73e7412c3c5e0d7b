"""One entry: what it says, where it stands, whether it counts, all that was done about it, and what one may do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from placement_portal import clock
from placement_portal.access import Permission, requires, viewer
from placement_portal.accounts.models import Person
from placement_portal.hours import queries as hours
from placement_portal.hours import rules
from placement_portal.hours.models import Amendment, Entry, EntryDecision, EntryVersion, Restoration
from placement_portal.hours.policy import reads_notes, reads_reasons
from placement_portal.hours.rules import AmendmentStatus, EntryStatus, VersionKind
from placement_portal.record import queries
from placement_portal.record.rules import said
from placement_portal.record.views.answers import blueprint
from placement_portal.record.views.week import judged, offered
from placement_portal.supervision.models import SupervisionPart
from placement_portal.transaction import Difference
from placement_portal.web.labels import label
from placement_portal.web.redirects import see_other


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened to an entry, in words: who, when, what, how it was known, why."""

    at: datetime
    who: str
    what: str
    how: str = ""
    why: str = ""
    changes: Sequence[Difference] = ()


@blueprint.get("/entries/<uuid:entry_id>")
@requires(Permission.SEE_HOURS, queries.entry_or_session)
def entry(found: Entry | SupervisionPart) -> ResponseReturnValue:
    """Show everything about one entry; what was an entry of supervision once has its page there."""
    if isinstance(found, SupervisionPart):
        return see_other("supervision.part", part_id=found.id)
    person = viewer()
    notes, reasons = reads_notes(person, found.placement, on=found.day), reads_reasons(person, found)
    versions = hours.versions(found)
    verdict, mine = judged([found])[found.id], found.author_id == person.id
    asked = hours.pending_amendment(found) if found.changing else None
    return render_template(
        "record/entry.html",
        entry=found,
        mine=mine,
        notes=notes and (found.status is not EntryStatus.DRAFT or mine),
        reasons=reasons,
        verdict=verdict,
        why=verdict.held.sentence if verdict.held else _why(found, mine=mine),
        history=_history(found, versions, notes=notes, reasons=reasons),
        offer=offered([found]).get(found.id),
        change=_change(found, asked, versions, notes),
        can_undo=_can_undo(found, person),
        seen=rules.seen(found),
    )


def _why(entry: Entry, *, mine: bool) -> str:
    """Say whether an entry counts and why not, in words for its writer or for staff."""
    facts = (entry.status, entry.outcome, entry.counts, entry.is_reversed, entry.is_stopped, entry.gap)
    return said(*facts, to_staff=not mine)


def _history(entry: Entry, versions: Sequence[EntryVersion], *, notes: bool, reasons: bool) -> list[Step]:
    decisions = hours.decisions(entry)
    steps = [
        *_handed_in(versions, notes),
        *(_decided(each, reasons) for each in decisions),
        *_undone(decisions),
        *(step for each in hours.amendments(entry) for step in _amended(each, entry, versions, notes, reasons)),
        *_reversed(entry, reasons),
        *(_restored(each, reasons) for each in hours.restorations(entry)),
    ]
    return sorted(steps, key=lambda step: step.at)


def _handed_in(versions: Sequence[EntryVersion], notes: bool) -> Iterator[Step]:
    before: EntryVersion | None = None
    for each in versions:
        if each.kind is VersionKind.SUBMITTED:
            yield Step(each.at, each.by.name, label(each.kind).text, changes=_between(before, each, notes))
            before = each


def _decided(decision: EntryDecision, reasons: bool) -> Step:
    how = [label(decision.known_by).text] if decision.known_by else []
    capacity = ["As the university"] if decision.as_university else []
    signed = ". ".join([*capacity, *how, label(decision.assurance).text])
    return Step(decision.at, decision.by.name, label(decision.action).text, signed, decision.reason if reasons else "")


def _undone(decisions: Sequence[EntryDecision]) -> Iterator[Step]:
    for each in decisions:
        if each.undone_at:
            yield Step(each.undone_at, each.by.name, label(rules.UNDO_OF[each.action]).text)


def _amended(
    asked: Amendment, entry: Entry, versions: Sequence[EntryVersion], notes: bool, reasons: bool
) -> Iterator[Step]:
    version = next(each for each in versions if each.number == asked.number)
    before = max((each for each in versions if each.number < asked.number), key=lambda each: each.number)
    why = asked.reason if reasons else ""
    changes = _between(before, version, notes)
    yield Step(asked.asked_at, entry.author.name, "Asked for a change", why=why, changes=changes)
    if asked.decided_at:
        who = asked.decided_by.name if asked.decided_by else entry.author.name
        yield Step(asked.decided_at, who, label(asked.status).text, why=asked.answer if reasons else "")


def _reversed(entry: Entry, reasons: bool) -> Iterator[Step]:
    found = queries.reversal(entry) if entry.is_reversed else None
    if found:
        yield Step(found.at, found.by.name, "Taken back by the university", why=found.reason if reasons else "")


def _restored(found: Restoration, reasons: bool) -> Step:
    return Step(found.at, found.by.name, "Counts again, though a check had lapsed", why=found.reason if reasons else "")


def _between(before: EntryVersion | None, after: EntryVersion, notes: bool) -> list[Difference]:
    if before is None:
        return []
    return [each for each in hours.differences(before, after) if notes or each.label != "Note"]


def _change(
    entry: Entry, asked: Amendment | None, versions: Sequence[EntryVersion], notes: bool
) -> dict[str, Any] | None:
    """Return the change that waits, with the hash by which it is answered as shown."""
    if asked is None or asked.status is not AmendmentStatus.PENDING:
        return None
    version = next(each for each in versions if each.number == asked.number)
    differences = [each for each in hours.differences(entry, version) if notes or each.label != "Note"]
    seen = rules.hash_shown(entry.id, version.number, version)
    return {"asked": asked, "differences": differences, "seen": seen}


def _can_undo(entry: Entry, person: Person) -> bool:
    decided = entry.decided_at is not None and entry.decided_by_id == person.id
    last = hours.last_decision(entry) if decided else None
    return last is not None and last.action in rules.UNDO_OF and rules.may_undo(last.at, clock.now())
