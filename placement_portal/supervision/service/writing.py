"""What the one who was there does: write a session down, change it, hand it in, take it back, reflect, comment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from placement_portal import clock
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.placements.models import Placement
from placement_portal.supervision import events, queries, rules
from placement_portal.supervision.models import SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import (
    SessionFacts,
    SessionRefusal,
    SupervisionAct,
    SupervisionCapacity,
    SupervisionMode,
    SupervisionStatus,
    SupervisionVersionKind,
)
from placement_portal.supervision.service import keeping
from placement_portal.supervision.service.acting import Agreed, agree
from placement_portal.supervision.service.keeping import Refused
from placement_portal.transaction import Difference, Moved, check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What is written down of a session: its facts, and what all who were there share."""

    facts: SessionFacts
    mode: SupervisionMode
    themes: Sequence[str] = ()
    own_words: str = ""
    shared_comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What belongs to one student's record alone: codes presented, the reflection, the comment, what is to be done."""

    codes: Sequence[str] = ()
    reflection: str = ""
    reflection_shared: bool = False
    comment: str = ""
    agreed: Agreed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """Who was there: the supervisor, and the placements of the students."""

    supervisor: Person
    placements: Sequence[Placement] = field(default_factory=list)


def write(
    session: Session, there: There, own: Own, *, by: Person, now: datetime, send: bool = False
) -> list[SupervisionPart]:
    """Write a session down once, with a record for each student; hand all of them in with `send`.

    Raises `Refused` when it cannot be taken for somebody who is named.
    """
    if not there.placements:
        raise Refused([SessionRefusal.NOBODY_NAMED])
    capacities = [_check(session, each, there.supervisor, len(there.placements), now) for each in there.placements]
    made = SupervisionSession(id=new_id(), supervisor_id=there.supervisor.id, capacity=capacities[0], mode=session.mode)
    _share(made, session)
    db.session.add(made)
    parts = [_part(made, session, each, own, by) for each in there.placements]
    db.session.flush()
    for part in parts:
        keeping.tell(_written(part), part, by=by)
        if own.agreed:
            agree(part, own.agreed, by=by, now=now)
        if send:
            _hand_in(part, by=by, now=now)
    return parts


def edit(part: SupervisionPart, session: Session, own: Own, *, shown: int | None, by: Person, now: datetime) -> None:
    """Change what is not confirmed, for everybody whose record still waits; what one confirmed stays as it is."""
    part = keeping.lock(part)
    parts = queries.locked(part.session_id)
    check_version(part, shown, keeping.differences(session.facts, part))
    if part.status not in rules.EDITABLE:
        keeping.require(part, SupervisionAct.SUBMIT)
    alike = [each for each in parts if each.status in rules.EDITABLE and each.author_id == by.id]
    for each in alike:
        _check(session, each.placement, _supervisor_of(part), len(parts), now)
        before = keeping.plain(each)
        keeping.put(each, session.facts)
        keeping.tell(events.SupervisionChanged(before=before, after=keeping.plain(each)), each, by=by)
    if keeping.nothing_confirmed(parts):
        part.session.mode = session.mode
        _share(part.session, session)
    _own(part, own)


def submit(part: SupervisionPart, *, by: Person, now: datetime) -> list[SupervisionPart]:
    """Hand in a record, and with it every other draft of the same session; raise `Refused` when it cannot be taken."""
    part = keeping.lock(part)
    keeping.require(part, SupervisionAct.SUBMIT)
    parts = queries.locked(part.session_id)
    together = [each for each in parts if each.status in rules.EDITABLE and each.author_id == by.id]
    session = Session(facts=rules.facts_of(part), mode=part.session.mode)
    for each in together:
        _check(session, each.placement, _supervisor_of(part), len(parts), now)
        _hand_in(each, by=by, now=now)
    return together


def withdraw(part: SupervisionPart, *, by: Person) -> None:
    """Take a record back into a draft, before it is confirmed."""
    part = keeping.lock(part)
    keeping.move(part, SupervisionAct.WITHDRAW, by=by)
    part.submitted_at = part.decided_at = part.decided_by_id = None
    part.reason = ""


