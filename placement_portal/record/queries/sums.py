"""What hours add up to by kind and state, and what was credited, in one statement."""

import enum
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from placement_portal.changes.queries import stopped_at_all
from placement_portal.clearance.queries.windows import closed_at_all
from placement_portal.database import Prepared
from placement_portal.hours.models import GAP, Entry
from placement_portal.hours.rules import CountedSum, EntryStatus, SessionOutcome, why_not_counted
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import Category, OpeningBalance
from placement_portal.programmes.rules import CLIENT_GROUPS, CategoryGroup
from placement_portal.progress.queries import alike_in_supervision, held_at, holds_read, sums_of_supervision
from placement_portal.progress.rules import Holds, parts
from placement_portal.record.rules import Summed
from placement_portal.supervision.queries import STANDING, TAKEN_BACK

_THESE: sa.BindParameter[Any] = sa.bindparam("placements", expanding=True, type_=sa.Uuid())
_OF_THESE = Entry.placement_id.in_(_THESE)
_TAKEN_BACK = sa.func.sum(sa.case((Entry.reversed_at.is_(None), 0), else_=Entry.minutes))
_ALIKE = (
    sa.select(
        Entry.category_id, Entry.status, sa.func.sum(Entry.minutes).label("minutes"), _TAKEN_BACK.label("taken_back")
    )
    .where(_OF_THESE)
    .group_by(Entry.placement_id, Entry.status, Entry.category_id)  # in the order of an index that holds all of it
    .subquery()
)
_WITH_CLIENTS = sa.or_(*(Category.group == each for each in sorted(CLIENT_GROUPS)))
_STOPPED_ALIKE = (
    sa.select(
        Entry.category_id, Entry.status, sa.func.sum(Entry.minutes).label("minutes"), _TAKEN_BACK.label("taken_back")
    )
    .where(_OF_THESE, stopped_at_all(_THESE), Entry.in_stop)  # nothing is looked at where nothing was stopped
    .group_by(Entry.status, Entry.category_id)
    .subquery()
)
_UNCLEARED_ALIKE = (
    sa.select(
        Entry.category_id, Entry.status, sa.func.sum(Entry.minutes).label("minutes"), _TAKEN_BACK.label("taken_back")
    )
    .join(Category, Category.id == Entry.category_id)
    .where(_OF_THESE, closed_at_all(_THESE))
    .where(GAP.is_not(None), sa.not_(sa.and_(Entry.in_stop, _WITH_CLIENTS)))
    .group_by(Entry.status, Entry.category_id)
    .subquery()
)
NONE = (0, 0)
NO_CATEGORY = uuid.UUID(int=0)


class _Part(enum.IntEnum):
    """What a row of the sums is about."""

    ALL = 0
    STOPPED = 1
    UNCLEARED = 2
    CREDITED = 3
    HELD = 4
    SUPERVISED = STANDING
    SUPERVISED_BACK = TAKEN_BACK


_NAMED: sa.ColumnElement[str] = Category.code + "\n" + Category.name
_BY_KIND = (Category.id, _NAMED, Category.group, Category.counts)
_SUMMED = Prepared(
    sa.union_all(
        sa.select(*_BY_KIND, *_ALIKE.columns[1:], sa.literal(_Part.ALL.value)).join(
            Category, Category.id == _ALIKE.columns.category_id
        ),
        sa.select(*_BY_KIND, *_STOPPED_ALIKE.columns[1:], sa.literal(_Part.STOPPED.value))
        .join(Category, Category.id == _STOPPED_ALIKE.columns.category_id)
        .where(_WITH_CLIENTS),
        sa.select(*_BY_KIND, *_UNCLEARED_ALIKE.columns[1:], sa.literal(_Part.UNCLEARED.value)).join(
            Category, Category.id == _UNCLEARED_ALIKE.columns.category_id
        ),
        sa.select(
            *(sa.cast(sa.null(), sa.Uuid()), sa.literal(""), OpeningBalance.group, sa.true()),
            *(sa.cast(sa.null(), sa.String()), sa.func.sum(OpeningBalance.minutes), sa.literal(0)),
            sa.literal(_Part.CREDITED.value),
        )
        .where(OpeningBalance.student_id.in_(sa.select(Placement.student_id).where(Placement.id.in_(_THESE))))
        .group_by(OpeningBalance.group),
        alike_in_supervision(),
        held_at(
            *(sa.cast(sa.null(), Category.group.type), sa.true(), sa.cast(sa.null(), sa.String())),
            after=(sa.literal(0), sa.literal(0), sa.literal(_Part.HELD.value)),
        ),
    )
)
"""By kind and state: the minutes, how many were taken back; once more those after a stop, and those without a check.

At last, by group, what was credited, and supervision; and what rules keep from counting.
"""


