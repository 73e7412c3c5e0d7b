"""The rhythm of every placement that somebody sees: where it stands, what is planned, what is to be done."""

import functools
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from placement_portal.accounts.models import Person
from placement_portal.database import Given, Together, db
from placement_portal.placements.models import Placement
from placement_portal.placements.policy import standing
from placement_portal.placements.rules import AssignmentCapacity, PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import STUDYING
from placement_portal.rhythm import queries as rhythm
from placement_portal.rhythm import rules
from placement_portal.rhythm.policy import GIVING
from placement_portal.rhythm.queries import PLACEMENTS, AwayNow, Facts
from placement_portal.rhythm.rules import Slot, Standing
from placement_portal.sites.rules import monday_of
from placement_portal.supervision import policy
from placement_portal.supervision.models import SupervisionAction, SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import SupervisionStatus

Part, Action = SupervisionPart, SupervisionAction
HELD: Final = (SupervisionStatus.SUBMITTED, SupervisionStatus.SENT_BACK, SupervisionStatus.CONFIRMED)
VIEWER: Final = sa.bindparam("viewer", type_=sa.Uuid())
FORTNIGHT, WEEK = timedelta(weeks=2), timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """One placement: its standing, the next planned session, what was planned and not written down, what is to do."""

    placement: Placement
    standing: Standing
    planned: Any = None
    unwritten: Any = None
    suggested: Slot | None = None
    actions: Sequence[Any] = field(default_factory=list)
    away: Sequence[AwayNow] = field(default_factory=list)
    minutes: int = 0
    waiting: int = 0
    today: date = date.min

    @property
    def overdue(self) -> list[Any]:
        """What should have been done by now."""
        return [each for each in self.actions if each.due < self.today]

    @property
    def presses(self) -> bool:
        """Whether somebody should look: no supervision for too long, nothing planned about it, or something overdue."""
        return self.standing.is_silent or bool(self.overdue)


def rhythms_of(viewer: Person, today: date) -> list[Rhythm]:
    """Return the rhythm of one's own placements, and of those one supervises or tutors, who needs a look first."""
    ours = standing(viewer)
    given = {each.to for each in ours.assignments if each.what in GIVING and each.still_reads(ours.today)}
    found = _placed(sa.or_(Placement.student_id.in_(ours.own_records()), Placement.id.in_(given)))
    return in_order(rhythms(viewer, found, today))


def tutored(viewer: Person) -> Sequence[Placement]:
    """Return the placements that somebody tutors today; nothing is asked of whoever tutors nobody."""
    given = standing(viewer).placements_as({AssignmentCapacity.TUTOR})
    return _placed(Placement.id.in_(given)) if given else ()


def in_order(found: Iterable[Rhythm]) -> list[Rhythm]:
    """Return rhythms in the order in which they need a look: what presses, then the longest without."""
    return sorted(found, key=_order)


def _placed(which: sa.ColumnElement[bool]) -> Sequence[Placement]:
    around = (
        joinedload(Placement.student).joinedload(StudentRecord.person),
        joinedload(Placement.provider),
        joinedload(Placement.university),
    )
    return db.session.scalars(sa.select(Placement).where(which).options(*around)).all()


def rhythms(viewer: Person, placements: Iterable[Placement], today: date) -> list[Rhythm]:
    """Return the rhythm of some placements that the viewer sees, in one statement."""
    known = list(placements)
    return read_rhythms(viewer, known, _parts().rows(**rhythm_values(viewer, known, today)), today) if known else []


def rhythm_values(viewer: Person, placements: Iterable[Placement], today: date) -> dict[str, Any]:
    """Return what the parts of a statement about rhythms ask for."""
    return {**rhythm.values([each.id for each in placements], today), "viewer": viewer.id}


def read_rhythms(viewer: Person, placements: Sequence[Placement], found: Given, today: date) -> list[Rhythm]:
    """Return the rhythm of placements from the rows of those parts."""
    facts = rhythm.facts_of(found, placements)
    held, sums, actions = (rhythm.by_placement(found[name]) for name in ("held", "sums", "actions"))
    return [
        _rhythm(viewer, each, facts[each.id], (held[each.id], sums[each.id], actions[each.id]), today)
        for each in placements
    ]


