"""What can be done about the rhythm: say how often, plan the next session, move it, call it off."""

from collections.abc import Iterator
from datetime import date, datetime

from placement_portal import clock, ledger
from placement_portal.accounts.models import Person
from placement_portal.database import db, new_id
from placement_portal.placements.models import Placement
from placement_portal.rhythm import emails, events, queries, rules
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.rules import Pace, PlanRefusal, Slot
from placement_portal.transaction import Difference, Moved, check_version
from placement_portal.web.formats import clock_time, duration, full_day


class Refused(ValueError):
    """A session cannot be planned; carries why."""

    def __init__(self, refusals: list[PlanRefusal]) -> None:
        self.refusals = refusals
        super().__init__(" ".join(rules.PLAN_REFUSALS[each] for each in refusals))


def set_pace(
    placement: Placement, pace: Pace, word_after: int | None, *, shown: int | None, by: Person, now: datetime
) -> AgreedPace:
    """Say how often a placement is supervised; raise `Moved` when somebody else said so meanwhile."""
    kept = queries.locked_pace(placement)
    if kept is None:
        kept = AgreedPace(placement_id=placement.id)
        db.session.add(kept)
    else:
        check_version(kept, shown, [Difference("How often", rules.in_words(pace), rules.in_words(kept.pace))])
    kept.kind, kept.hours, kept.word_after = pace.kind, pace.hours, word_after
    kept.set_by_id, kept.set_at = by.id, now
    db.session.flush()
    event = events.SupervisionPaceSet(kind=pace.kind, hours=pace.hours, word_after=word_after)
    ledger.record(event, by=by, on=placement.id, chain=placement.university_id, version=kept.version)
    return kept


def plan(placement: Placement, slot: Slot, *, by: Person, now: datetime) -> PlannedSupervision:
    """Plan a session and tell the other side; raise `Refused` when it cannot be."""
    taken = queries.planned_on(placement, slot.day) is not None
    _check(placement, slot, now, taken=taken)
    made = PlannedSupervision(id=new_id(), placement=placement, planned_by_id=by.id, planned_at=now)
    _put(made, slot)
    db.session.add(made)
    db.session.flush()
    _record(made, by)
    for person in _others(made, by):
        emails.planned(made, person, by=by)
    return made


def move(planned: PlannedSupervision, slot: Slot, *, shown: int | None, by: Person, now: datetime) -> None:
    """Plan it for another time, or with somebody else; raise `Refused` when it cannot be, `Moved` when stale."""
    planned = _lock(planned)
    check_version(planned, shown, _differences(slot, planned))
    beside = queries.planned_on(planned.placement, slot.day)
    _check(planned.placement, slot, now, taken=beside is not None and beside.id != planned.id)
    before, told = f"{full_day(planned.day)}, {clock_time(planned.start)}", {each.id for each in _others(planned, by)}
    if not _differences(slot, planned):
        return
    _put(planned, slot)
    db.session.flush()
    db.session.refresh(planned)
    _record(planned, by)
    for person in _others(planned, by):
        emails.planned(planned, person, by=by, before=before if person.id in told else "")


def call_off(planned: PlannedSupervision, *, by: Person, now: datetime) -> None:
    """Call a planned session off, and tell the other side; raise `Moved` when it was called off meanwhile."""
    planned = _lock(planned)
    planned.cancelled_at, planned.cancelled_by_id = now, by.id
    event = events.SupervisionPlanCancelled(day=planned.day)
    ledger.record(event, by=by, on=planned.id, chain=planned.placement.university_id, version=planned.version)
    for person in _others(planned, by):
        emails.called_off(planned, person, by=by)


def hand_over(placement: Placement, leaver: Person, successor: Person, *, until: date | None = None, by: Person) -> int:
    """Let another supervisor hold what is planned with one from today on, to a day if given; return how many."""
    found = queries.planned_with(placement, leaver, clock.today(), until)
    for planned in found:
        planned.supervisor_id = successor.id
        db.session.flush()
        _record(planned, by)
        for person in (placement.student.person, successor):
            emails.planned(planned, person, by=by)
    return len(found)


def _lock(planned: PlannedSupervision) -> PlannedSupervision:
    found = queries.lock(planned)
    if found.cancelled_at:
        raise Moved([Difference("The planned session", "Planned", "Called off since")])
    return found


def _check(placement: Placement, slot: Slot, now: datetime, *, taken: bool) -> None:
    today: date = clock.local(now).date()
    found = rules.plan_refusals(
        slot.day,
        slot.minutes,
        first=placement.starts,
        last=placement.ends,
        today=today,
        supervises=slot.supervisor_id in {each.id for each in queries.givers(placement, slot.day)},
        taken=taken,
    )
    if found:
        raise Refused(found)


def _put(planned: PlannedSupervision, slot: Slot) -> None:
    planned.day, planned.start, planned.minutes = slot.day, slot.start, slot.minutes
    planned.supervisor_id = slot.supervisor_id


def _differences(slot: Slot, planned: PlannedSupervision) -> list[Difference]:
    pairs = (
        ("Day", full_day(slot.day), full_day(planned.day)),
        ("Start", clock_time(slot.start), clock_time(planned.start)),
        ("Length", duration(slot.minutes), duration(planned.minutes)),
        ("With", str(slot.supervisor_id), str(planned.supervisor_id)),
    )
    return [Difference(words, one, other) for words, one, other in pairs if one != other]


def _record(planned: PlannedSupervision, by: Person) -> None:
    event = events.SupervisionPlanned(
        placement=planned.placement_id,
        supervisor=planned.supervisor_id,
        day=planned.day,
        start=planned.start,
        minutes=planned.minutes,
    )
    chain = planned.placement.university_id
    ledger.record(event, by=by, on=planned.id, chain=chain, version=planned.version)


def _others(planned: PlannedSupervision, by: Person) -> Iterator[Person]:
    for person in (planned.placement.student.person, db.session.get_one(Person, planned.supervisor_id)):
        if person.id != by.id:
            yield person
