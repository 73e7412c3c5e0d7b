"""What can be done to placements: create, change from a day on, move, assign, keep the caseload and the timetable."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.rules import in_force
from placement_portal.organisations.service import Refused
from placement_portal.placements import events, rules
from placement_portal.placements.models import (
    Assignment,
    CaseloadSlot,
    Placement,
    PlacementAmendment,
    PlacementMove,
    PlacementSite,
    TimetableRow,
)
from placement_portal.placements.rules import (
    AssignmentCapacity,
    PlacementAction,
    PlacementStatus,
    SizeBand,
    SlotKind,
    SlotStatus,
)
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.sites.models import Site
from placement_portal.transaction import Difference

ENDS_WORK: Final = frozenset({PlacementAction.END_WORK, PlacementAction.END_EARLY, PlacementAction.WITHDRAW})
ASKS_ABOUT_CLIENTS: Final = ENDS_WORK | {PlacementAction.PAUSE}
"""No placement ends or pauses without saying what happens for each client."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is agreed about a placement: both days count; the first setting is the main one; days a week in halves."""

    starts: date
    ends: date
    days_a_week: Decimal
    sites: Sequence[Site]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFacts:
    """What is known of a client or group."""

    size_band: SizeBand | None
    consent_on: date | None
    planned_last: date | None
    cover: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """What a row of the timetable says; `weekday` from Monday = 0, `minutes` 1 to 720."""

    site_id: uuid.UUID
    weekday: int
    start: time
    minutes: int
    category_id: uuid.UUID
    slot_id: uuid.UUID | None


def create(
    student: StudentRecord,
    stage: Stage,
    terms: Terms,
    *,
    by: Person,
    status: PlacementStatus = PlacementStatus.PROPOSED,
) -> Placement:
    """Place a student; raise `Refused` when the settings belong to several providers."""
    programme = student.cohort.version_of.programme
    placement = Placement(
        student_id=student.id,
        stage_id=stage.id,
        programme_id=programme.id,
        university_id=programme.university_id,
        provider_id=_one_provider(terms.sites),
        starts=terms.starts,
        ends=terms.ends,
        days_a_week=terms.days_a_week,
        status=status,
        sites=[PlacementSite(site_id=site.id, position=position) for position, site in enumerate(terms.sites)],
    )
    db.session.add(placement)
    db.session.flush()
    created = events.PlacementCreated(
        student=student.id,
        stage=stage.id,
        provider=placement.provider_id,
        sites=[site.id for site in terms.sites],
        starts=terms.starts,
        ends=terms.ends,
        status=status,
    )
    _record(placement, created, by)
    transaction.touch(placement.id)
    return placement


def change(placement: Placement, terms: Terms, *, from_day: date, by: Person, shown: int | None = None) -> None:
    """Change what is agreed, from a day on; raise `Moved` when stale, `Refused` for another provider's setting."""
    new = _plain(terms)
    old = _plain(_terms_of(placement, from_day))
    transaction.check_version(placement, shown, _differences(new, old))
    if _one_provider(terms.sites) != placement.provider_id:
        raise Refused("These settings belong to another provider. That is a placement of its own.")
    changed = [what for what in new if new[what] != old[what]]
    if not changed:
        return
    placement.starts, placement.ends, placement.days_a_week = terms.starts, terms.ends, terms.days_a_week
    _settle_sites(placement, [site.id for site in terms.sites], from_day)
    flag_modified(placement, "status")  # a change of settings alone must raise the version too
    _amend(placement, from_day, [[what, old[what], new[what]] for what in changed], by)
    before, after = ({what: side[what] for what in changed} for side in (old, new))
    _record(placement, events.PlacementChanged(from_day=from_day, before=before, after=after), by)
    transaction.touch(placement.id)


def move(
    placement: Placement,
    action: PlacementAction,
    *,
    day: date,
    clients: Mapping[str, str],
    by: Person,
    shown: int | None = None,
) -> None:
    """Move the state by the table; `clients` says what happens for each open code when work ends or pauses.

    Raises `NotAllowed` for a move that the table lacks, `Refused` for a client without an answer, `Moved` when stale.
    """
    transaction.check_version(placement, shown)
    before, after = placement.status, rules.move(placement.status, action)
    if action in ASKS_ABOUT_CLIENTS and before in rules.UNDER_WAY:
        _ask_about_clients(placement, clients)
    placement.status = after
    if action in ENDS_WORK and placement.starts <= day < placement.ends:
        _amend(placement, day, [["ends", placement.ends.isoformat(), day.isoformat()]], by)
        placement.ends = day
    plans = [{"code": code, "plan": plan} for code, plan in sorted(clients.items())]
    kept = PlacementMove(placement_id=placement.id, action=action, status=after, day=day, by_id=by.id, at=clock.now())
    kept.clients = plans
    db.session.add(kept)
    moved = events.PlacementMoved(did=action, before=before, after=after, day=day, clients=sorted(clients))
    _record(placement, moved, by)
    transaction.touch(placement.id)


