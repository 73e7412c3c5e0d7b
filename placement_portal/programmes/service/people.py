"""What can be done to the people of a programme: roles, students, and what these had done before."""

import textwrap
from datetime import date

import sqlalchemy as sa

from placement_portal import transaction
from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.organisations import service as organisations
from placement_portal.organisations.service import Refused
from placement_portal.programmes import events
from placement_portal.programmes.models import (
    OpeningBalance,
    Programme,
    ProgrammeRole,
    Stage,
    StudentRecord,
)
from placement_portal.programmes.policy import programme_of
from placement_portal.programmes.rules import (
    CategoryGroup,
    ProgrammeRoleKind,
)
from placement_portal.programmes.service.keeping import keep, record
from placement_portal.web.labels import label

WHAT_FOR_LENGTH = 120


def give_role(
    programme: Programme, person: Person, kind: ProgrammeRoleKind, *, starts: date, ends: date | None, by: Person
) -> ProgrammeRole:
    """Give somebody a role from a day on; raise `Refused` when they have it."""
    if _has_role(programme, person, kind, starts):
        raise Refused(f"{person.name} has this role already.")
    given = ProgrammeRole(programme_id=programme.id, person_id=person.id, kind=kind, starts=starts, ends=ends)
    keep(given)
    event = events.ProgrammeRoleGiven(person=person.id, kind=kind, starts=starts, ends=ends)
    record(programme, given, event, by)
    return given


def end_role(role: ProgrammeRole, *, ends: date, by: Person, shown: int | None = None) -> None:
    """End a role after its last day; raise `Refused` before its first, `Moved` when stale."""
    transaction.check_version(role, shown)
    if ends < role.starts:
        raise Refused("The last day must not be before the first.")
    before, role.ends = role.ends, ends
    ended = events.ProgrammeRoleEnded(person=role.person_id, kind=role.kind, before=before, ends=ends)
    record(role.programme, role, ended, by)


def add_student(stage: Stage, person: Person, *, by: Person) -> StudentRecord:
    """Put a person into the cohort of a stage; raise `Refused` when they are in it already."""
    there = sa.select(StudentRecord.id).where(StudentRecord.cohort_id == stage.cohort_id)
    if db.session.scalar(there.where(StudentRecord.person_id == person.id)):
        raise Refused(f"{person.name} is in this cohort already.")
    student = keep(StudentRecord(person_id=person.id, cohort_id=stage.cohort_id, stage_id=stage.id))
    added = events.StudentAdded(person=person.id, cohort=stage.cohort_id, stage=stage.id)
    record(programme_of(stage), student, added, by)
    transaction.touch(student.id)
    return student


def name_student(stage: Stage, name: str, address: str, *, by: Person) -> StudentRecord:
    """Invite whoever has an address, and put them into the cohort of a stage."""
    person = _invite(programme_of(stage), name, address, f"student, {stage.cohort.name}", by)
    return add_student(stage, person, by=by)


def name_role(
    programme: Programme,
    name: str,
    address: str,
    kind: ProgrammeRoleKind,
    *,
    starts: date,
    ends: date | None,
    by: Person,
) -> ProgrammeRole:
    """Invite whoever has an address, and give them a role."""
    person = _invite(programme, name, address, f"{label(kind).text}, {programme.name}", by)
    return give_role(programme, person, kind, starts=starts, ends=ends, by=by)


def set_balance(
    student: StudentRecord, group: CategoryGroup, *, minutes: int, sessions: int, source: str, by: Person
) -> None:
    """Set what a student had done of a group in the present stage before the portal began; nothing removes it."""
    wanted = sa.select(OpeningBalance).where(
        OpeningBalance.student_id == student.id,
        OpeningBalance.stage_id == student.stage_id,
        OpeningBalance.group == group,
    )
    kept = db.session.scalar(wanted)
    before = [kept.minutes, kept.sessions] if kept else [0, 0]
    if before == [minutes, sessions] and (kept is None or kept.source == source):
        return
    if kept is None:
        kept = OpeningBalance(student_id=student.id, stage_id=student.stage_id, group=group)
        db.session.add(kept)
    kept.minutes, kept.sessions, kept.source = minutes, sessions, source
    if not minutes and not sessions:
        db.session.delete(kept)
    set_ = events.OpeningBalanceSet(stage=student.stage_id, group=group, before=before, after=[minutes, sessions])
    record(programme_of(student), student, set_, by)
    transaction.touch(student.id)


def _invite(programme: Programme, name: str, address: str, what_for: str, by: Person) -> Person:
    what_for = textwrap.shorten(what_for, WHAT_FOR_LENGTH, placeholder="…")
    return organisations.invite(programme.university, name=name, address=address, what_for=what_for, by=by).person


def _has_role(programme: Programme, person: Person, kind: ProgrammeRoleKind, starts: date) -> bool:
    held = sa.select(ProgrammeRole.id).where(
        ProgrammeRole.programme_id == programme.id,
        ProgrammeRole.person_id == person.id,
        ProgrammeRole.kind == kind,
        sa.or_(ProgrammeRole.ends.is_(None), ProgrammeRole.ends >= starts),
    )
    return db.session.scalar(held.limit(1)) is not None