def delete(part: SupervisionPart, *, by: Person) -> None:
    """Delete a draft that was never handed in; raise `Moved` for one that was, since its history is kept."""
    part = keeping.lock(part)
    keeping.require(part, SupervisionAct.SUBMIT)
    if part.number:
        raise Moved([Difference("This session", "Never handed in", "Handed in before, so its history is kept")])
    keeping.tell(events.SupervisionDeleted(day=part.day, minutes=part.minutes), part, by=by)
    session, last = part.session, len(queries.locked(part.session_id)) == 1
    for action in queries.actions_of([part.id]):
        db.session.delete(action)
    db.session.flush()
    db.session.delete(part)
    if last:
        db.session.flush()
        db.session.expire(session, ["parts"])
        db.session.delete(session)


def reflect(part: SupervisionPart, text: str, *, shared: bool, by: Person) -> None:
    """Keep what a student thinks about a session: theirs alone until they share it, and never part of what counts."""
    part = keeping.lock(part)
    part.reflection, part.reflection_shared = text, shared and bool(text)
    keeping.tell(events.SupervisionCommented(what="reflection", shared=part.reflection_shared), part, by=by)


def comment(part: SupervisionPart, text: str, shared_text: str | None, *, by: Person) -> None:
    """Keep what the supervisor says to one student and, unless None, to all; raise `Moved` once it is confirmed."""
    part = keeping.lock(part)
    if not keeping.is_open(part):
        keeping.require(part, SupervisionAct.CONFIRM)
    part.comment = text
    if shared_text is not None and keeping.nothing_confirmed(queries.locked(part.session_id)):
        part.session.shared_comment = shared_text
    keeping.tell(events.SupervisionCommented(what="comment", shared=shared_text is not None), part, by=by)


def _check(
    session: Session, placement: Placement, supervisor: Person, named: int, now: datetime
) -> SupervisionCapacity:
    found = rules.refusals(
        session.facts,
        session.mode,
        named=named,
        first=placement.starts,
        last=placement.ends,
        now=now,
        zone=ZoneInfo(placement.provider.zone),
    )
    capacity = queries.capacity_on(placement, supervisor.id, session.facts.day, clock.today())
    if capacity is None or supervisor.id == placement.student.person_id:
        found.append(SessionRefusal.NOT_SUPERVISED_BY)
    if found or capacity is None:
        raise Refused(found, placement.student.person.name if named > 1 else "")
    return capacity


def _supervisor_of(part: SupervisionPart) -> Person:
    supervisor = part.session.supervisor
    if supervisor is None:
        raise Refused([SessionRefusal.NOT_SUPERVISED_BY])
    return supervisor


def _part(made: SupervisionSession, session: Session, placement: Placement, own: Own, by: Person) -> SupervisionPart:
    part = SupervisionPart(
        id=new_id(),
        session=made,
        placement=placement,
        placement_id=placement.id,
        student_id=placement.student.person_id,
        author_id=by.id,
        status=SupervisionStatus.DRAFT,
        number=0,
        changing=False,
    )
    keeping.put(part, session.facts)
    _own(part, own)
    db.session.add(part)
    return part


def _share(made: SupervisionSession, session: Session) -> None:
    made.themes, made.own_words = list(session.themes), session.own_words
    made.shared_comment = session.shared_comment


def _own(part: SupervisionPart, own: Own) -> None:
    """Put down what belongs to one record: of each side's texts only what is theirs to write."""
    part.codes = list(own.codes)
    if part.by_student:
        part.reflection, part.reflection_shared = own.reflection, own.reflection_shared and bool(own.reflection)
    else:
        part.comment = own.comment


def _written(part: SupervisionPart) -> events.SupervisionWritten:
    return events.SupervisionWritten(
        placement=part.placement_id,
        session=part.session_id,
        day=part.day,
        minutes=part.minutes,
        present=part.present,
        mode=part.session.mode,
        capacity=part.session.capacity,
    )


def _hand_in(part: SupervisionPart, *, by: Person, now: datetime) -> None:
    part.number = keeping.keep(part, part, SupervisionVersionKind.SUBMITTED, by=by, now=now)
    part.submitted_at, part.decided_at, part.decided_by_id, part.reason = now, None, None, ""
    keeping.move(part, SupervisionAct.SUBMIT, by=by)
