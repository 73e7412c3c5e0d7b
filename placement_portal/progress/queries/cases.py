"""Everything that is known of some students, gathered in two statements however many there are."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.clearance.rules import Workforce, met_in
from placement_portal.database import Prepared
from placement_portal.hours.rules import EntryStatus
from placement_portal.placements.models import Placement
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import (
    STUDYING,
    CategoryGroup,
    GroupCredit,
    RuleKind,
    RuleUnit,
    StudentStatus,
    groups_from,
)
from placement_portal.progress.queries.gathered import TALLY, How, Part, everything
from placement_portal.progress.queries.supervised import supervised
from placement_portal.progress.rules import (
    Agreed,
    Asked,
    Carried,
    Case,
    Credit,
    Earlier,
    Place,
    Stay,
    Tally,
    own_pace,
    rule_from,
)
from placement_portal.sites.rules import ONE_DAY, DateRange, SiteKind, SiteMeets
from placement_portal.students.rules import away


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
    own_mode: set[uuid.UUID] = field(default_factory=set)

    @property
    def pairs(self) -> set[Pair]:
        """Every pair there is: the present stage of each student, and each stage with a placement."""
        return self.current | {placement.pair for placement in self.placed}


def known(students: Iterable[uuid.UUID], *, lock: bool = True) -> Known:
    """Return students with their placements, locked until the transaction ends, unless one only looks.

    Two writers who touch one student add up one after the other: the second sees what the first wrote.
    """
    return _found((_KNOWN if lock else _LOOKED_AT).rows(students=list(students)))


def known_at(placements: Iterable[uuid.UUID]) -> Known:
    """Return the students of some placements with all their placements, locked in the same way."""
    return _found(_KNOWN_AT.rows(placements=list(placements)))


def _known(students: Any) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (StudentRecord.id, StudentRecord.status, StudentRecord.mode, StudentRecord.stage_id)
    placement: tuple[Any, ...] = (Placement.id, Placement.stage_id, Placement.starts, Placement.ends, Placement.state)
    return (
        sa.select(*columns, *placement)
        .outerjoin(Placement, Placement.student_id == StudentRecord.id)
        .where(StudentRecord.id.in_(students))
        .order_by(StudentRecord.id, Placement.id)
    )


def _locked(wanted: sa.Select[Any]) -> sa.Select[Any]:
    return wanted.with_for_update(of=StudentRecord, key_share=True)


_AT: Final = Placement.id.in_(sa.bindparam("placements", expanding=True))
_LOOKED_AT: Final = Prepared(_known(sa.bindparam("students", expanding=True)))
_KNOWN: Final = Prepared(_locked(_known(sa.bindparam("students", expanding=True))))
_KNOWN_AT: Final = Prepared(_locked(_known(sa.select(Placement.student_id).where(_AT))))


def _found(rows: Iterable[Any]) -> Known:
    found = Known()
    for student_id, status, mode, stage_id, placement_id, placed_in, starts, ends, state in rows:
        found.status[student_id] = status
        if mode:
            found.own_mode.add(student_id)
        found.current.add(Pair(student_id, stage_id))
        if placement_id:
            found.placed.append(Placed(placement_id, Pair(student_id, placed_in), starts, ends, state))
    return found


def cases(students: Known, pairs: AbstractSet[Pair], *, group: GroupCredit | None = None) -> dict[Pair, Case]:
    """Return all that is known of each pair, in one statement; `group` is tried instead of what the rules say of it."""
    placed = [each for each in students.placed if each.pair in pairs]
    stages, people = {pair.stage_id for pair in pairs}, {pair.student_id for pair in pairs}
    parts = _Parts(*(defaultdict(list) for _ in range(15)))
    ids = {"placements": [each.id for each in placed], "stages": list(stages), "students": list(people)}
    for row in everything().rows(**ids):
        if row[0] == TALLY:
            parts.tally[row[1]].append(_tally(row))
        else:
            getattr(parts, row[0])[row[1]].append(Part(*row))
    of_pair: dict[Pair, list[Placed]] = defaultdict(list)
    for each in placed:
        of_pair[each.pair].append(each)
    terms = {stage_id: [(row.first, row.last) for row in parts.term[stage_id]] for stage_id in stages}
    asked = {stage_id: _asked_of(parts.rule[stage_id]) for stage_id in stages}
    stays = {pair: [stay for each in of_pair[pair] if (stay := _stay(each, parts))] for pair in pairs}
    return {
        pair: Case(
            studying=students.status[pair.student_id] in STUDYING,
            stays=stays[pair],
            terms=_terms_for(pair, students, terms[pair.stage_id], stays[pair]),
            tallies=[tally for each in of_pair[pair] for tally in _tallies(each.id, parts, group)],
            rule_set_id=next((row.within for row in parts.rule[pair.stage_id]), None),
            asked=asked[pair.stage_id],
            credits=_credits([*parts.balance[pair.student_id], *parts.board[pair.student_id]], pair.stage_id),
            board=_credits(parts.board[pair.student_id], pair.stage_id),
            carried_out=_carried(row for row in parts.carry[pair.student_id] if row.other == pair.stage_id),
            carried_in=_carried(row for row in parts.carry[pair.student_id] if row.within == pair.stage_id),
            agreed=_agreed(parts.plan[pair.student_id], pair.stage_id),
            earlier=_earlier(parts.earlier[pair.student_id], pair.stage_id),
            places=_places(row for each in of_pair[pair] for row in parts.closure[each.id]),
            unsupervised=[gap for each in of_pair[pair] for gap in _uncovered(each, parts.cover[each.id])],
        )
        for pair in sorted(pairs)
    }


def _terms_for(pair: Pair, students: Known, terms: Sequence[DateRange], stays: Sequence[Stay]) -> Sequence[DateRange]:
    return own_pace(terms, stays) if pair.student_id in students.own_mode else terms


Rows = Mapping[uuid.UUID, list[Any]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Rows of the one statement by kind, then by what they belong to."""

    tally: Mapping[uuid.UUID, list[Tally]]
    session: Rows
    closure: Rows
    move: Rows
    pause: Rows
    pace: Rows
    term: Rows
    rule: Rows
    balance: Rows
    away: Rows
    cover: Rows
    earlier: Rows
    board: Rows
    carry: Rows
    plan: Rows