class Tallied(NamedTuple):
    """What some placements add up to, by kind and everything that totals ask for, and what their students brought."""

    summed: list[Summed]
    credited: dict[CategoryGroup, int]
    holds: Holds


def tallied(placements: Sequence[uuid.UUID]) -> Tallied:
    """Return the minutes of some placements added up, and the minutes that their students were credited, by group."""
    rows: dict[int, list[Any]] = {part: [] for part in _Part}
    for *row, part in _SUMMED.rows(placements=list(placements)):
        rows[part].append(row)
    stopped, uncleared = _apart(rows[_Part.STOPPED]), _apart(rows[_Part.UNCLEARED])
    found = [
        each
        for row in rows[_Part.ALL]
        for each in _summed(
            row, stopped=stopped.get((row[0], row[4]), NONE), uncleared=uncleared.get((row[0], row[4]), NONE)
        )
    ]
    for part in (_Part.SUPERVISED, _Part.SUPERVISED_BACK):
        sessions = ((row[2], each) for row in rows[part] for each in sums_of_supervision([*row, part]))
        found += [Summed(NO_CATEGORY, "Supervision", group, each) for group, each in sessions]
    credited = Counter({row[2]: row[5] for row in rows[_Part.CREDITED] if row[5]})
    holds = holds_read((row[0], row[1]) for row in rows[_Part.HELD])
    codes = {row[0]: row[1].partition("\n")[0] for row in rows[_Part.ALL]}
    found = list(_without(found, codes, holds, credited))
    return Tallied(sorted(found, key=lambda each: (each.category, each.category_id)), dict(credited), holds)


def _without(
    found: Iterable[Summed], codes: Mapping[uuid.UUID, str], holds: Holds, credited: Counter[CategoryGroup]
) -> Iterator[Summed]:
    """Yield sums with what rules keep from counting apart; what counts for more is added to the credit."""
    gated, capped = Counter[tuple[str, CategoryGroup]](), Counter[tuple[str, CategoryGroup]]()
    for each in (moved for rows in holds.moved.values() for moved in rows):
        gated[each.code, each.group] += each.gated
        capped[each.code, each.group] += each.capped
        credited[each.group] += each.extra
    for row in found:
        key = codes.get(row.category_id, ""), row.group
        if why_not_counted(row.sum) is not None:
            yield row
            continue
        back, beyond = gated.pop(key, 0), capped.pop(key, 0)
        yield from (replace(row, sum=part) for part in parts(row.sum, back, beyond))


def _apart(rows: Iterable[Sequence[Any]]) -> dict[tuple[uuid.UUID, EntryStatus], tuple[int, int]]:
    """Return minutes, and how many of them were taken back, by kind and state."""
    return {(kind, status): (minutes, back) for kind, _, _, _, status, minutes, back in rows}


def _summed(row: Sequence[Any], *, stopped: tuple[int, int], uncleared: tuple[int, int]) -> Iterator[Summed]:
    """Yield the minutes of one kind and state apart: standing or taken back; after a stop, without a check."""
    kind, named, group, counts, status, minutes, back = row
    name = named.partition("\n")[2]
    left, left_back = minutes - stopped[0] - uncleared[0], back - stopped[1] - uncleared[1]
    parts = (((left, left_back), (False, False)), (stopped, (True, False)), (uncleared, (False, True)))
    for (some, taken), marks in parts:
        if some - taken or not any(marks):
            yield Summed(kind, name, group, _counted(status, some - taken, counts, False, *marks))
        if taken:
            yield Summed(kind, name, group, _counted(status, taken, counts, True, *marks))


def _counted(status: EntryStatus, minutes: int, *marks: bool) -> CountedSum:
    return CountedSum(status, minutes, SessionOutcome.TOOK_PLACE, *marks)
