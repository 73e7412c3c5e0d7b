"""Keeping totals: recount what was touched before each commit, all of it each night, and prove that it is right."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, Final, NamedTuple

from placement_portal import clock
from placement_portal.clearance.service import windows
from placement_portal.database import replacing
from placement_portal.progress import queries, rules
from placement_portal.progress.models import StudentProgress
from placement_portal.progress.queries import Known, Pair
from placement_portal.progress.rules import Case, kept

BATCH: Final = 100
KEY: Final = ("student_id", "stage_id")
COLUMNS: Final = tuple(column.name for column in StudentProgress.__table__.columns)
REPLACED: Final = tuple(name for name in COLUMNS if name not in {*KEY, "since"})
COMPARED: Final = tuple(name for name in COLUMNS if name not in {*KEY, "as_of", "recounted_at", "since"})


class Differs(NamedTuple):
    """A kept total that does not equal a recount: whose, in which stage, which column, what is kept, what is right."""

    student_id: uuid.UUID
    stage_id: uuid.UUID
    what: str
    kept: object
    right: object

    def __str__(self) -> str:
        """Name it on one line."""
        return (
            f"Student {self.student_id}, stage {self.stage_id}: {self.what} is {self.kept!r}, should be {self.right!r}"
        )


def recount(touched: AbstractSet[uuid.UUID]) -> None:
    """Recount whoever a change concerns; `touched` are placements or, when more changed, students, stages, settings."""
    found = queries.known_at(touched)
    mine = {each for each in found.placed if each.id in touched}
    _keep(found, _with_later({each.pair for each in mine}, found))
    around = touched - {each.id for each in mine}
    if around:
        recount_students(queries.students_around(around), gate=True)


def recount_students(students: Iterable[uuid.UUID], *, gate: bool = False) -> None:
    """Recount every stage of some students: three statements for a hundred of them.

    With `gate`, first on which days their checks were not in place: what is needed, held or agreed may have changed.
    """
    wanted = sorted(set(students))
    for at in range(0, len(wanted), BATCH):
        batch = wanted[at : at + BATCH]
        found = queries.known(batch)
        if gate:
            windows.refresh(queries.people_of(batch))
        _keep(found, found.pairs)


def recount_next(after: uuid.UUID | None = None) -> uuid.UUID | None:
    """Recount the next hundred students; return the last of them, None when there is nobody left."""
    students = queries.next_students(after, BATCH)
    recount_students(students, gate=True)
    return students[-1] if students else None


def recount_all() -> None:
    """Recount everybody within one transaction, as after a bulk load."""
    last = recount_next()
    while last:
        last = recount_next(last)


def check() -> list[Differs]:
    """Return every kept total that does not equal a recount on its own day, and every one that is missing."""
    differences, last = check_next()
    while last:
        more, last = check_next(last)
        differences += more
    return differences


def check_next(after: uuid.UUID | None = None) -> tuple[list[Differs], uuid.UUID | None]:
    """Check the next hundred students; return what differs and the last of them, None when there is nobody left."""
    students = queries.next_students(after, BATCH)
    return list(_check(students)), students[-1] if students else None


def _keep(found: Known, pairs: AbstractSet[Pair]) -> None:
    if not pairs:
        return
    now, today = clock.now(), clock.today()
    stamp = {"as_of": today, "recounted_at": now, "since": today}
    rows = [{**pair._asdict(), **stamp, **_facts(case, today)} for pair, case in queries.cases(found, pairs).items()]
    replacing(StudentProgress, KEY, REPLACED, ("since", "state")).write(rows)


def _facts(case: Case, as_of: date) -> dict[str, Any]:
    """Return what is kept of a case."""
    count = rules.count(case, as_of)
    totals = count.totals
    return {
        "state": count.standing.worst,
        "urgency": rules.urgency(count.standing),
        "recorded": totals.recorded,
        "credited": totals.credited,
        "submitted": totals.submitted,
        "verified": totals.verified,
        "countable": totals.countable,
        "waiting": count.waiting,
        "sent_back": count.standing.sent_back,
        "waiting_since": count.waiting_since,
        "last_entry_day": count.last_entry_day,
        "rule_set_id": case.rule_set_id,
        "reasons": kept.plain_reasons(count),
        "results": kept.plain_results(count),
        "by_group": kept.plain_groups(count),
        "weeks": kept.plain_weeks(count),
        "holds": kept.plain_holds(count),
    }


def _with_later(pairs: AbstractSet[Pair], found: Known) -> AbstractSet[Pair]:
    """Add every year of a student when an earlier one is touched: a later one may look back at it."""
    back = {pair.student_id for pair in pairs if pair not in found.current}
    return pairs | {pair for pair in found.pairs if pair.student_id in back}


def _check(students: Sequence[uuid.UUID]) -> Iterator[Differs]:
    found = queries.known(students)
    for placement_id, kept_, right in windows.differing(queries.people_of(students)):
        pair = next(each.pair for each in found.placed if each.id == placement_id)
        yield Differs(*pair, "days without a check", kept_, right)
    cases = queries.cases(found, found.pairs)
    rows = {Pair(row.student_id, row.stage_id): row for row in queries.kept(students)}
    for pair, case in cases.items():
        row = rows.get(pair)
        if row is None:
            yield Differs(*pair, "the total", None, "kept")
        else:
            yield from _differences(pair, row, _facts(case, row.as_of))


def _differences(pair: Pair, row: StudentProgress, right: Mapping[str, Any]) -> Iterator[Differs]:
    for name in COMPARED:
        if getattr(row, name) != right[name]:
            yield Differs(*pair, name, getattr(row, name), right[name])
