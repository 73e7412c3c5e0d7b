"""What follows when a student stands elsewhere: placements settled through their own services, everyone told."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements import service as placements
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import UNDER_WAY, AssignmentCapacity, PlacementAction, PlacementStatus
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.students import service as students
from placement_portal.students.models import Adjustment
from placement_portal.students.rules import StudentAction
from placement_portal.students.service import AdjustmentFacts, AlreadyMoved
from placement_portal.studies import emails, queries

Plans = Mapping[uuid.UUID, Mapping[str, str]]
SUPERVISORS = (AssignmentCapacity.SUPERVISOR, AssignmentCapacity.CLINICAL_SUPERVISOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """From which day; the stage to repeat; when somebody means to return; what happens for clients, by placement."""

    day: date
    stage: Stage | None = None
    returns_on: date | None = None
    clients: Plans = field(default_factory=dict)


def move(
    student: StudentRecord, action: StudentAction, facts: MoveFacts, *, by: Person, shown: int | None = None
) -> None:
    """Move a student, settle the placements that it concerns, and tell everybody who has to know.

    Raises `Refused` for a day or stage that does not fit and for a client without an answer, `Moved` when stale.
    """
    around = queries.open_placements(student)
    concerned = [each for each in around if settled_by(action, each)]
    students.move(student, action, day=facts.day, by=by, stage=facts.stage, returns_on=facts.returns_on, shown=shown)
    for placement in concerned:
        done = PlacementAction.WITHDRAW if action is StudentAction.WITHDRAW else PlacementAction.PAUSE
        placements.move(placement, done, day=facts.day, clients=facts.clients.get(placement.id, {}), by=by)
    db.session.flush()
    _tell(student, action, facts, around, concerned, by)


def settled_by(action: StudentAction, placement: Placement) -> bool:
    """Say whether a move of the student ends or pauses a placement that has not ended."""
    if action is StudentAction.WITHDRAW:
        return True
    return action is StudentAction.INTERRUPT and placement.status is PlacementStatus.ACTIVE


def asks_about_clients(action: StudentAction, placement: Placement) -> bool:
    """Say whether work that is under way stops, so that somebody must say what happens for each client."""
    return settled_by(action, placement) and placement.status in UNDER_WAY


def promote(
    chosen: Collection[uuid.UUID], from_: Stage, to: Stage, *, day: date, by: Person
) -> tuple[Sequence[StudentRecord], Sequence[AlreadyMoved]]:
    """Move students into the next stage and tell them; return those moved, and those whom somebody moved first."""
    moved, late = students.promote(chosen, from_, to, day=day, by=by)
    emails.promoted(moved, to, day)
    return moved, late


def move_back(
    chosen: Collection[uuid.UUID], to: Stage, *, by: Person
) -> tuple[Sequence[StudentRecord], Sequence[AlreadyMoved]]:
    """Take a promotion back and tell the students; return those moved, and those for whom it was not the last move."""
    moved, late = students.move_back(chosen, to, by=by)
    emails.moved_back(moved, to)
    return moved, late


def record_adjustment(student: StudentRecord, facts: AdjustmentFacts, *, by: Person) -> Adjustment:
    """Record an adjustment and tell the student, who alone decides which settings see it."""
    made = students.record_adjustment(student, facts, by=by)
    emails.recorded(made)
    return made


def share(adjustment: Adjustment, sites: Collection[uuid.UUID], *, by: Person) -> None:
    """Let these settings and no others see an adjustment, and tell the supervisors of those that are new."""
    added = students.share(adjustment, sites, by=by)
    if added:
        emails.shared(queries.supervisors_at(adjustment.student, added), adjustment)


def _tell(
    student: StudentRecord,
    action: StudentAction,
    facts: MoveFacts,
    around: Sequence[Placement],
    concerned: Sequence[Placement],
    by: Person,
) -> None:
    emails.moved(student, action, facts.day, facts.returns_on)
    staff = [*queries.staff_of(student), *queries.assigned(around, AssignmentCapacity.TUTOR)]
    others = [each for each in dict.fromkeys(staff) if each.id not in {by.id, student.person_id}]
    emails.told_staff(others, student, action, facts.day, facts.returns_on)
    told = set(others)
    for placement in concerned:
        people = [*queries.assigned([placement], *SUPERVISORS), *queries.hosts_of({placement.provider_id})]
        new = [each for each in dict.fromkeys(people) if each not in told and each.id != by.id]
        emails.placement_stopped(new, placement, action, facts.day)
