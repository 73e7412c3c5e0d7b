"""Who is in a stage and what speaks against moving them on; who was moved on lately; one statement each."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import db
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import OPEN
from placement_portal.programmes.models import Stage, StudentRecord
from placement_portal.programmes.rules import RuleKind, StudentStatus
from placement_portal.progress.models import StudentProgress as Kept
from placement_portal.progress.rules import RuleState
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from placement_portal.studies.rules import Doubt, doubts, may_be_ticked


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student in the stage, with everything that somebody may want to look at first."""

    id: uuid.UUID
    name: str
    status: StudentStatus
    waiting: int
    sent_back: int
    open_placements: int
    results: tuple[tuple[str, RuleState], ...]

    @property
    def doubts(self) -> list[Doubt]:
        """What speaks against moving them on."""
        return doubts(self)

    @property
    def may_go(self) -> bool:
        """Whether they can be ticked at all."""
        return may_be_ticked(self.doubts)


@dataclass(frozen=True, slots=True)
class MovedOn:
    """A student who was promoted out of the stage: from which day, and by whom."""

    id: uuid.UUID
    name: str
    day: date
    by: str


def candidates(stage: Stage) -> Sequence[Candidate]:
    """Return who is in a stage, by name."""
    placed = sa.select(sa.func.count()).where(
        Placement.student_id == StudentRecord.id, Placement.stage_id == stage.id, Placement.status.in_(OPEN)
    )
    kept = sa.and_(Kept.student_id == StudentRecord.id, Kept.stage_id == stage.id)
    columns = (StudentRecord.id, Person.name, StudentRecord.status, Kept.waiting, Kept.sent_back)
    wanted = (
        sa.select(*columns, placed.correlate(StudentRecord).scalar_subquery(), Kept.results)
        .join(Person, Person.id == StudentRecord.person_id)
        .outerjoin(Kept, kept)
        .where(StudentRecord.stage_id == stage.id)
        .order_by(Person.name, StudentRecord.id)
    )
    return [
        Candidate(id_, name, status, waiting or 0, back or 0, placements, tuple(_states(results or ())))
        for id_, name, status, waiting, back, placements, results in db.session.execute(wanted)
    ]


def moved_on(stage: Stage, to: Stage) -> Sequence[MovedOn]:
    """Return who is in `to` because they were promoted out of `stage`, by name, with whoever did it last."""
    by = sa.orm.aliased(Person)
    wanted = (
        sa.select(StudentRecord.id, Person.name, StudentMove.day, by.name)
        .join(Person, Person.id == StudentRecord.person_id)
        .join(StudentMove, StudentMove.student_id == StudentRecord.id)
        .join(by, by.id == StudentMove.by_id)
        .where(StudentRecord.stage_id == to.id, StudentMove.action == StudentAction.PROMOTE)
        .where(StudentMove.stage_before_id == stage.id, StudentMove.stage_id == to.id)
        .order_by(Person.name, StudentRecord.id, StudentMove.at, StudentMove.id)
    )
    last = {row[0]: MovedOn(*row) for row in db.session.execute(wanted)}
    return list(last.values())


def _states(results: Sequence[dict[str, str]]) -> list[tuple[str, RuleState]]:
    """Return the state of each rule; a longest gap that was kept so far is as good as satisfied."""
    found = []
    for each in results:
        state = RuleState(each["state"])
        is_kept = each["kind"] == RuleKind.LONGEST_GAP.value and state is RuleState.ON_COURSE
        found.append((each["name"], RuleState.SATISFIED if is_kept else state))
    return found
