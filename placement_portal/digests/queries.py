"""Whom to look at today, and what needs each of them: composed from what every room knows of its own."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from placement_portal.accounts.models import Credential, Person
from placement_portal.changes import queries as changes
from placement_portal.clearance.policy import officer_of
from placement_portal.clearance.queries import checks, few, officers
from placement_portal.clearance.queries.known import Checks
from placement_portal.clearance.rules import ClearanceStanding
from placement_portal.clearance.rules.gate import GOOD
from placement_portal.database import db
from placement_portal.digests.models import Digest
from placement_portal.digests.rules import (
    AGAIN_AFTER,
    ENDS_SOON,
    STARTS_SOON,
    DigestPart,
    Needs,
    Said,
    in_order,
    tells_the_week,
)
from placement_portal.gate import queries as gate
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.letters import queries as letters
from placement_portal.organisations.models import Membership, Organisation
from placement_portal.placements import queries as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.programmes.models import ProgrammeRole, StudentRecord
from placement_portal.programmes.rules import STUDYING
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.rules import RuleState
from placement_portal.signing import queries as signing

BATCH: Final = 50
OF_STANDING: Final[Mapping[ClearanceStanding, DigestPart]] = {
    ClearanceStanding.STOPPED: DigestPart.CHECKS_STOPPED,
    ClearanceStanding.LAPSED: DigestPart.CHECKS_LAPSED,
    ClearanceStanding.RETURNED: DigestPart.CHECKS_CAME_BACK,
    ClearanceStanding.MISSING: DigestPart.CHECKS_TO_SEND,
    ClearanceStanding.EXPIRING: DigestPart.CHECKS_END,
}


OF_STATE: Final[Mapping[RuleState, DigestPart]] = {
    RuleState.NOT_POSSIBLE: DigestPart.NOW_NOT_POSSIBLE,
    RuleState.NEEDS_A_PLAN: DigestPart.NOW_NEED_A_PLAN,
    RuleState.BEHIND: DigestPart.NOW_BEHIND,
    RuleState.ON_COURSE: DigestPart.NOW_ON_COURSE,
}


@dataclass
class Gathered:
    """What many people share, found once in a run: how an organisation's checks and students stand."""

    today: date
    offices: dict[uuid.UUID, list[Needs]] = field(default_factory=dict)
    hosts: dict[uuid.UUID, list[Needs]] = field(default_factory=dict)


def to_look_at(today: date) -> Sequence[Person]:
    """Return some people with an account whom nobody looked at today."""
    done = sa.exists().where(Digest.person_id == Person.id, Digest.day == today)
    still = (Membership.starts <= today, sa.or_(Membership.ends.is_(None), Membership.ends >= today))
    kinds = (ProgrammeRole.starts <= today, sa.or_(ProgrammeRole.ends.is_(None), ProgrammeRole.ends >= today))
    busy = sa.or_(
        sa.exists().where(Membership.person_id == Person.id, *still),
        sa.exists().where(ProgrammeRole.person_id == Person.id, *kinds),
        sa.exists().where(StudentRecord.person_id == Person.id, StudentRecord.status.in_(STUDYING)),
    )
    has_account = sa.exists().where(Credential.person_id == Person.id)
    wanted = sa.select(Person).where(has_account, Person.deactivated_at.is_(None), busy, sa.not_(done))
    return db.session.scalars(wanted.order_by(Person.id).limit(BATCH)).all()


def said_before(people: Collection[uuid.UUID], today: date) -> dict[uuid.UUID, list[Said]]:
    """Return what was found for some people lately, in one statement."""
    since = today - AGAIN_AFTER - timedelta(days=1)
    wanted = sa.select(Digest.person_id, Digest.day, Digest.said, Digest.sent)
    found: dict[uuid.UUID, list[Said]] = {each: [] for each in people}
    rows = wanted.where(Digest.person_id.in_(people), Digest.day >= since, Digest.day < today)
    for person_id, *said in db.session.execute(rows.order_by(Digest.day)):
        found[person_id].append(Said._make(said))
    return found


def needs_of(people: Sequence[Person], gathered: Gathered) -> dict[uuid.UUID, list[Needs]]:
    """Return what needs each of some people today, in the order of their letter; while they pause, nothing of it."""
    ids = [each.id for each in people]
    known, back = checks.of_people(ids, gathered.today), _sent_back(ids)
    records = {each: standing(each).on_course() for each in people}
    silent = placements.silent_students([key for every in records.values() for key in every], gathered.today)
    found: dict[uuid.UUID, list[Needs]] = {}
    for each in people:
        pauses = bool(records[each]) and records[each] <= silent
        own = [] if pauses else [*_of_checks(known[each.id]), Needs(DigestPart.HOURS_CAME_BACK, back.get(each.id, 0))]
        waits = [] if pauses else [Needs(DigestPart.TO_DECIDE, signing.waiting_count(each))]
        supervised = _of_supervised(each, gathered.today)
        elsewhere = [*_of_offices(each, gathered), *_of_hosts(each, gathered), *_of_tutored(each, gathered.today)]
        found[each.id] = in_order([*own, *waits, *supervised, *elsewhere])
    return found