GROUPS: Final = {each.value: each for each in CategoryGroup}
STATUSES: Final = {each.value: each for each in EntryStatus}
HOW: Final = tuple(
    (
        bool(how & How.COUNTS),
        bool(how & How.REVERSED),
        int(bool(how & How.CHANGING)),
        bool(how & How.STOPPED),
        bool(how & How.UNCLEARED),
        int(bool(how & How.MISSED)),
    )
    for how in range(2 * How.MISSED)
)
"""What each number says of an entry: whether it counts, is reversed, is changing, came after a stop, lacks a check, and
whether the student was away."""


def _tallies(placement_id: uuid.UUID, parts: "_Parts", group: GroupCredit | None) -> Iterator[Tally]:
    """Yield what was logged on a placement, and its supervision."""
    yield from parts.tally[placement_id]
    for row in parts.session[placement_id]:
        yield from supervised(row, group)


def _tally(row: Sequence[Any]) -> Tally:
    """Return a tally; by position and from plain dicts, since there are hundreds at each commit."""
    _, placement, key, site, group, status, code, day, _, minutes, how, at = row
    counts, is_reversed, changing, stopped, uncleared, missed = HOW[how]
    since = clock.local(at).date() if at else None
    sessions = 1 if minutes else 0
    return Tally(
        day,
        GROUPS[group],
        STATUSES[status],
        minutes,
        sessions,
        counts,
        is_reversed,
        1,
        changing,
        since,
        stopped,
        uncleared,
        False,
        code,
        key,
        site,
        placement,
        missed,
    )


def _asked_of(rows: Iterable[Any]) -> list[Asked]:
    """Return the rules of a set in their order; a set without rules is one row without any."""
    return [_asked(row) for row in sorted((row for row in rows if row.other), key=lambda row: int(row.n2))]


