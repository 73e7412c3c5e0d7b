"""While a pause is silent nobody is written to: until two weeks before the return, and the same in SQL and in rules."""

import uuid
from datetime import date, timedelta

import sqlalchemy as sa
from hypothesis import given as generated
from hypothesis import strategies as st

from placement_portal import clock
from placement_portal.database import db
from placement_portal.placements import queries, rules
from placement_portal.placements.models import Placement, PlacementPause
from placement_portal.placements.rules import PlacementStatus
from placement_portal.programmes.models import StudentRecord
from placement_portal.programmes.rules import StudentStatus
from placement_portal.students.models import StudentMove
from placement_portal.students.rules import StudentAction
from tests import world
from tests.conftest import Given, Statements
from tests.world import Cast

ON = date(2026, 11, 27)
NEAR = st.integers(-40, 40).map(lambda days: ON + timedelta(days=days))


def ordered(days: tuple[date, date | None]) -> tuple[date, date | None]:
    first, last = days
    return (first, None) if last is None else (min(first, last), max(first, last))


PAUSES = st.lists(st.tuples(NEAR, NEAR | st.none()).map(ordered), max_size=4)


@generated(PAUSES)
def test_silent_means_that_every_day_of_the_next_two_weeks_pauses(pauses: list[tuple[date, date | None]]) -> None:
    days = [ON + timedelta(days=ahead) for ahead in range(15)]
    covered = all(any(first <= day and (last is None or day <= last) for first, last in pauses) for day in days)
    assert rules.is_silent(pauses, ON) == covered
    back = rules.back_on(pauses, ON)
    assert back is None or not any(first <= back and (last is None or back <= last) for first, last in pauses)
    assert not (rules.is_silent(pauses, ON) and back and back - ON <= rules.WAKES_BEFORE)


def test_letters_begin_again_two_weeks_before_the_return() -> None:
    pause = (ON, ON + timedelta(days=29))
    silent = [rules.is_silent([pause], ON + timedelta(days=each)) for each in (-1, 0, 15, 16, 30)]
    assert silent == [False, True, True, False, False]
    assert rules.back_on([(ON, None)], ON) is None


def pause(placement_id: uuid.UUID, first: int, last: int | None) -> None:
    ends = None if last is None else world.in_days(last)
    db.session.add(PlacementPause(placement_id=placement_id, starts=world.in_days(first), ends=ends))
    db.session.flush()


def test_queries_say_what_the_rule_says(cast: Cast, given: Given, statements: Statements) -> None:
    record, today = cast.record.id, clock.today()
    kinds: list[list[tuple[int, int | None]]] = [
        [],
        [(-5, None)],
        [(-5, 13)],
        [(-5, 14)],
        [(-5, 3), (4, 30)],
        [(-5, 3), (5, 30)],
        [(1, 30)],
    ]
    with given():
        own = db.session.get_one(StudentRecord, record)
        made = [world.placement(own, cast.site) for _ in kinds]
        for each, pauses in zip(made, kinds, strict=True):
            for first, last in pauses:
                pause(each.id, first, last)
        ids = [each.id for each in made]
        expected = {each for each, silent in zip(ids, (0, 1, 0, 1, 1, 0, 0), strict=True) if silent}
        with statements() as asked:
            assert queries.silent_placements(ids, today) == expected
        assert len(asked) == 1
        wanted = sa.select(Placement.id).where(Placement.id.in_(ids), queries.is_silent_on(today))
        assert set(db.session.scalars(wanted)) == expected
        with statements() as asked:
            assert queries.silent_students([record], today) == set()
        assert len(asked) == 2
        loud = sa.update(Placement).where(Placement.student_id == record, Placement.id.not_in(expected))
        db.session.execute(loud.values(status=PlacementStatus.CLOSED))
        assert queries.silent_students([record], today) == {record}


def test_who_interrupts_the_course_is_silent_until_two_weeks_before_they_return(cast: Cast, given: Given) -> None:
    stage, record, today = cast.stage.id, cast.record.id, clock.today()

    def interrupt(since: int, returns: int | None) -> None:
        kept = {"stage_before_id": stage, "stage_id": stage, "by_id": cast.lead.id, "student_id": record}
        db.session.add(
            StudentMove(
                action=StudentAction.INTERRUPT,
                before=StudentStatus.ACTIVE,
                status=StudentStatus.INTERRUPTED,
                day=world.in_days(since),
                returns_on=None if returns is None else world.in_days(returns),
                at=clock.now(),
                **kept,
            )
        )
        db.session.flush()

    with given():
        db.session.get_one(StudentRecord, record).status = StudentStatus.INTERRUPTED
        for since, returns, silent in [(-5, None, {record}), (-4, 15, {record}), (-3, 14, set())]:
            interrupt(since, returns)
            assert queries.silent_students([record], today) == silent
