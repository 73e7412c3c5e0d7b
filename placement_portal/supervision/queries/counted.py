"""The minutes of supervision as the totals need them, with what of them counts."""

import functools
import uuid
from collections.abc import Sequence
from datetime import date, time
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from placement_portal.accounts.models import Person
from placement_portal.database import Prepared
from placement_portal.placements.models import Placement
from placement_portal.programmes.models import RuleSet
from placement_portal.programmes.rules import GroupCredit, credit, credit_sum
from placement_portal.supervision.models import SupervisionPart, SupervisionSession
from placement_portal.supervision.rules import SupervisionMode, SupervisionStatus

Part = SupervisionPart


_WAS_REVERSED: Final = sa.case((Part.reversed_at.is_(None), 0), else_=1)
STANDING, TAKEN_BACK = 8, 9


def _text(column: Any) -> Any:
    return sa.func.coalesce(sa.cast(column, sa.Text()), "")


_WORKED_OUT_FROM: Final[Any] = (Part.present, RuleSet.group_percent, RuleSet.group_until)
SUM_OF: Final = functools.reduce(lambda so_far, each: so_far + "|" + each, map(_text, _WORKED_OUT_FROM))
"""What the credit of a session is worked out from, as one text; `credited` reads it."""


def alike(no_category: Any, group: Any, status: Any) -> sa.Select[Any]:
    """Return supervision beside what entries add up to, so that one statement asks for both.

    Its columns: no category, what the credit is worked out from, the group, that it counts, where it stands, the
    minutes of one session, how many there are, and whether they stand or were taken back.
    """
    columns = (no_category, SUM_OF, group, sa.true(), status, Part.minutes, sa.func.count())
    return (
        sa.select(*columns, sa.case((Part.reversed_at.is_(None), STANDING), else_=TAKEN_BACK))
        .select_from(Part)
        .join(Placement, Placement.id == Part.placement_id)
        .outerjoin(RuleSet, _IN_FORCE)
        .where(Part.placement_id.in_(sa.bindparam("placements", expanding=True)))
        .where(Part.status != SupervisionStatus.MERGED)
        .group_by(Part.status, Part.minutes, *_WORKED_OUT_FROM, Part.reversed_at.is_(None))
    )


def credited(minutes: int, sum_of: str) -> int:
    """Return the minutes that count of one session, from what `alike` says that they are worked out from."""
    present, percent, until = sum_of.split("|")
    rule = GroupCredit(int(percent), int(until) if until else None) if percent else GroupCredit()
    return credit(minutes, int(present), rule)


_IN_FORCE: Final = sa.and_(RuleSet.stage_id == Placement.stage_id, RuleSet.in_force)


class Held(NamedTuple):
    """One session as a line of a file: when, how long, with whom, how it stands, and the sum of its credit."""

    day: date
    start: time
    minutes: int
    mode: SupervisionMode
    status: SupervisionStatus
    supervisor: str
    sum: str
    is_reversed: bool


_FACTS: Final[Any] = (Part.day, Part.start, Part.minutes, SupervisionSession.mode, Part.status)
_HELD: Final = Prepared(
    sa.select(*_FACTS, sa.func.coalesce(Person.name, ""), *_WORKED_OUT_FROM, _WAS_REVERSED)
    .join(SupervisionSession, SupervisionSession.id == Part.session_id)
    .join(Placement, Placement.id == Part.placement_id)
    .outerjoin(Person, Person.id == SupervisionSession.supervisor_id)
    .outerjoin(RuleSet, _IN_FORCE)
    .where(Part.placement_id.in_(sa.bindparam("placements", expanding=True)))
    .where(Part.status != SupervisionStatus.MERGED)
    .order_by(Part.day.desc(), Part.start.desc(), Part.id.desc())
)


def sessions_of_placements(placements: Sequence[uuid.UUID]) -> list[Held]:
    """Return every session of some placements, newest first, without anything that was written about it."""
    return [_held(row) for row in _HELD.rows(placements=list(placements))]


def _held(row: Sequence[Any]) -> Held:
    day, start, minutes, mode, status, supervisor, present, percent, until, was_reversed = row
    rule = GroupCredit(percent, until) if percent else GroupCredit()
    return Held(day, start, minutes, mode, status, supervisor, credit_sum(minutes, present, rule), bool(was_reversed))