def _asked(row: Any) -> Asked:
    groups, unit, codes, more, number = row.c.split("\n")
    wanted = RuleUnit(unit) if unit else None
    rule = rule_from(RuleKind(row.a), json.loads(groups), wanted, row.n1, json.loads(codes), json.loads(more))
    return Asked(str(row.other), row.b, rule, int(number))


def _earlier(rows: Iterable[Any], stage_id: uuid.UUID) -> list[Earlier]:
    mine = (row for row in rows if row.other == stage_id)
    found = [Earlier(CategoryGroup(row.a), row.b, row.within, int(row.n1)) for row in mine]
    return sorted(found, key=lambda each: (each.code, each.site))


def _places(rows: Iterable[Any]) -> dict[uuid.UUID, Place]:
    """Return the settings of some placements: their kinds, and whom one meets there."""
    kinds = {row.other: (row.a, met_in(SiteKind(row.a), SiteMeets(row.b))) for row in rows}
    return {
        site: Place(kind, Workforce.CHILDREN in met, Workforce.ADULTS in met) for site, (kind, met) in kinds.items()
    }


def _uncovered(placement: Placed, rows: Iterable[Any]) -> list[DateRange]:
    """Return from when to when nobody was there to supervise a placement."""
    found, at = [], placement.starts
    for first, last in sorted((row.first, row.last or placement.ends) for row in rows):
        if first > at:
            found.append((at, min(first, placement.ends + ONE_DAY) - ONE_DAY))
        at = max(at, last + ONE_DAY)
    return [*found, *([(at, placement.ends)] if at <= placement.ends else [])]


def _credits(rows: Iterable[Any], stage_id: uuid.UUID) -> dict[CategoryGroup, Credit]:
    sums: dict[CategoryGroup, Credit] = {}
    for row in rows:
        if row.other == stage_id:
            minutes, sessions = sums.get(CategoryGroup(row.a), (0, 0))
            sums[CategoryGroup(row.a)] = minutes + row.n1, sessions + row.n2
    return sums


def _carried(rows: Iterable[Any]) -> list[Carried]:
    found = []
    for row in sorted(rows, key=lambda row: (row.first, row.b)):
        groups, codes, unit = row.a.split("\n")
        work = groups_from(json.loads(groups)), frozenset(json.loads(codes))
        name = f"From {row.c}: {row.b}"
        found.append(Carried(f"carry:{row.b}", name, *work, RuleUnit(unit), row.n1, row.first))
    return found


def _agreed(rows: Iterable[Any], stage_id: uuid.UUID) -> Agreed:
    return next((Agreed(row.last, row.n1) for row in rows if row.other == stage_id), Agreed())


def _stay(placement: Placed, parts: _Parts) -> Stay | None:
    """Return how the calendar sees a placement; None when it was declined, or called off before it began."""
    last = min([placement.ends, *(row.first for row in parts.move[placement.id])])
    if last < placement.starts or placement.status is PlacementStatus.DECLINED:
        return None
    sites: dict[uuid.UUID, list[DateRange]] = defaultdict(list)
    for row in parts.closure[placement.id]:
        sites[row.other] += [(row.first, row.last)] if row.first else []
    closures = tuple(tuple(sorted(ranges)) for ranges in sites.values())
    changes = sorted(Change(row.first, row.at, StudentStatus(row.a)) for row in parts.away[placement.pair.student_id])
    paused = sorted((row.first, min(row.last or last, last)) for row in parts.pause[placement.id])
    return Stay(placement.starts, last, (*paused, *away(changes, last)), closures, _paces(parts.pace[placement.id]))


class Change(NamedTuple):
    """A change of a student's status, with the day from which it holds."""

    day: date
    at: datetime
    status: StudentStatus


def _paces(rows: Iterable[Any]) -> tuple[tuple[date, int], ...]:
    """Return from which days how many half days a week hold; of two from one day, the one settled last."""
    steps: dict[date, int] = {}
    for row in sorted(rows, key=lambda row: (row.n2, row.at is not None and row.at)):
        steps[row.first] = row.n1
    return tuple(sorted(steps.items()))
