"""Moving students: status, mode and stage, each with the day from which it holds, and all of it kept."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from placement_portal import clock, ledger, transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations.service import Refused
from placement_portal.programmes.models import Cohort, ProgrammeVersion, Stage, StudentRecord
from placement_portal.programmes.rules import CohortMode, StudentStatus
from placement_portal.students import events, queries, rules
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from placement_portal.web.labels import label


@dataclass(frozen=True, slots=True)
class AlreadyMoved:
    """A student whom somebody else moved first, and who that was; nobody when the record was changed by a file."""

    student: StudentRecord
    by: str


def move(
    student: StudentRecord,
    action: StudentAction,
    *,
    day: date,
    by: Person,
    stage: Stage | None = None,
    returns_on: date | None = None,
    shown: int | None = None,
) -> None:
    """Move a student by the table; who repeats goes into `stage`, which may be a later cohort's.

    Raises `NotAllowed` for a move that the table lacks, `Refused` for a day or stage that does not fit, `Moved` when
    stale.
    """
    before, stage_before = student.status, student.stage
    changed = [
        transaction.Difference("Status", label(action).text, label(before).text),
    ]
    transaction.check_version(student, shown, changed)
    last = queries.last_move(student)
    after = rules.move(before, action, last.before if last else None)
    problem = rules.day_problem(day, clock.today(), last.day if last else None)
    if problem:
        raise Refused(problem)
    if stage and stage.id != student.stage_id:
        _go_into(student, stage)
    student.status = after
    student.withdrawn_on = day if after is StudentStatus.WITHDRAWN else None
    returns_on = returns_on if action is StudentAction.INTERRUPT else None
    _keep(student, action, before, stage_before, day, by, returns_on=returns_on)


def change_mode(student: StudentRecord, mode: CohortMode, *, day: date, by: Person, shown: int | None = None) -> None:
    """Say how a student studies; as the cohort does, nothing of their own is kept. Raises as `move` does."""
    words = (label(mode).text, label(student.studies).text)
    transaction.check_version(student, shown, [transaction.Difference("Studies", *words)])
    rules.move(student.status, StudentAction.CHANGE_MODE)
    problem = rules.day_problem(day, clock.today(), None)
    if problem:
        raise Refused(problem)
    before, student.mode = student.mode, None if mode is student.cohort.mode else mode
    if before is student.mode:
        return
    row = _row(student, StudentAction.CHANGE_MODE, student.status, student.stage_id, day, by)
    db.session.add(StudentMove(**row, mode=mode))
    event = events.StudentModeChanged(before=before, after=student.mode, day=day)
    _record(student, event, by)
    transaction.touch(student.id)


def promote(
    students: Collection[uuid.UUID], from_: Stage, to: Stage, *, day: date, by: Person
) -> tuple[list[StudentRecord], list[AlreadyMoved]]:
    """Make `to` the current stage of those who are still in `from_`; return them, and those moved already with by whom.

    Rows are locked in the order of their ids, so that of two people who promote at once the second sees the first.
    """
    if not from_.starts <= day <= to.ends:
        raise Refused("Enter a day between the first day of this stage and the last day of the next.")
    found = _locked(students, from_.cohort_id)
    ready = [each for each in found if each.stage_id == from_.id and _may(each, StudentAction.PROMOTE)]
    before = {each.id: each.status for each in ready}
    _put(ready, to, {each: rules.move(status, StudentAction.PROMOTE) for each, status in before.items()})
    for student in ready:
        _keep(student, StudentAction.PROMOTE, before[student.id], from_, day, by)
    late = [each for each in found if each not in ready]
    names = queries.last_movers([each.id for each in late])
    return ready, [AlreadyMoved(each, names.get(each.id, "")) for each in late]


def move_back(
    students: Collection[uuid.UUID], to: Stage, *, by: Person
) -> tuple[list[StudentRecord], list[AlreadyMoved]]:
    """Take back the promotion out of `to` of those for whom it was the last change of stage; both stay on record."""
    found = _locked(students, to.cohort_id)
    last = queries.last_stage_moves([each.id for each in found])
    ready = [each for each in found if _is_promoted(last.get(each.id), to) and _may(each, StudentAction.MOVE_BACK)]
    before = {each.id: (each.status, each.stage) for each in ready}
    after = {
        each: rules.move(status, StudentAction.MOVE_BACK, last[each].before) for each, (status, _) in before.items()
    }
    _put(ready, to, after)
    for student in ready:
        _keep(student, StudentAction.MOVE_BACK, *before[student.id], clock.today(), by)
    late = [each for each in found if each not in ready]
    names = queries.last_movers([each.id for each in late])
    return ready, [AlreadyMoved(each, names.get(each.id, "")) for each in late]


def _is_promoted(last: StudentMove | None, out_of: Stage) -> bool:
    return last is not None and last.action is StudentAction.PROMOTE and last.stage_before_id == out_of.id


def _put(students: Sequence[StudentRecord], stage: Stage, after: Mapping[uuid.UUID, StudentStatus]) -> None:
    """Write stage and status of students whose rows are locked: a statement for each status, not for each student."""
    for status in set(after.values()):
        theirs = [each for each in students if after[each.id] is status]
        new = {"stage_id": stage.id, "status": status, "version": StudentRecord.version + 1}
        wanted = sa.update(StudentRecord).where(StudentRecord.id.in_([each.id for each in theirs])).values(new)
        db.session.execute(wanted, execution_options={"synchronize_session": False})
        for each in theirs:
            known = {"stage_id": stage.id, "stage": stage, "status": status, "version": each.version + 1}
            for name, value in known.items():
                set_committed_value(each, name, value)


def _may(student: StudentRecord, action: StudentAction) -> bool:
    return (student.status, action) in rules.MOVES


def _locked(students: Collection[uuid.UUID], cohort_id: uuid.UUID) -> Sequence[StudentRecord]:
    db.session.flush()
    version = joinedload(StudentRecord.cohort).joinedload(Cohort.version_of).joinedload(ProgrammeVersion.programme)
    wanted = (
        sa.select(StudentRecord)
        .where(StudentRecord.id.in_(students), StudentRecord.cohort_id == cohort_id)
        .order_by(StudentRecord.id)
        .options(joinedload(StudentRecord.person), joinedload(StudentRecord.stage), version)
        .with_for_update(of=StudentRecord)
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(wanted).all()


def _go_into(student: StudentRecord, stage: Stage) -> None:
    """Put a student into another stage; another cohort must be of the same programme, without a record of theirs."""
    if stage.cohort_id != student.cohort_id:
        if stage.cohort.version_of.programme_id != student.cohort.version_of.programme_id:
            raise Refused("Choose a stage of the same programme.")
        there = sa.select(StudentRecord.id).where(
            StudentRecord.person_id == student.person_id, StudentRecord.cohort_id == stage.cohort_id
        )
        if db.session.scalar(there):
            raise Refused(f"There is a record of theirs in {stage.cohort.name} already.")
        student.cohort_id, student.cohort = stage.cohort_id, stage.cohort
        if student.mode is stage.cohort.mode:
            student.mode = None
    student.stage_id, student.stage = stage.id, stage


def _keep(
    student: StudentRecord,
    action: StudentAction,
    before: StudentStatus,
    stage_before: Stage,
    day: date,
    by: Person,
    returns_on: date | None = None,
) -> None:
    row = _row(student, action, before, stage_before.id, day, by)
    db.session.add(StudentMove(**row, returns_on=returns_on))
    moved = events.StudentMoved(
        did=action,
        before=before,
        after=student.status,
        before_stage=stage_before.id,
        after_stage=student.stage_id,
        day=day,
        returns_on=returns_on,
    )
    _record(student, moved, by)
    transaction.touch(student.id)


def _row(
    student: StudentRecord, action: StudentAction, before: StudentStatus, stage_before: uuid.UUID, day: date, by: Person
) -> dict[str, Any]:
    return {
        "student_id": student.id,
        "action": action,
        "before": before,
        "status": student.status,
        "stage_before_id": stage_before,
        "stage_id": student.stage_id,
        "day": day,
        "by_id": by.id,
        "at": clock.now(),
    }


def _record(student: StudentRecord, event: ledger.Event, by: Person) -> None:
    programme = student.cohort.version_of.programme
    ledger.record(event, by=by, on=student.id, chain=programme.university_id, version=student.version)