def assign(
    placement: Placement, person: Person, capacity: AssignmentCapacity, *, starts: date, by: Person
) -> Assignment:
    """Let somebody supervise or tutor from a day on; raise `Refused` for the student, or when it overlaps their own."""
    _check_assignable(placement, person, capacity, starts)
    assignment = Assignment(person_id=person.id, capacity=capacity, starts=starts)
    placement.assignments.append(assignment)
    db.session.flush()
    _amend(placement, starts, [[capacity.value, None, person.name]], by)
    assigned = events.PersonAssigned(person=person.id, capacity=capacity, starts=starts)
    _record(placement, assigned, by)
    return assignment


def end_assignment(
    assignment: Assignment, *, ends: date, successor: Person | None = None, by: Person, shown: int | None = None
) -> None:
    """End an assignment after its last day, and let somebody go on from the next day.

    Raises `Refused` for a day before its first or a successor who is assigned already, `Moved` when stale.
    """
    transaction.check_version(assignment, shown)
    if ends < assignment.starts:
        raise Refused("The last day must not be before the first.")
    placement, next_day = assignment.placement, ends + timedelta(days=1)
    if successor:
        _check_assignable(placement, successor, assignment.capacity, next_day)
    before, assignment.ends = assignment.ends, ends
    _amend(placement, ends, [[assignment.capacity.value, assignment.person.name, None]], by)
    ended = events.AssignmentEnded(person=assignment.person_id, capacity=assignment.capacity, before=before, ends=ends)
    _record(placement, ended, by)
    if successor:
        assign(placement, successor, assignment.capacity, starts=next_day, by=by)


def open_slot(placement: Placement, kind: SlotKind, facts: SlotFacts, *, by: Person) -> CaseloadSlot:
    """Open a client or group; the portal gives the code, which is never given twice."""
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    given = db.session.scalars(sa.select(CaseloadSlot.code).where(CaseloadSlot.placement_id == placement.id))
    slot = CaseloadSlot(placement_id=placement.id, code=rules.next_code(kind, given), kind=kind)
    _fill(slot, facts)
    db.session.add(slot)
    db.session.flush()
    opened = events.SlotOpened(code=slot.code, kind=kind, size_band=slot.size_band, consent_on=slot.consent_on)
    _record(placement, opened, by, on=slot.id)
    return slot