def _of_checks(known: Checks) -> Iterator[Needs]:
    """Yield what somebody has to do about their own checks."""
    theirs = [each for each in known.lines if each.is_theirs_to_do]
    for standing_, part in OF_STANDING.items():
        lines = [each for each in theirs if each.standing is standing_]
        days = [each.until for each in lines if each.until is not None and standing_ is ClearanceStanding.EXPIRING]
        yield Needs(part, len(lines), min(days, default=None))


def _sent_back(people: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    wanted = sa.select(Entry.author_id, sa.func.count()).where(
        Entry.author_id.in_(people), Entry.status == EntryStatus.QUERIED
    )
    return {row[0]: row[1] for row in db.session.execute(wanted.group_by(Entry.author_id))}


def _of_supervised(person: Person, today: date) -> Iterator[Needs]:
    """Yield what somebody does about the checks of those whom they supervise; who pauses is left out."""
    running = [each for each in placements.supervisees_of(person) if each.status is PlacementStatus.ACTIVE]
    if not running:
        return
    known = few.of_some({each.student.person_id for each in running}, today)
    gates = {each: gate.gate_of(each, known[each.student.person_id]) for each in running}
    yield Needs(
        DigestPart.SUPERVISED_NOT_READY,
        len({one.student_id for one, found in gates.items() if any(not at.gate.alone.is_open for at in found)}),
    )
    days = [day for each, found in gates.items() if (day := gate.to_choose(each, found)) is not None]
    yield Needs(DigestPart.LAST_DAY_TO_PLAN, len(days), min(days, default=None))


def _of_tutored(person: Person, today: date) -> Iterator[Needs]:
    """Yield, on Mondays, how many of those whom somebody tutors stand otherwise than a week ago."""
    tutored = standing(person).placements_as({AssignmentCapacity.TUTOR}) if tells_the_week(today) else ()
    if not tutored:
        return
    mine = sa.select(Placement.student_id).where(Placement.id.in_(tutored))
    wanted = (
        sa.select(StudentProgress.state, sa.func.count())
        .join(StudentRecord, StudentRecord.id == StudentProgress.student_id)
        .where(StudentProgress.stage_id == StudentRecord.stage_id, StudentRecord.id.in_(mine))
        .where(StudentProgress.since > today - timedelta(weeks=1), StudentRecord.status.in_(STUDYING))
        .where(StudentProgress.state.in_(OF_STATE))
        .group_by(StudentProgress.state)
    )
    yield from (Needs(OF_STATE[state], number) for state, number in db.session.execute(wanted))


def _of_offices(person: Person, gathered: Gathered) -> Iterator[Needs]:
    """Yield what waits for somebody as an officer or a lead, their own checks aside."""
    waits = letters.pressing(person)
    yield Needs(DigestPart.SETTINGS_TO_TELL, len(waits.notices))
    yield Needs(DigestPart.EXCEPTIONS_WAIT, len(waits.exceptions))
    yield Needs(DigestPart.PROPOSALS_WAIT, len(waits.proposals))
    for each in sorted(officer_of(person)):
        if each not in gathered.offices:
            office = db.session.get_one(Organisation, each)
            gathered.offices[each] = [
                Needs(DigestPart.CHECKS_WAIT, officers.waiting_count(each)),
                Needs(DigestPart.CHECKS_TO_ACCEPT, len(officers.to_accept(office))),
            ]
        yield from gathered.offices[each]


def _of_hosts(person: Person, gathered: Gathered) -> Iterator[Needs]:
    """Yield what somebody decides as a co-ordinator or lead, and who is not ready at their provider."""
    links = standing(person)
    yield Needs(DigestPart.CHANGES_WAIT, len([each for each in changes.pressing(person) if each.kind]))
    for each in sorted(links.hosts()):
        if each not in gathered.hosts:
            gathered.hosts[each] = _at_provider(each, gathered.today)
        yield from gathered.hosts[each]


def _at_provider(provider_id: uuid.UUID, today: date) -> list[Needs]:
    provider = db.session.get_one(Organisation, provider_id)
    students = db.session.scalars(officers.students_of(provider).distinct()).all()
    closed, ending, days = 0, 0, list[date]()
    for known in checks.of_people(students, today).values():
        gates = [(each, known.gate_at(each)) for each in known.visits if each.provider == str(provider_id)]
        soon = [each.until for _, gate in gates for each in gate.judged if each.standing in GOOD and each.until]
        soon = [each for each in soon if each <= today + ENDS_SOON]
        closed += any(each.starts <= today + STARTS_SOON and not gate.on_site.is_open for each, gate in gates)
        ending, days = ending + bool(soon), days + soon
    return [Needs(DigestPart.NOT_READY, closed), Needs(DigestPart.ENDS_AT_OURS, ending, min(days, default=None))]