def _order(each: Rhythm) -> tuple[bool, bool, date, str, uuid.UUID]:
    over, last = each.placement.ends < each.today, each.standing.last or date.min
    return over, not each.presses, last, each.placement.student.person.name, each.placement.id


def _rhythm(viewer: Person, placement: Placement, facts: Facts, rows: tuple[Any, Any, Any], today: date) -> Rhythm:
    held, sums, actions = sorted(rows[0], key=_when), next(iter(rows[1]), None), rows[2]
    is_off, pace = facts.is_off, facts.pace
    worked = {monday_of(day) for day in facts.minutes}
    stands = rules.standing(
        [row.day for row in held],
        [row.day for row in facts.planned],
        rules.whole_weeks_off(placement.starts, placement.ends, today, worked, is_off),
        pace,
        facts.minutes,
        rules.word_after(facts.own_word_after, facts.longest_gap),
        (placement.starts, placement.ends),
        today,
        runs=_runs(placement),
    )
    planned = next((row for row in facts.planned if row.day >= today), None)
    latest = held[-1].day if held else date.min
    missed = (row for row in facts.planned if latest < row.day < today)
    return Rhythm(
        placement=placement,
        standing=stands,
        planned=planned,
        unwritten=next(missed, None),
        suggested=_suggested(held[-1], facts, placement, today, is_off) if planned is None and held else None,
        actions=[] if policy.only_left(viewer, placement) else sorted(actions, key=lambda row: (row.due, row.id)),
        away=facts.away,
        minutes=sums.minutes if sums else 0,
        waiting=sums.waiting if sums else 0,
        today=today,
    )


def _suggested(
    row: Any, facts: Facts, placement: Placement, today: date, is_off: Callable[[date], bool]
) -> Slot | None:
    """Return the next session like the last one, with whoever supervises then."""
    if not _runs(placement):
        return None
    every = FORTNIGHT if facts.pace and facts.pace.kind is rules.PaceKind.FORTNIGHTLY else WEEK
    day = rules.next_day(row.day, every, today, placement.ends, is_off)
    with_whom = facts.supervisor_on(day, row.supervisor_id) if day else None
    return Slot(day, row.start, row.minutes, with_whom) if day and with_whom else None


def _when(row: Any) -> Any:
    return row.day, row.start, row.id


def _runs(placement: Placement) -> bool:
    return placement.status is PlacementStatus.ACTIVE and placement.student.status in STUDYING


@functools.cache
def _parts() -> Together:
    return Together(**rhythm_parts())


def rhythm_parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the parts of a statement about rhythms, for pages that ask for more with it."""
    here = Part.placement_id.in_(PLACEMENTS)
    stands = sa.and_(Part.status.in_(HELD), Part.reversed_at.is_(None), Part.minutes > 0)
    standing_minutes = sa.func.sum(sa.case((stands, Part.minutes), else_=0))
    waits = sa.func.sum(sa.case((Part.status == SupervisionStatus.SUBMITTED, 1), else_=0))
    return {
        "held": sa.select(
            *(Part.id, Part.placement_id, Part.day, Part.start, Part.minutes, SupervisionSession.supervisor_id)
        )
        .join(SupervisionSession, SupervisionSession.id == Part.session_id)
        .where(here, stands),
        "sums": sa.select(
            Part.placement_id,
            sa.func.coalesce(standing_minutes, 0).label("minutes"),
            sa.func.coalesce(waits, 0).label("waiting"),
        )
        .where(here)
        .group_by(Part.placement_id),
        "actions": sa.select(
            *(Action.id, Action.placement_id, Action.part_id, Action.what, Action.owner_id, Action.due)
        )
        .add_columns(Person.name.label("owner"))
        .join(Person, Person.id == Action.owner_id)
        .join(Part, Part.id == Action.part_id)
        .where(Action.placement_id.in_(PLACEMENTS), Action.done_at.is_(None))
        .where(sa.or_(Part.status != SupervisionStatus.DRAFT, Part.author_id == VIEWER)),
        **rhythm.parts(),
    }
