"""Clients and groups as codes: taken on, changed, closed, taken on again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import events, rules
from placement_portal.placements.models import (
    CaseloadSlot,
    Placement,
    TimetableRow,
)
from placement_portal.placements.rules import (
    SizeBand,
    SlotKind,
    SlotStatus,
)
from placement_portal.placements.service.keeping import record


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotFacts:
    """What is known of a client or group."""

    size_band: SizeBand | None
    consent_on: date | None
    planned_last: date | None
    cover: str


def open_slot(placement: Placement, kind: SlotKind, facts: SlotFacts, *, by: Person) -> CaseloadSlot:
    """Open a client or group; the portal gives the code, which is never given twice."""
    db.session.execute(sa.select(Placement.id).where(Placement.id == placement.id).with_for_update())
    given = db.session.scalars(sa.select(CaseloadSlot.code).where(CaseloadSlot.placement_id == placement.id))
    slot = CaseloadSlot(placement_id=placement.id, code=rules.next_code(kind, given), kind=kind)
    _fill(slot, facts)
    db.session.add(slot)
    db.session.flush()
    opened = events.SlotOpened(code=slot.code, kind=kind, size_band=slot.size_band, consent_on=slot.consent_on)
    record(placement, opened, by, on=slot.id)
    return slot


def change_slot(slot: CaseloadSlot, facts: SlotFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what is known of a client or group; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    before = _dates_of(slot)
    _fill(slot, facts)
    changed = events.SlotChanged(code=slot.code, before=before, after=_dates_of(slot))
    record(slot.placement, changed, by, on=slot.id)


def close_slot(slot: CaseloadSlot, *, by: Person, shown: int | None = None) -> None:
    """End the work with a client or group and take it out of the timetable; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    slot.status = SlotStatus.CLOSED
    rows = list(db.session.scalars(sa.select(TimetableRow).where(TimetableRow.slot_id == slot.id)))
    for row in rows:
        db.session.delete(row)
    record(slot.placement, events.SlotClosed(code=slot.code, rows=len(rows)), by, on=slot.id)


def reopen_slot(slot: CaseloadSlot, *, by: Person, shown: int | None = None) -> None:
    """Go on working with a client or group; raise `Moved` for a stale form."""
    transaction.check_version(slot, shown)
    slot.status = SlotStatus.OPEN
    record(slot.placement, events.SlotReopened(code=slot.code), by, on=slot.id)


def _fill(slot: CaseloadSlot, facts: SlotFacts) -> None:
    slot.size_band = facts.size_band if slot.kind is SlotKind.GROUP else None
    slot.consent_on, slot.planned_last, slot.cover = facts.consent_on, facts.planned_last, facts.cover


def _dates_of(slot: CaseloadSlot) -> dict[str, Any]:
    return {"size_band": slot.size_band, "consent_on": slot.consent_on, "planned_last": slot.planned_last}
