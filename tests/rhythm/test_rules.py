"""The clock stands where it should, a rhythm is kept or broken, and each is said in words."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement_portal.rhythm.rules import (
    WORD_AFTER,
    Clock,
    DotState,
    Pace,
    PaceKind,
    PlanRefusal,
    RhythmState,
    Standing,
    in_words,
    next_day,
    plan_refusals,
    standing,
    whole_weeks_off,
    word_after,
)
from placement_portal.rhythm.rules.planning import ends_at
from placement_portal.sites.rules import monday_of

FIRST = date(2026, 9, 7)  # a Monday
LAST = date(2027, 6, 25)
DAYS = st.integers(0, 250).map(lambda n: FIRST + timedelta(days=n))
WEEKS = st.sets(st.integers(0, 40).map(lambda n: FIRST + timedelta(weeks=n)))


def on(week: int, day: int = 0) -> date:
    """Return a day of a week of the placement."""
    return FIRST + timedelta(weeks=week, days=day)


def of(
    today: date,
    *held: date,
    pace: Pace | None = None,
    worked: set[int] | None = None,
    planned: tuple[date, ...] = (),
    runs: bool = True,
    off: set[date] | None = None,
) -> Standing:
    weeks = {on(n) for n in (range(40) if worked is None else worked)}
    minutes = {week + timedelta(days=1): 120 for week in weeks if week + timedelta(days=1) <= today}
    clock = whole_weeks_off(FIRST, LAST, today, {monday_of(day) for day in minutes}, (off or set()).__contains__)
    return standing(list(held), list(planned), clock, pace, minutes, WORD_AFTER, (FIRST, LAST), today, runs=runs)


WEEKLY, FORTNIGHTLY = Pace(PaceKind.WEEKLY), Pace(PaceKind.FORTNIGHTLY)
AFTER_SIX = Pace(PaceKind.CLIENT_HOURS, 6)


@pytest.mark.parametrize(
    "found, state, days",
    [
        (of(on(4, 2), on(4)), RhythmState.KEPT, 2),
        (of(on(5, 0), on(4), pace=WEEKLY), RhythmState.DUE, 7),
        (of(on(5, 1), on(4), pace=WEEKLY), RhythmState.LATE, 8),
        (of(on(5, 1), on(4), pace=FORTNIGHTLY), RhythmState.KEPT, 8),
        (of(on(6, 1), on(4)), RhythmState.SILENT, 15),
        (of(on(6, 0), on(4)), RhythmState.KEPT, 14),
        (of(on(2, 1)), RhythmState.SILENT, 15),
        (of(on(6, 1), on(4), worked={4, 6}), RhythmState.KEPT, 8),
        (of(on(6, 1), on(4), runs=False), RhythmState.NOT_RUNNING, 15),
        (of(on(6, 3), on(4), pace=AFTER_SIX), RhythmState.SILENT, 17),
        (of(on(6, 0), on(4), pace=AFTER_SIX), RhythmState.KEPT, 14),
        (of(on(0, 0)), RhythmState.KEPT, 0),
    ],
)
def test_where_a_rhythm_stands(found: Standing, state: RhythmState, days: int) -> None:
    assert (found.state, found.days) == (state, days)


def test_hours_with_clients_can_decide() -> None:
    three = Pace(PaceKind.CLIENT_HOURS, 3)
    assert of(on(5, 0), on(4), pace=three).state is RhythmState.KEPT, "two hours since"
    found = of(on(5, 2), on(4), pace=three)
    assert (found.state, found.minutes) == (RhythmState.LATE, 240)
    assert DotState.LATE in {each.state for each in of(on(7, 0), on(4), pace=three).dots}


def test_a_week_that_is_off_is_not_counted() -> None:
    holiday = {on(5, n) for n in range(7)}
    found = of(on(5, 3), on(4), pace=WEEKLY, worked={0, 1, 2, 3, 4}, off=holiday)
    assert (found.state, found.days, found.due) == (RhythmState.STANDS, 6, on(6, 0))


def test_the_dots_say_it_week_by_week() -> None:
    found = of(on(9, 2), on(5), on(6), pace=WEEKLY, worked={0, 5, 6, 7, 9}, planned=(on(9, 4), on(10, 1)))
    assert [each.state for each in found.dots] == [
        DotState.LATE,
        *[DotState.STILL] * 4,
        DotState.HELD,
        DotState.HELD,
        DotState.LATE,
        DotState.STILL,
        DotState.PLANNED,
        DotState.PLANNED,
        DotState.TO_COME,
    ]
    loose = of(on(8, 2), on(6))
    assert [each.state for each in loose.dots[6:]] == [
        DotState.HELD,
        DotState.BETWEEN,
        DotState.TO_COME,
        DotState.TO_COME,
        DotState.TO_COME,
    ]


@given(DAYS, DAYS, WEEKS)
def test_a_clock_never_counts_more_than_the_days_and_nothing_in_a_stopped_week(
    one: date, other: date, stopped: set[date]
) -> None:
    since, until = sorted((one, other))
    clock = Clock(frozenset(stopped))
    gone = clock.gone(since, until)
    days = [since + timedelta(days=n + 1) for n in range((until - since).days)]
    assert gone == sum(not clock.stands(day) for day in days)
    due = clock.after(since, gone, until)
    assert due <= until
    assert clock.gone(since, due) == gone


@given(DAYS, DAYS, WEEKS)
def test_the_next_day_is_after_today_on_the_same_weekday_and_never_off(
    before: date, today: date, stopped: set[date]
) -> None:
    clock = Clock(frozenset(stopped))
    found = next_day(before, timedelta(weeks=1), today, LAST, clock.stands)
    if found:
        assert today < found <= LAST
        assert found.weekday() == before.weekday()
        assert not clock.stands(found)


def test_what_cannot_be_planned() -> None:
    def why(day: date, minutes: int = 60, *, supervises: bool = True, taken: bool = False) -> list[PlanRefusal]:
        today = on(20)
        return plan_refusals(day, minutes, first=FIRST, last=LAST, today=today, supervises=supervises, taken=taken)

    assert why(on(21)) == []
    assert why(on(19), 0) == [PlanRefusal.LENGTH, PlanRefusal.PAST]
    assert why(LAST + timedelta(days=1)) == [PlanRefusal.OUTSIDE]
    assert why(on(47)) == [PlanRefusal.TOO_FAR, PlanRefusal.OUTSIDE]
    assert why(on(21), supervises=False, taken=True) == [PlanRefusal.NOT_SUPERVISED_BY, PlanRefusal.TAKEN]


def test_it_is_said_in_words() -> None:
    one = Pace(PaceKind.CLIENT_HOURS, 1)
    assert [in_words(each) for each in (None, WEEKLY, FORTNIGHTLY, AFTER_SIX, one)] == [
        "No rhythm is agreed yet",
        "Every week",
        "Every fortnight",
        "After every 6 hours with clients",
        "After every hour with clients",
    ]
    assert (word_after(None, None), word_after(None, 14), word_after(9, 14)) == (15, 15, 9)
    assert ends_at(time(23, 30), 90) == time(23, 59), "what goes on past midnight ends with the day in a calendar"
    assert next_day(on(4), timedelta(weeks=1), on(4), LAST, lambda _day: True) is None