def change_slot(slot: CaseloadSlot, facts: SlotFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is known of a client or group; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    before = _dates_of(slot)
    _fill(slot, facts)
    changed = events.SlotChanged(code=slot.code, before=before, after=_dates_of(slot))
    _record(slot.placement, changed, by, on=slot.id)


def close_slot(slot: CaseloadSlot, *, by: Person, shown: int | None = None) -> None:
    """End the work with a client or group and take it out of the timetable; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    slot.status = SlotStatus.CLOSED
    rows = list(db.session.scalars(sa.select(TimetableRow).where(TimetableRow.slot_id == slot.id)))
    for row in rows:
        db.session.delete(row)
    _record(slot.placement, events.SlotClosed(code=slot.code, rows=len(rows)), by, on=slot.id)


def reopen_slot(slot: CaseloadSlot, *, by: Person, shown: int | None = None) -> None:
    """Go on working with a client or group; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    slot.status = SlotStatus.OPEN
    _record(slot.placement, events.SlotReopened(code=slot.code), by, on=slot.id)


def add_row(placement: Placement, habit: Habit, *, by: Person) -> TimetableRow:
    """Add a weekly habit to the timetable."""
    row = TimetableRow(placement_id=placement.id, **_habit(habit))
    db.session.add(row)
    db.session.flush()
    added = events.TimetableRowAdded(
        weekday=habit.weekday,
        start=habit.start,
        minutes=habit.minutes,
        category=habit.category_id,
        slot=habit.slot_id,
    )
    _record(placement, added, by, on=row.id)
    return row


def change_row(row: TimetableRow, habit: Habit, *, by: Person, shown: int | None = None) -> None:
    """Change a weekly habit; raise `Moved` for a stale form."""
    transaction.check_version(row, shown)
    before, after = _habit(row), _habit(habit)
    for name, value in after.items():
        setattr(row, name, value)
    _record(row.placement, events.TimetableRowChanged(before=before, after=after), by, on=row.id)


def remove_row(row: TimetableRow, *, by: Person) -> None:
    """Take a weekly habit out of the timetable."""
    removed = events.TimetableRowRemoved(weekday=row.weekday, start=row.start)
    _record(row.placement, removed, by, on=row.id)
    db.session.delete(row)


def _record(placement: Placement, event: ledger.Event, by: Person, on: uuid.UUID | None = None) -> None:
    ledger.record(event, by=by, on=on or placement.id, chain=placement.university_id, version=placement.version)


def _amend(placement: Placement, from_day: date, changes: list[Any], by: Person) -> None:
    kept = PlacementAmendment(placement_id=placement.id, from_day=from_day, by_id=by.id, at=clock.now())
    kept.changes = [dict(zip(("what", "old", "new"), each, strict=True)) for each in changes]
    db.session.add(kept)


def _one_provider(sites: Sequence[Site]) -> uuid.UUID:
    providers = {site.provider_id for site in sites}
    if len(providers) != 1:
        raise Refused("Choose settings of one provider.")
    return providers.pop()


def _terms_of(placement: Placement, on: date) -> Terms:
    sites = [each.site for each in placement.sites if holds(each, on)]
    return Terms(starts=placement.starts, ends=placement.ends, days_a_week=placement.days_a_week, sites=sites)


def holds(link: PlacementSite, on: date) -> bool:
    """Say whether a setting belongs to its placement on a day."""
    return in_force(link.starts or date.min, link.ends, on)


def _plain(terms: Terms) -> dict[str, str]:
    return {
        "starts": terms.starts.isoformat(),
        "ends": terms.ends.isoformat(),
        "days_a_week": f"{terms.days_a_week.normalize():f}",
        "sites": ", ".join(site.name for site in terms.sites),
    }


WORDS: Final = {
    "starts": "First day",
    "ends": "Last day",
    "days_a_week": "Days a week",
    "sites": "Settings",
    "supervisor": "Supervisor",
    "clinical_supervisor": "Clinical supervisor",
    "tutor": "Tutor",
}
"""How a change reads on screen."""


def _differences(new: dict[str, str], old: dict[str, str]) -> list[Difference]:
    return [Difference(WORDS[what], new[what], old[what]) for what in new if new[what] != old[what]]


def _settle_sites(placement: Placement, wanted: list[uuid.UUID], from_day: date) -> None:
    links = {link.site_id: link for link in placement.sites}
    for site_id, link in links.items():
        if site_id not in wanted and holds(link, from_day):
            _leave(placement, link, from_day - timedelta(days=1))
    for position, site_id in enumerate(wanted):
        found = links.get(site_id)
        if found is None:
            placement.sites.append(PlacementSite(site_id=site_id, position=position, starts=from_day))
        else:
            found.position, found.ends = position, None


def _leave(placement: Placement, link: PlacementSite, last: date) -> None:
    if last < (link.starts or placement.starts):
        placement.sites.remove(link)
    else:
        link.ends = last


def _ask_about_clients(placement: Placement, clients: Mapping[str, str]) -> None:
    silent = [slot.code for slot in placement.slots if slot.status is SlotStatus.OPEN and not clients.get(slot.code)]
    if silent:
        raise Refused(f"Say what happens for {', '.join(silent)}.")


def _check_assignable(placement: Placement, person: Person, capacity: AssignmentCapacity, starts: date) -> None:
    if person.id == placement.student.person_id:
        raise Refused("A student cannot supervise or tutor their own placement.")
    if any(_clashes(each, person, capacity, starts) for each in placement.assignments):
        raise Refused(f"{person.name} is assigned in this capacity already.")


def _clashes(each: Assignment, person: Person, capacity: AssignmentCapacity, starts: date) -> bool:
    same = each.person_id == person.id and each.capacity is capacity
    return same and (each.ends is None or each.ends >= starts)


def _fill(slot: CaseloadSlot, facts: SlotFacts) -> None:
    slot.size_band = facts.size_band if slot.kind is SlotKind.GROUP else None
    slot.consent_on, slot.planned_last, slot.cover = facts.consent_on, facts.planned_last, facts.cover


def _dates_of(slot: CaseloadSlot) -> dict[str, Any]:
    return {"size_band": slot.size_band, "consent_on": slot.consent_on, "planned_last": slot.planned_last}


def _habit(habit: Habit | TimetableRow) -> dict[str, Any]:
    return {name: getattr(habit, name) for name in Habit.__dataclass_fields__}
