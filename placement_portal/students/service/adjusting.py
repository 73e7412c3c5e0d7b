"""Adjustments: recorded, changed, ended and shared; looks at them are noted for the student to see."""

import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.programmes.models import StudentRecord
from placement_portal.students import events
from placement_portal.students.models import Adjustment, AdjustmentShare, AdjustmentView
from placement_portal.students.rules import AdjustmentKind

VIEWS_KEPT: Final = timedelta(days=6 * 365 + 1)
"""Reads of sensitive content are kept for six years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustmentFacts:
    """What is done for a student, from a day, to a day or open."""

    kind: AdjustmentKind
    words: str
    starts: date
    ends: date | None


def record_adjustment(student: StudentRecord, facts: AdjustmentFacts, *, by: Person) -> Adjustment:
    """Record an adjustment; no setting sees it until the student says so."""
    made = Adjustment(student_id=student.id, recorded_by_id=by.id, recorded_at=clock.now(), **asdict(facts))
    db.session.add(made)
    db.session.flush()
    recorded = events.AdjustmentRecorded(student=student.id, starts=facts.starts, ends=facts.ends)
    _record(made, student, recorded, by)
    return made


def change_adjustment(adjustment: Adjustment, facts: AdjustmentFacts, *, by: Person, shown: int | None = None) -> None:
    """Change what an adjustment says or when it ends; raise `Moved` for a stale form."""
    transaction.check_version(adjustment, shown)
    for name, value in asdict(facts).items():
        setattr(adjustment, name, value)
    changed = events.AdjustmentChanged(student=adjustment.student_id, starts=facts.starts, ends=facts.ends)
    _record(adjustment, adjustment.student, changed, by)


def share(adjustment: Adjustment, sites: Collection[uuid.UUID], *, by: Person) -> list[uuid.UUID]:
    """Let exactly these settings see an adjustment; return those that could not see it before."""
    before = {each.site_id for each in adjustment.shares}
    if before == set(sites):
        return []
    added = sorted(set(sites) - before)
    adjustment.shares = [each for each in adjustment.shares if each.site_id in sites]
    adjustment.shares += [AdjustmentShare(site_id=each, shared_at=clock.now()) for each in added]
    student = adjustment.student
    shared = events.AdjustmentShared(student=student.id, before=sorted(before), after=sorted(sites))
    _record(adjustment, student, shared, by)
    return added


def note_view(
    student_id: uuid.UUID, role: str, organisation_id: uuid.UUID, university_id: uuid.UUID, *, by: ledger.Actor
) -> None:
    """Note that somebody of staff looked, for the student and for the ledger; meant for `transaction.remember`."""
    seen = {"student_id": student_id, "person_id": by.id, "role": role, "organisation_id": organisation_id}
    db.session.add(AdjustmentView(**seen, at=clock.now()))
    read = events.AdjustmentsRead(student=student_id, role=role, organisation=organisation_id)
    ledger.record(read, by=by, on=student_id, chain=university_id)


def forget(now: datetime) -> None:
    """Delete looks that are older than six years."""
    db.session.execute(sa.delete(AdjustmentView).where(AdjustmentView.at < now - VIEWS_KEPT))


def _record(adjustment: Adjustment, student: StudentRecord, event: ledger.Event, by: Person) -> None:
    university = student.cohort.version_of.programme.university_id
    ledger.record(event, by=by, on=adjustment.id, chain=university, version=adjustment.version)
