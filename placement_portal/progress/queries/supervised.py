"""Supervision sessions as tallies: what counts by the rules of the stage, and what of a group's time does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from placement_portal import clock
from placement_portal.hours.models import Entry
from placement_portal.hours.rules import CountedSum, EntryStatus
from placement_portal.programmes.models import Category
from placement_portal.programmes.rules import CategoryGroup, GroupCredit, credit
from placement_portal.progress.queries.gathered import How, Part
from placement_portal.progress.rules import Tally
from placement_portal.progress.rules.tallies import NO_ID
from placement_portal.supervision import queries as supervision
from placement_portal.supervision.models import SupervisionPart
from placement_portal.supervision.rules import SupervisionStatus

AS_HOURS: Final = {
    SupervisionStatus.DRAFT: EntryStatus.DRAFT,
    SupervisionStatus.SUBMITTED: EntryStatus.SUBMITTED,
    SupervisionStatus.SENT_BACK: EntryStatus.QUERIED,
    SupervisionStatus.CONFIRMED: EntryStatus.VERIFIED,
    SupervisionStatus.DECLINED: EntryStatus.DECLINED,
}
"""Where supervision stands, in the words of hours, so that both add up in the same totals."""

STATUSES: Final = {status.value: hours for status, hours in AS_HOURS.items()}


def supervised(row: Part, group_credit: GroupCredit | None = None) -> Iterator[Tally]:
    """Yield one session as a tally and, when it was in a group, the time that does not count as another one."""
    status, minutes = STATUSES[row.a], row.n1
    counted = supervision.credited(minutes, row.b) if group_credit is None else _tried(minutes, row.b, group_credit)
    back, changing = bool(row.n2 & How.REVERSED), int(bool(row.n2 & How.CHANGING))
    group, since = CategoryGroup.SUPERVISION, clock.local(row.at).date() if row.at else None
    standing = Tally(row.first, group, status, counted, int(minutes > 0), True, back, 1, changing, since)
    standing.id, standing.placement = row.other or NO_ID, row.owner
    yield standing
    if counted < minutes:
        rest = replace(standing, minutes=minutes - counted, sessions=0, counts=False, entries=0, is_shared=True)
        rest.changing, rest.since = 0, None
        yield rest


def _tried(minutes: int, sum_of: str, group: GroupCredit) -> int:
    """Return what would count of a session if its programme said something else of groups."""
    return credit(minutes, int(sum_of.partition("|")[0]), group)


def alike_in_supervision() -> sa.Select[Any]:
    """Return supervision beside what entries add up to, in the columns and the words of hours."""
    nothing, group = sa.cast(sa.null(), sa.Uuid()), sa.literal(CategoryGroup.SUPERVISION, Category.group.type)
    in_words = (
        (SupervisionPart.status == status, sa.literal(hours, Entry.status.type)) for status, hours in AS_HOURS.items()
    )
    return supervision.alike(nothing, group, sa.case(*in_words))


def as_hours(status: SupervisionStatus, minutes: int, counted: int, *, is_reversed: bool) -> Iterator[CountedSum]:
    """Yield one session as totals take it: what counts and, of a group, the time that does not."""
    yield CountedSum(AS_HOURS[status], counted, is_reversed=is_reversed)
    if counted < minutes:
        yield CountedSum(AS_HOURS[status], minutes - counted, counts=False, is_reversed=is_reversed, is_shared=True)


def sums_of_supervision(row: Sequence[Any]) -> Iterator[CountedSum]:
    """Yield sessions that stand alike, as `supervision.alike` asks for them: what counts, and what does not."""
    _, sum_of, _, _, status, minutes, times, standing = row
    counted, back = supervision.credited(minutes, sum_of), standing == supervision.TAKEN_BACK
    yield CountedSum(status, counted * times, is_reversed=back)
    if counted < minutes:
        beyond = (minutes - counted) * times
        yield CountedSum(status, beyond, counts=False, is_reversed=back, is_shared=True)
