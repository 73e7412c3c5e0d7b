"""Everything that is known of some students, gathered in two statements however many there are."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.database import Instant, db
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Placement, PlacementMove, PlacementSite
from placement_portal.placements.rules import PlacementAction, PlacementStatus
from placement_portal.programmes.models import Category, OpeningBalance, Rule, RuleSet, StudentRecord, Term
from placement_portal.programmes.rules import STUDYING, CategoryGroup, RuleKind, RuleUnit, StudentStatus
from placement_portal.progress.rules import Asked, Case, Credit, Stay, Tally, rule_from
from placement_portal.sites.models import Closure
from placement_portal.sites.rules import DateRange

Ids = Iterable[uuid.UUID] | sa.Select[Any]
CALLS_OFF: Final = frozenset({PlacementAction.WITHDRAW, PlacementAction.END_EARLY, PlacementAction.DECLINE})
STOPS_OR_STARTS: Final = CALLS_OFF | {PlacementAction.PAUSE, PlacementAction.RESUME}


class Pair(NamedTuple):
    """One student in one stage: what totals are kept for."""

    student_id: uuid.UUID
    stage_id: uuid.UUID


class Placed(NamedTuple):
    """A placement with the pair that it belongs to."""

    id: uuid.UUID
    pair: Pair
    starts: date
    ends: date
    status: PlacementStatus


@dataclass(slots=True)
class Known:
    """Students with the stage they are in, their status, and all their placements."""

    status: dict[uuid.UUID, StudentStatus] = field(default_factory=dict)
    current: set[Pair] = field(default_factory=set)
    placed: list[Placed] = field(default_factory=list)

    @property
    def pairs(self) -> set[Pair]:
        """Every pair there is: the present stage of each student, and each stage with a placement."""
        return self.current | {placement.pair for placement in self.placed}


def known(students: Ids) -> Known:
    """Return students with their placements, locked until the transaction ends.

    Two writers who touch one student add up one after the other: the second sees what the first wrote.
    """
    columns: tuple[Any, ...] = (StudentRecord.id, StudentRecord.status, StudentRecord.stage_id)
    placement: tuple[Any, ...] = (Placement.id, Placement.stage_id, Placement.starts, Placement.ends, Placement.status)
    rows = db.session.execute(
        sa.select(*columns, *placement)
        .outerjoin(Placement, Placement.student_id == StudentRecord.id)
        .where(StudentRecord.id.in_(students if isinstance(students, sa.Select) else list(students)))
        .order_by(StudentRecord.id, Placement.id)
        .with_for_update(of=StudentRecord, key_share=True)
    )
    found = Known()
    for student_id, status, stage_id, placement_id, placed_in, starts, ends, state in rows:
        found.status[student_id] = status
        found.current.add(Pair(student_id, stage_id))
        if placement_id:
            found.placed.append(Placed(placement_id, Pair(student_id, placed_in), starts, ends, state))
    return found


def cases(students: Known, pairs: AbstractSet[Pair]) -> dict[Pair, Case]:
    """Return all that is known of each pair, in one statement."""
    placed = [each for each in students.placed if each.pair in pairs]
    stages, people = {pair.stage_id for pair in pairs}, {pair.student_id for pair in pairs}
    parts = _Parts(*(defaultdict(list) for _ in range(6)))
    for row in db.session.execute(_everything([each.id for each in placed], stages, people)):
        getattr(parts, row.kind)[row.owner].append(row)
    of_pair: dict[Pair, list[Placed]] = defaultdict(list)
    for each in placed:
        of_pair[each.pair].append(each)
    terms = {stage_id: [(row.first, row.last) for row in parts.term[stage_id]] for stage_id in stages}
    asked = {stage_id: _asked_of(parts.rule[stage_id]) for stage_id in stages}
    return {
        pair: Case(
            studying=students.status[pair.student_id] in STUDYING,
            stays=[stay for each in of_pair[pair] if (stay := _stay(each, parts))],
            terms=terms[pair.stage_id],
            tallies=[_tally(row) for each in of_pair[pair] for row in parts.tally[each.id]],
            rule_set_id=next((row.within for row in parts.rule[pair.stage_id]), None),
            asked=asked[pair.stage_id],
            credits=_credits(parts.balance[pair.student_id], pair.stage_id),
        )
        for pair in sorted(pairs)
    }


Rows = Mapping[uuid.UUID, list[Any]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Rows of the one statement by kind, then by what they belong to."""

    tally: Rows
    closure: Rows
    move: Rows
    term: Rows
    rule: Rows
    balance: Rows


def _everything(
    placements: list[uuid.UUID], stages: AbstractSet[uuid.UUID], students: AbstractSet[uuid.UUID]
) -> sa.CompoundSelect[Any]:
    return sa.union_all(
        _tallies(placements),
        _closures(placements),
        _moves(placements),
        _terms(stages),
        _rules(stages),
        _balances(students),
    )


COLUMNS: Final[Mapping[str, Any]] = {
    "other": sa.Uuid(),
    "within": sa.Uuid(),
    "a": sa.Text(),
    "b": sa.Text(),
    "c": sa.Text(),
    "first": sa.Date(),
    "last": sa.Date(),
    "n1": sa.Integer(),
    "n2": sa.Integer(),
    "n3": sa.Integer(),
    "n4": sa.Integer(),
    "counts": sa.Integer(),
    "is_reversed": sa.Integer(),
    "at": Instant(),
}


def _part(kind: str, owner: Any, **given: Any) -> sa.Select[Any]:
    """Return one part of the statement; what it does not give is empty."""
    empty = {name: sa.cast(sa.null(), type_) for name, type_ in COLUMNS.items() if name not in given}
    columns = ((given | empty)[name].label(name) for name in COLUMNS)
    return sa.select(sa.literal(kind, sa.Text()).label("kind"), owner.label("owner"), *columns)


