"""What the rhythm of many placements is worked out from: parts of one statement, and how its rows are read."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.changes.models import Away, Cover
from placement_portal.database import Given
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.organisations.rules import in_force
from placement_portal.placements.models import Assignment, Placement
from placement_portal.placements.rules import AssignmentCapacity
from placement_portal.programmes.models import Category, Rule, RuleSet
from placement_portal.programmes.rules import CLIENT_GROUPS, CategoryGroup, RuleKind
from placement_portal.rhythm.models import AgreedPace, PlannedSupervision
from placement_portal.rhythm.policy import GIVING
from placement_portal.rhythm.queries.off import PLACEMENTS, by_placement, off, parts_of_off
from placement_portal.rhythm.rules import Pace

TODAY: Final = sa.bindparam("today", type_=sa.Date())
SINCE: Final = sa.bindparam("since", type_=sa.Date())
FIRST: Final = list(AssignmentCapacity)
LOOKS_BACK: Final = timedelta(weeks=30)
"""So far back work is looked at: longer than any line of dots."""


@dataclass(frozen=True, slots=True)
class AwayNow:
    """That somebody who supervises a placement is away today, until when, and who stands in."""

    person_id: uuid.UUID
    name: str
    until: date | None
    cover: str


@dataclass(slots=True)
class Facts:
    """All of it for one placement; what is planned is the next first, minutes with clients are by day."""

    is_off: Callable[[date], bool]
    pace: Pace | None = None
    own_word_after: int | None = None
    longest_gap: int | None = None
    planned: list[Any] = field(default_factory=list)
    minutes: dict[date, int] = field(default_factory=dict)
    away: list[AwayNow] = field(default_factory=list)
    givers: list[Any] = field(default_factory=list)

    def supervisor_on(self, day: date, first: uuid.UUID | None) -> uuid.UUID | None:
        """Return who supervises on a day and is not away: `first` if it can be, else by capacity."""
        there = [each.person_id for each in self.givers if in_force(each.starts, each.ends, day)]
        gone = {each.person_id for each in self.away if each.until is None or day <= each.until}
        free = [each for each in there if each not in gone]
        return first if first in free else next(iter(free), None)


def parts() -> dict[str, sa.Select[*tuple[Any, ...]]]:
    """Return the parts of a statement; it asks for `placements`, `today` and `since`, as `values` gives them."""
    plan = PlannedSupervision
    return {
        "paces": sa.select(AgreedPace.placement_id, AgreedPace.kind, AgreedPace.hours, AgreedPace.word_after).where(
            AgreedPace.placement_id.in_(PLACEMENTS)
        ),
        "plans": sa.select(plan.id, plan.placement_id, plan.supervisor_id, plan.day, plan.start, plan.minutes)
        .add_columns(Person.name.label("supervisor"))
        .join(Person, Person.id == plan.supervisor_id)
        .where(plan.placement_id.in_(PLACEMENTS), plan.cancelled_at.is_(None), plan.day >= SINCE),
        "worked": _worked(),
        "gaps": sa.select(Placement.id.label("placement_id"), Rule.groups, Rule.amount)
        .join(RuleSet, sa.and_(RuleSet.stage_id == Placement.stage_id, RuleSet.in_force))
        .join(Rule, Rule.rule_set_id == RuleSet.id)
        .where(Placement.id.in_(PLACEMENTS), Rule.kind == RuleKind.LONGEST_GAP),
        "absent": _absent(),
        **parts_of_off(),
        "givers": sa.select(
            Assignment.placement_id, Assignment.person_id, Assignment.capacity, Assignment.starts, Assignment.ends
        ).where(
            Assignment.placement_id.in_(PLACEMENTS),
            Assignment.capacity.in_(GIVING),
            sa.or_(Assignment.ends.is_(None), Assignment.ends >= TODAY),
        ),
    }


def values(placement_ids: Iterable[uuid.UUID], today: date) -> dict[str, Any]:
    """Return what the statement asks for."""
    return {"placements": list(placement_ids), "today": today, "since": today - LOOKS_BACK}


def facts_of(found: Given, placements: Iterable[Placement]) -> dict[uuid.UUID, Facts]:
    """Return what the rows say of each placement."""
    around = [by_placement(found[name]) for name in ("closures", "terms", "pauses", "leave")]
    known = {each.id: Facts(is_off=off(each, *around)) for each in placements}
    for row in found["paces"]:
        known[row.placement_id].pace = Pace(row.kind, row.hours)
        known[row.placement_id].own_word_after = row.word_after
    for row in sorted(found["plans"], key=lambda row: (row.day, row.start, row.id)):
        known[row.placement_id].planned.append(row)
    for row in found["worked"]:
        known[row.placement_id].minutes[row.day] = row.minutes
    for row in found["gaps"]:
        if list(row.groups) == [CategoryGroup.SUPERVISION.value]:
            before = known[row.placement_id].longest_gap
            known[row.placement_id].longest_gap = row.amount if before is None else min(before, row.amount)
    for row in _by_name(found["absent"]):
        known[row.placement_id].away.append(AwayNow(row.person_id, row.name, row.until, row.cover or ""))
    for row in sorted(found["givers"], key=lambda row: (FIRST.index(row.capacity), row.starts, str(row.person_id))):
        known[row.placement_id].givers.append(row)
    return known


def _by_name(rows: Sequence[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (row.name, str(row.placement_id)))


def _worked() -> sa.Select[*tuple[Any, ...]]:
    stands = sa.and_(Entry.status != EntryStatus.DECLINED, Entry.reversed_at.is_(None), Entry.minutes > 0)
    return (
        sa.select(Entry.placement_id, Entry.day, sa.func.sum(Entry.minutes).label("minutes"))
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.placement_id.in_(PLACEMENTS), Category.group.in_(CLIENT_GROUPS), stands)
        .where(Entry.day >= SINCE, Entry.day <= TODAY)
        .group_by(Entry.placement_id, Entry.day)
    )


def _absent() -> sa.Select[*tuple[Any, ...]]:
    """Return who is away today of those who supervise a placement, with whoever was named to stand in."""
    standin = sa.orm.aliased(Person)
    taken = sa.orm.aliased(Assignment)
    return (
        sa.select(
            Assignment.placement_id, Away.person_id, Person.name, Away.ends.label("until"), standin.name.label("cover")
        )
        .join(Placement, Placement.id == Assignment.placement_id)
        .join(Away, sa.and_(Away.person_id == Assignment.person_id, Away.provider_id == Placement.provider_id))
        .join(Person, Person.id == Away.person_id)
        .outerjoin(Cover, sa.and_(Cover.away_id == Away.id, Cover.placement_id == Placement.id))
        .outerjoin(taken, taken.id == Cover.assignment_id)
        .outerjoin(standin, standin.id == taken.person_id)
        .where(Assignment.placement_id.in_(PLACEMENTS), Assignment.starts <= TODAY)
        .where(sa.or_(Assignment.ends.is_(None), Assignment.ends >= TODAY))
        .where(Away.starts <= TODAY, sa.or_(Away.ends.is_(None), Away.ends >= TODAY))
    )