def _text(column: Any) -> Any:
    return sa.cast(column, sa.Text())


def _flag(condition: Any) -> Any:
    return sa.case((condition, 1), else_=0)


def _tallies(placements: list[uuid.UUID]) -> sa.Select[Any]:
    by = (Entry.placement_id, Entry.day, Category.group, Category.counts, Entry.status, Entry.reversed_at.is_not(None))
    return (
        _part(
            "tally",
            Entry.placement_id,
            first=Entry.day,
            a=_text(Category.group),
            b=_text(Entry.status),
            counts=_flag(Category.counts),
            is_reversed=_flag(Entry.reversed_at.is_not(None)),
            n1=sa.func.sum(Entry.minutes),
            n2=sa.func.sum(_flag(Entry.minutes > 0)),
            n3=sa.func.count(),
            n4=sa.func.sum(_flag(Entry.changing)),
            at=sa.func.min(sa.case((Entry.status == EntryStatus.SUBMITTED, Entry.submitted_at))),
        )
        .join(Category, Category.id == Entry.category_id)
        .where(Entry.placement_id.in_(placements))
        .group_by(*by)
    )


def _closures(placements: list[uuid.UUID]) -> sa.Select[Any]:
    return (
        _part(
            "closure", PlacementSite.placement_id, other=PlacementSite.site_id, first=Closure.starts, last=Closure.ends
        )
        .outerjoin(Closure, Closure.site_id == PlacementSite.site_id)
        .where(PlacementSite.placement_id.in_(placements))
    )


def _moves(placements: list[uuid.UUID]) -> sa.Select[Any]:
    wanted = (PlacementMove.placement_id.in_(placements), PlacementMove.action.in_(STOPS_OR_STARTS))
    moves = _part("move", PlacementMove.placement_id, a=_text(PlacementMove.action), first=PlacementMove.day)
    return moves.where(*wanted)


def _terms(stages: AbstractSet[uuid.UUID]) -> sa.Select[Any]:
    return _part("term", Term.stage_id, first=Term.starts, last=Term.ends).where(Term.stage_id.in_(stages))


def _rules(stages: AbstractSet[uuid.UUID]) -> sa.Select[Any]:
    return (
        _part(
            "rule",
            RuleSet.stage_id,
            other=Rule.id,
            within=RuleSet.id,
            a=_text(Rule.kind),
            b=sa.type_coerce(Rule.name, sa.Text()),
            c=_text(Rule.groups) + "|" + sa.func.coalesce(_text(Rule.unit), ""),
            n1=Rule.amount,
            n2=Rule.position,
        )
        .select_from(RuleSet)
        .outerjoin(Rule, Rule.rule_set_id == RuleSet.id)
        .where(RuleSet.stage_id.in_(stages), RuleSet.in_force)
    )


def _balances(students: AbstractSet[uuid.UUID]) -> sa.Select[Any]:
    kept = _part(
        "balance",
        OpeningBalance.student_id,
        other=OpeningBalance.stage_id,
        a=_text(OpeningBalance.group),
        n1=OpeningBalance.minutes,
        n2=OpeningBalance.sessions,
    )
    return kept.where(OpeningBalance.student_id.in_(students))


def _tally(row: Any) -> Tally:
    return Tally(
        day=row.first,
        group=CategoryGroup(row.a),
        status=EntryStatus(row.b),
        minutes=row.n1,
        sessions=row.n2,
        counts=bool(row.counts),
        is_reversed=bool(row.is_reversed),
        entries=row.n3,
        changing=row.n4,
        since=clock.local(row.at).date() if row.at else None,
    )


def _asked_of(rows: Iterable[Any]) -> list[Asked]:
    """Return the rules of a set in their order; a set without rules is one row without any."""
    return [_asked(row) for row in sorted((row for row in rows if row.other), key=lambda row: int(row.n2))]


def _asked(row: Any) -> Asked:
    groups, _, unit = row.c.rpartition("|")
    rule = rule_from(RuleKind(row.a), json.loads(groups), RuleUnit(unit) if unit else None, row.n1)
    return Asked(str(row.other), row.b, rule)


def _credits(rows: Iterable[Any], stage_id: uuid.UUID) -> dict[CategoryGroup, Credit]:
    return {CategoryGroup(row.a): (row.n1, row.n2) for row in rows if row.other == stage_id}


def _stay(placement: Placed, parts: _Parts) -> Stay | None:
    """Return how the calendar sees a placement; None when it was declined, or called off before it began."""
    moves = sorted((row.first, PlacementAction(row.a)) for row in parts.move[placement.id])
    last = min([placement.ends, *(day for day, action in moves if action in CALLS_OFF)])
    if last < placement.starts or placement.status is PlacementStatus.DECLINED:
        return None
    sites: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    for row in parts.closure[placement.id]:
        sites[row.other] += [(row.first, row.last)] if row.first else []
    closures = tuple(tuple(sorted(ranges)) for ranges in sites.values())
    return Stay(placement.starts, last, tuple(_pauses(moves, last)), closures)


def _pauses(moves: Iterable[tuple[date, PlacementAction]], last: date) -> Iterator[DateRange]:
    """Yield the days of each pause: from the day it began to the day before the work went on, or to the end."""
    since: date | None = None
    for day, action in moves:
        if action is PlacementAction.PAUSE:
            since = since or day
        elif action is PlacementAction.RESUME and since:
            yield since, day - timedelta(days=1)
            since = None
    if since:
        yield since, last
